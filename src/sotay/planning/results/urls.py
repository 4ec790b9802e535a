"""Addresses of results of objectives."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
