"""Addresses of requests about documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
