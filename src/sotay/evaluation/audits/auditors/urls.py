"""Addresses of internal auditors."""

from django.urls import URLPattern, path

from sotay.evaluation.audits.auditors import views

urlpatterns: list[URLPattern] = [
    path("", views.auditor_list, name="auditor_list"),
    path("new/", views.auditor_new, name="auditor_new"),
    path("import/", views.auditor_import, name="auditor_import"),
    path("<slug:slug>/", views.auditor_detail, name="auditor_detail"),
    path("<slug:slug>/change/", views.auditor_change, name="auditor_change"),
    path("<slug:slug>/end/", views.auditor_end, name="auditor_end"),
]
