"""Addresses of this area."""

from django.urls import include, path

app_name = "planning"
urlpatterns = [
    path("objectives/", include("sotay.planning.year.urls")),
    path("objectives/", include("sotay.planning.carrying.urls")),
    path("objectives/", include("sotay.planning.objectives.urls")),
    path("results/", include("sotay.planning.results.urls")),
]
