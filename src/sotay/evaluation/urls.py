"""Addresses of this area."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "evaluation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("visits/", include("sotay.evaluation.audits.checklists.urls")),
    path("inspections/", include("sotay.evaluation.inspections.urls")),
    path("auditors/", include("sotay.evaluation.audits.auditors.urls")),
    path("confirmations/", include("sotay.evaluation.confirmations.urls")),
    path("programmes/", include("sotay.evaluation.audits.programmes.urls")),
    path("", include("sotay.evaluation.audits.findings.urls")),
    path("", include("sotay.evaluation.audits.report.urls")),
    path("", include("sotay.evaluation.audits.plan.urls")),
    path("reviews/", include("sotay.evaluation.reviews.urls")),
    path("questionnaires/", include("sotay.evaluation.satisfaction.questionnaires.urls")),
    path("surveys/", include("sotay.evaluation.satisfaction.surveys.urls")),
    path("answers/", include("sotay.evaluation.satisfaction.entering.urls")),
    path("suspicions/", include("sotay.evaluation.satisfaction.honesty.urls")),
    path("satisfaction/", include("sotay.evaluation.satisfaction.coverage.urls")),
    path("syntheses/", include("sotay.evaluation.satisfaction.synthesis.urls")),
    path("feedback/", include("sotay.evaluation.feedback.urls")),
]
