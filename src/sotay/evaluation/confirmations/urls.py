"""Addresses of confirmations of effectiveness."""

from django.urls import URLPattern, path

from sotay.evaluation.confirmations import views

urlpatterns: list[URLPattern] = [
    path("", views.confirmation_list, name="confirmation_list"),
    path("new/", views.confirmation_new, name="confirmation_new"),
    path("<slug:slug>/", views.confirmation_detail, name="confirmation_detail"),
    path("<slug:slug>/print/", views.confirmation_print, name="confirmation_print"),
    path("<slug:slug>/change/", views.confirmation_change, name="confirmation_change"),
    path("<slug:slug>/submit/", views.confirmation_submit, name="confirmation_submit"),
    path("<slug:slug>/drop/", views.confirmation_drop, name="confirmation_drop"),
]
