"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "improvement"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nonconformities/", include("sotay.improvement.nonconformities.urls")),
    path("proposals/", include("sotay.improvement.proposals.urls")),
]
