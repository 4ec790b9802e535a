"""Addresses of printed forms."""

from django.urls import path

from sotay.operation.dossiers.slips import views

urlpatterns = [path("<str:slug>/slips/<slug:form>/", views.dossier_slip, name="dossier_slip")]
