"""Addresses of audits and of the visits of their plans."""

from django.urls import URLPattern, path

from sotay.evaluation.audits.plan import act_views, views
from sotay.evaluation.audits.plan.visits import views as visit_views

urlpatterns: list[URLPattern] = [
    path("audits/", views.audit_list, name="audit_list"),
    path("audits/new/", views.audit_new, name="audit_new"),
    path("audits/<slug:slug>/", views.audit_detail, name="audit_detail"),
    path("audits/<slug:slug>/print/", views.audit_print, name="audit_print"),
    path("audits/<slug:slug>/team/print/", views.audit_team_print, name="audit_team_print"),
    path("audits/<slug:slug>/change/", views.audit_change, name="audit_change"),
    path("audits/<slug:slug>/team/", act_views.audit_team, name="audit_team"),
    path("audits/<slug:slug>/tasks/", act_views.audit_tasks, name="audit_tasks"),
    path("audits/<slug:slug>/decision/", act_views.audit_decision, name="audit_decision"),
    path("audits/<slug:slug>/propose/", act_views.audit_propose, name="audit_propose"),
    path("audits/<slug:slug>/assign/", act_views.audit_assign, name="audit_assign"),
    path("audits/<slug:slug>/submit/", act_views.audit_submit, name="audit_submit"),
    path("audits/<slug:slug>/withdraw/", act_views.audit_withdraw, name="audit_withdraw"),
    path("audits/<slug:slug>/reopen/", act_views.audit_reopen, name="audit_reopen"),
    path("audits/<slug:slug>/notice/", act_views.audit_notice, name="audit_notice"),
    path("audits/<slug:slug>/start/", act_views.audit_start, name="audit_start"),
    path("audits/<slug:slug>/close/", act_views.audit_close, name="audit_close"),
    path("audits/<slug:slug>/cancel/", act_views.audit_cancel, name="audit_cancel"),
    path("audits/<slug:slug>/visits/new/", visit_views.visit_new, name="visit_new"),
    path("planned-visits/<slug:slug>/change/", visit_views.visit_change, name="visit_change"),
    path("planned-visits/<slug:slug>/remove/", visit_views.visit_remove, name="visit_remove"),
    path("planned-visits/<slug:slug>/move/", visit_views.visit_move, name="visit_move"),
    path("planned-visits/<slug:slug>/set-aside/", visit_views.visit_set_aside, name="visit_set_aside"),
]
