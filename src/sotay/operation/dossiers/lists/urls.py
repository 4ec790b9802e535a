"""Addresses of lists of dossiers and their sources."""

from django.urls import path

from sotay.operation.dossiers.lists import edit_views, views

urlpatterns = [
    path("import/", views.dossier_import, name="dossier_import"),
    path("import/<uuid:uuid>/columns/", views.dossier_import_columns, name="dossier_import_columns"),
    path("import/<uuid:uuid>/errors/", views.dossier_import_errors, name="dossier_import_errors"),
    path("sources/", edit_views.source_list, name="dossier_source_list"),
    path("sources/<slug:slug>/", edit_views.source_detail, name="dossier_source_detail"),
    path("sources/<slug:slug>/change/", edit_views.source_change, name="dossier_source_change"),
    path("sources/<slug:slug>/end/", edit_views.source_end, name="dossier_source_end"),
    path("sources/<slug:slug>/resume/", edit_views.source_resume, name="dossier_source_resume"),
]
