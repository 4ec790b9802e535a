"""Addresses of what laws do to documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
