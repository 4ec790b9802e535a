"""Addresses of units."""

from django.urls import path

from sotay.organisation.units import views

urlpatterns = [
    path("units/", views.unit_list, name="unit_list"),
    path("units/new/", views.unit_create, name="unit_create"),
    path("units/<slug:slug>/", views.unit_detail, name="unit_detail"),
    path("units/<slug:slug>/change/", views.unit_change, name="unit_change"),
    path("units/<slug:slug>/end/", views.unit_end, name="unit_end"),
    path("units/<slug:slug>/notice/", views.unit_notice, name="unit_notice"),
]
