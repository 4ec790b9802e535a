"""Addresses of the periodic look at documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
