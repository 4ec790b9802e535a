"""Addresses of providers."""

from django.urls import URLPattern, path

from sotay.operation.providers import evaluation_views, views

urlpatterns: list[URLPattern] = [
    path("", views.provider_list, name="provider_list"),
    path("new/", views.provider_new, name="provider_new"),
    path("list/print/", views.provider_print, name="provider_print"),
    path("import/", views.provider_import, name="provider_import"),
    path("evaluations/<uuid:slug>/", evaluation_views.provider_evaluation, name="provider_evaluation"),
    path(
        "evaluations/<uuid:slug>/withdraw/", evaluation_views.evaluation_withdraw, name="provider_evaluation_withdraw"
    ),
    path("<slug:slug>/", views.provider_detail, name="provider_detail"),
    path("<slug:slug>/change/", views.provider_change, name="provider_change"),
    path("<slug:slug>/end/", views.provider_end, name="provider_end"),
    path("<slug:slug>/resume/", views.provider_resume, name="provider_resume"),
    path("<slug:slug>/evaluate/", evaluation_views.provider_evaluate, name="provider_evaluate"),
]
