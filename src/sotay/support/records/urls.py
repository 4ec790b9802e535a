"""Addresses of records."""

from django.urls import include, path

urlpatterns = [
    path("classes/", include("sotay.support.records.classes.urls")),
    path("lists/", include("sotay.support.records.lists.urls")),
    path("transfers/", include("sotay.support.records.transfers.urls")),
    path("", include("sotay.support.records.files.urls")),
]
