"""Addresses of the report of an audit."""

from django.urls import URLPattern, path

from sotay.evaluation.audits.report import views

urlpatterns: list[URLPattern] = [
    path("audits/<slug:slug>/report/", views.audit_report, name="audit_report"),
    path("audits/<slug:slug>/report/print/", views.report_print, name="report_print"),
    path("audits/<slug:slug>/report/write/", views.report_write, name="report_write"),
    path("audits/<slug:slug>/report/submit/", views.report_submit, name="report_submit"),
]
