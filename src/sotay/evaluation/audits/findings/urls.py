"""Addresses of findings."""

from django.urls import URLPattern, path

from sotay.evaluation.audits.findings import act_views, views

urlpatterns: list[URLPattern] = [
    path("findings/", views.finding_list, name="finding_list"),
    path("findings/log/", views.finding_log, name="finding_log"),
    path("findings/from-line/<uuid:uuid>/", act_views.finding_from_line, name="finding_from_line"),
    path("findings/<slug:slug>/", views.finding_detail, name="finding_detail"),
    path("findings/<slug:slug>/change/", act_views.finding_change, name="finding_change"),
    path("findings/<slug:slug>/drop/", act_views.finding_drop, name="finding_drop"),
    path("findings/<slug:slug>/correct/", act_views.finding_correct, name="finding_correct"),
    path("findings/<slug:slug>/opinion/", act_views.finding_opinion, name="finding_opinion"),
    path("audits/<slug:slug>/findings/new/", act_views.finding_new, name="finding_new"),
]
