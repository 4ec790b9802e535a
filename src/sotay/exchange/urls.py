"""Addresses of this area."""

from django.urls import include, path

app_name = "exchange"
urlpatterns = [path("", include("sotay.exchange.runs.urls"))]
