"""Addresses of objectives."""

from django.urls import URLPattern, path

from sotay.planning.objectives import objective_views, views

urlpatterns: list[URLPattern] = [
    path("sets/new/", views.set_begin, name="set_begin"),
    path("sets/<slug:slug>/", views.set_detail, name="set_detail"),
    path("sets/<slug:slug>/print/", views.set_print, name="set_print"),
    path("sets/<slug:slug>/submit/", views.set_submit, name="set_submit"),
    path("sets/<slug:slug>/revise/", views.set_revise, name="set_revise"),
    path("sets/<slug:slug>/drop/", views.set_drop, name="set_drop"),
    path("sets/<slug:slug>/read/", views.set_read, name="set_read"),
    path("sets/<slug:slug>/add/", objective_views.objective_add, name="objective_add"),
    path("items/<slug:slug>/", objective_views.objective_detail, name="objective_detail"),
    path("items/<slug:slug>/change/", objective_views.objective_change, name="objective_change"),
    path("items/<slug:slug>/remove/", objective_views.objective_remove, name="objective_remove"),
    path("items/<slug:slug>/plan/add/", objective_views.plan_line_add, name="plan_line_add"),
    path("plan/<uuid:slug>/change/", objective_views.plan_line_change, name="plan_line_change"),
    path("plan/<uuid:slug>/remove/", objective_views.plan_line_remove, name="plan_line_remove"),
]
