"""Addresses of results of objectives."""

from django.urls import path

from sotay.planning.results import period_views, views

urlpatterns = [
    path("", period_views.result_board, name="result_board"),
    path("reports/<slug:slug>/", views.report_detail, name="report_detail"),
    path("reports/<slug:slug>/send/", views.report_send, name="report_send"),
    path("reports/<slug:slug>/open/", views.report_open, name="report_open"),
    path("<slug:period>/remind/", period_views.report_remind, name="report_remind"),
    path("<slug:period>/report/", period_views.period_report, name="period_report"),
    path("<slug:period>/units/<slug:unit>/", views.report_write, name="report_write"),
]
