"""Addresses of taking over the existing set."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
