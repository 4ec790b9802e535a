"""Addresses of the coverage by clause."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
