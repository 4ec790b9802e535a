"""Addresses of this area."""

from django.urls import include, path

app_name = "support"
urlpatterns = [
    path("documents/", include("sotay.support.takeover.urls")),
    path("documents/", include("sotay.support.distribution.urls")),
    path("documents/", include("sotay.support.reviews.urls")),
    path("documents/", include("sotay.support.documents.urls")),
    path("issues/", include("sotay.support.issuing.urls")),
    path("requests/", include("sotay.support.requests.urls")),
    path("lawful/", include("sotay.support.lawful.urls")),
    path("records/", include("sotay.support.records.urls")),
    path("outgoing/", include("sotay.support.outgoing.urls")),
    path("coverage/", include("sotay.support.coverage.urls")),
]
