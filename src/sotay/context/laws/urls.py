"""Addresses of legal documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
