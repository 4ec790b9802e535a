"""Addresses of this area."""

from django.urls import include, path

app_name = "organisation"
urlpatterns = [
    path("", include("sotay.organisation.settings.urls")),
    path("", include("sotay.organisation.units.urls")),
    path("", include("sotay.organisation.people.urls")),
    path("", include("sotay.organisation.decisions.urls")),
    path("", include("sotay.organisation.delegations.urls")),
    path("", include("sotay.organisation.handovers.urls")),
    path("", include("sotay.organisation.calendar.urls")),
    path("", include("sotay.organisation.grants.urls")),
]
