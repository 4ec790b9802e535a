"""Addresses of yearly programmes."""

from django.urls import URLPattern, path

from sotay.evaluation.audits.programmes import views

urlpatterns: list[URLPattern] = [
    path("", views.programme_list, name="programme_list"),
    path("new/", views.programme_new, name="programme_new"),
    path("<slug:slug>/", views.programme_detail, name="programme_detail"),
    path("<slug:slug>/print/", views.programme_print, name="programme_print"),
    path("<slug:slug>/change/", views.programme_change, name="programme_change"),
    path("<slug:slug>/submit/", views.programme_submit, name="programme_submit"),
    path("<slug:slug>/revise/", views.programme_revise, name="programme_revise"),
    path("<slug:slug>/drop/", views.programme_drop, name="programme_drop"),
]
