"""Addresses of the self-check."""

from django.urls import URLPattern, path

from sotay.manual.selfcheck import views

urlpatterns: list[URLPattern] = [
    path("", views.selfcheck, name="selfcheck"),
    path("tomorrow/", views.inspection_tomorrow, name="inspection_tomorrow"),
    path("tomorrow/print/", views.inspection_file, name="inspection_file"),
]
