"""Addresses of the book."""

from django.urls import path

from sotay.manual.book import views

urlpatterns = [
    path("", views.manual_detail, name="manual_detail"),
    path("print/", views.manual_print, name="manual_print"),
    path("export/", views.manual_export, name="manual_export"),
    path("statements/<str:slug>/", views.statement_detail, name="statement_detail"),
    path("statements/<str:slug>/history/", views.statement_history, name="statement_history"),
]
