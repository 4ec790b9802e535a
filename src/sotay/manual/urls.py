"""Addresses of this area; each feature names its own."""

from django.urls import include, path

app_name = "manual"
urlpatterns = [
    path("", include("sotay.manual.book.urls")),
    path("", include("sotay.manual.statements.urls")),
    path("amendments/", include("sotay.manual.amendments.urls")),
    path("announcements/", include("sotay.manual.announcements.urls")),
    path("issues/", include("sotay.manual.issues.urls")),
    path("selfcheck/", include("sotay.manual.selfcheck.urls")),
    path("reports/", include("sotay.manual.reports.urls")),
    path("packs/", include("sotay.manual.packs.urls")),
    path("startup/", include("sotay.manual.startup.urls")),
]
