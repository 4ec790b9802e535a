"""Addresses of distribution."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
