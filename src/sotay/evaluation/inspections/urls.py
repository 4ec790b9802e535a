"""Addresses of inspections."""

from django.urls import URLPattern, URLResolver, include, path

from sotay.evaluation.inspections import act_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.inspection_list, name="inspection_list"),
    path("new/", views.inspection_new, name="inspection_new"),
    path("rounds/", include("sotay.evaluation.inspections.rounds.urls")),
    path("findings/<slug:slug>/", act_views.finding_detail, name="inspection_finding"),
    path("findings/<slug:slug>/change/", act_views.finding_change, name="inspection_finding_change"),
    path("findings/<slug:slug>/check/", act_views.finding_check, name="inspection_finding_check"),
    path("findings/<slug:slug>/drop/", act_views.finding_drop, name="inspection_finding_drop"),
    path("<slug:slug>/", views.inspection_detail, name="inspection_detail"),
    path("<slug:slug>/print/", views.inspection_print, name="inspection_print"),
    path("<slug:slug>/papers/<slug:which>/", views.inspection_paper, name="inspection_paper"),
    path("<slug:slug>/change/", views.inspection_change, name="inspection_change"),
    path("<slug:slug>/hold/", act_views.inspection_hold, name="inspection_hold"),
    path("<slug:slug>/minutes/", act_views.inspection_minutes, name="inspection_minutes"),
    path("<slug:slug>/lines/", act_views.inspection_lines, name="inspection_lines"),
    path("<slug:slug>/findings/new/", act_views.finding_new, name="inspection_finding_new"),
    path("<slug:slug>/fixes/", act_views.inspection_fixes, name="inspection_fixes"),
    path("<slug:slug>/answer/", act_views.inspection_answer, name="inspection_answer"),
    path("<slug:slug>/close/", act_views.inspection_close, name="inspection_close"),
    path("<slug:slug>/cancel/", act_views.inspection_cancel, name="inspection_cancel"),
    path("<slug:slug>/let-read/", act_views.inspection_let_read, name="inspection_let_read"),
]
