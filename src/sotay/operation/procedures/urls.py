"""Addresses of procedures."""

from django.urls import URLPattern, path

from sotay.operation.procedures import edit_views, views

urlpatterns: list[URLPattern] = [
    path("", views.procedure_list, name="procedure_list"),
    path("services/", views.service_coverage, name="service_coverage"),
    path("services/<slug:slug>/serve/", edit_views.service_serve, name="service_serve"),
    path("revisions/<uuid:slug>/", views.procedure_steps, name="procedure_steps"),
    path("revisions/<uuid:slug>/print/", views.procedure_print, name="procedure_print"),
    path("revisions/<uuid:slug>/cases/new/", edit_views.variant_add, name="variant_add"),
    path("cases/<uuid:slug>/change/", edit_views.variant_change, name="variant_change"),
    path("cases/<uuid:slug>/remove/", edit_views.variant_remove, name="variant_remove"),
    path("cases/<uuid:slug>/steps/new/", edit_views.step_add, name="step_add"),
    path("steps/<uuid:slug>/change/", edit_views.step_change, name="step_change"),
    path("steps/<uuid:slug>/move/", edit_views.step_move, name="step_move"),
    path("steps/<uuid:slug>/remove/", edit_views.step_remove, name="step_remove"),
    path("documents/<slug:slug>/services/", edit_views.procedure_services, name="procedure_services"),
    path("documents/<slug:slug>/rules/", edit_views.procedure_rules, name="procedure_rules"),
]
