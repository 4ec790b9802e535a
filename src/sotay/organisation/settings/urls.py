"""Addresses of the agency itself."""

from django.urls import path

from sotay.organisation.settings import views

urlpatterns = [
    path("", views.agency_detail, name="agency_detail"),
    path("change/", views.agency_change, name="agency_change"),
    path("logo/", views.agency_logo, name="agency_logo"),
]
