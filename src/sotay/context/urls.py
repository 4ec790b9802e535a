"""Addresses of this area."""

from django.urls import include, path

app_name = "context"
urlpatterns = [
    path("scope/", include("sotay.context.scope.urls")),
    path("laws/", include("sotay.context.laws.urls")),
    path("services/", include("sotay.context.services.urls")),
    path("processes/", include("sotay.context.processes.urls")),
]
