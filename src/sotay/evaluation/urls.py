"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "evaluation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("auditors/", include("sotay.evaluation.audits.auditors.urls")),
    path("", include("sotay.evaluation.audits.findings.urls")),
    path("", include("sotay.evaluation.audits.report.urls")),
    path("", include("sotay.evaluation.audits.plan.urls")),
]
