"""Addresses of issuing together."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
