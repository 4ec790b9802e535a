"""Addresses of the manual as a document: begun, imported, its issue declared."""

from django.urls import path

from sotay.manual.statements import views

urlpatterns = [
    path("begin/", views.manual_begin, name="manual_begin"),
    path("sample/", views.manual_sample, name="manual_sample"),
    path("import/", views.import_manual, name="import_manual"),
    path("import/<str:token>/", views.import_preview, name="import_preview"),
    path("declare/", views.manual_declare, name="manual_declare"),
]
