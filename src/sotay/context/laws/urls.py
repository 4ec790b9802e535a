"""Addresses of legal documents."""

from django.urls import URLPattern, path

from sotay.context.laws import views

urlpatterns: list[URLPattern] = [
    path("", views.law_list, name="law_list"),
    path("new/", views.law_new, name="law_new"),
    path("import/", views.law_import, name="law_import"),
    path("no-longer-in-force/", views.law_dead, name="law_dead"),
    path("replacements/<uuid:slug>/drop/", views.replacement_drop, name="replacement_drop"),
    path("<slug:slug>/", views.law_detail, name="law_detail"),
    path("<slug:slug>/change/", views.law_change, name="law_change"),
    path("<slug:slug>/assign/", views.law_assign, name="law_assign"),
    path("<slug:slug>/set-aside/", views.law_set_aside, name="law_set_aside"),
    path("<slug:slug>/replace/", views.law_replace, name="law_replace"),
]
