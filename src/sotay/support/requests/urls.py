"""Addresses of requests."""

from django.urls import URLPattern, path

from sotay.support.requests import views

urlpatterns: list[URLPattern] = [
    path("", views.request_list, name="request_list"),
    path("new/", views.request_new, name="request_new"),
    path("<slug:slug>/", views.request_detail, name="request_detail"),
    path("<slug:slug>/print/", views.request_print, name="request_print"),
    path("<slug:slug>/change/", views.request_change, name="request_change"),
    path("<slug:slug>/submit/", views.request_submit, name="request_submit"),
    path("<slug:slug>/reject/", views.request_reject, name="request_reject"),
    path("<slug:slug>/cancel/", views.request_cancel, name="request_cancel"),
    path("<slug:slug>/begin/", views.request_begin, name="request_begin"),
    path("<slug:slug>/document/", views.request_document, name="request_document"),
]
