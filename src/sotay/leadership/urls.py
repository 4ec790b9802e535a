"""Addresses of this area."""

from django.urls import include, path

app_name = "leadership"
urlpatterns = [path("policy/", include("sotay.leadership.policy.urls"))]
