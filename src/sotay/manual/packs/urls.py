"""Addresses of evidence packs."""

from django.urls import URLPattern, path

from sotay.manual.packs import views

urlpatterns: list[URLPattern] = [
    path("", views.pack_list, name="pack_list"),
    path("new/", views.pack_new, name="pack_new"),
    path("kiem-tra.py", views.pack_verifier, name="pack_verifier"),
    path("<uuid:uuid>/", views.pack_detail, name="pack_detail"),
    path("<uuid:uuid>/file/", views.pack_file, name="pack_file"),
]
