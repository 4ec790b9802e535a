"""Addresses of printed forms."""

from django.urls import path

from sotay.operation.dossiers.slips import sheet_views, views

urlpatterns = [
    path("receipts/", sheet_views.dossier_receipts, name="dossier_receipts"),
    path("<str:slug>/slips/<slug:form>/", views.dossier_slip, name="dossier_slip"),
]
