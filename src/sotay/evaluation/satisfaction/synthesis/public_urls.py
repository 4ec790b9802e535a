"""Public addresses, below `public/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
