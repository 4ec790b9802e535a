"""Addresses of plans, reports and letters of bodies above."""

from django.urls import URLPattern, path

from sotay.manual.reports import directive_views, views

urlpatterns: list[URLPattern] = [
    path("", views.report_list, name="report_list"),
    path("new/", views.report_new, name="report_new"),
    path("directives/", directive_views.directive_list, name="directive_list"),
    path("directives/new/", directive_views.directive_new, name="directive_new"),
    path("directives/<slug:slug>/", directive_views.directive_detail, name="directive_detail"),
    path("directives/<slug:slug>/change/", directive_views.directive_change, name="directive_change"),
    path("directives/<slug:slug>/end/", directive_views.directive_end, name="directive_end"),
    path("<slug:slug>/", views.report_detail, name="report_detail"),
    path("<slug:slug>/extract/", views.report_extract, name="report_extract"),
    path("<slug:slug>/dates/", views.report_dates, name="report_dates"),
    path("<slug:slug>/again/", views.report_again, name="report_again"),
    path("<slug:slug>/drop/", views.report_drop, name="report_drop"),
]
