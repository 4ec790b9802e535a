"""Addresses of the manual as a document."""

from django.urls import URLPattern, path

from sotay.manual.issues import views

urlpatterns: list[URLPattern] = [
    path("new/", views.manual_issue, name="manual_issue"),
    path("<uuid:uuid>/changes/", views.manual_changes, name="manual_changes"),
]
