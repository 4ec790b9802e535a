"""Addresses of the checklists of visits."""

from django.urls import URLPattern, path

from sotay.evaluation.audits.checklists import device_views, views

urlpatterns: list[URLPattern] = [
    path("worker.js", device_views.visit_worker, name="visit_worker"),
    path("<slug:slug>/", views.visit_detail, name="visit_detail"),
    path("<slug:slug>/print/", views.visit_print, name="visit_print"),
    path("<slug:slug>/add/", views.visit_add, name="visit_add"),
    path("<slug:slug>/own/", views.visit_own, name="visit_own"),
    path("<slug:slug>/prepare/", views.visit_prepare, name="visit_prepare"),
    path("<slug:slug>/finish/", views.visit_finish, name="visit_finish"),
    path("<slug:slug>/reopen/", views.visit_reopen, name="visit_reopen"),
    path("<slug:slug>/state/", device_views.visit_state, name="visit_state"),
    path("<slug:slug>/lines/<uuid:uuid>/change/", views.line_change, name="line_change"),
    path("<slug:slug>/lines/<uuid:uuid>/take-out/", views.line_take_out, name="line_take_out"),
    path("<slug:slug>/lines/<uuid:uuid>/save/", device_views.line_save, name="line_save"),
    path("<slug:slug>/lines/<uuid:uuid>/file/", device_views.line_file, name="line_file"),
    path("<slug:slug>/savings/<uuid:uuid>/", device_views.saving_detail, name="saving_detail"),
    path("<slug:slug>/savings/<uuid:uuid>/settle/", device_views.aside_settle, name="aside_settle"),
]
