"""Addresses of obligations and where the agency stands with them."""

from django.urls import path

from sotay.standard.standings import views

urlpatterns = [
    path("obligations/", views.obligation_list, name="obligation_list"),
    path("obligations/<str:code>/", views.obligation_detail, name="obligation_detail"),
    path("obligations/<str:code>/declare/", views.evidence_declare, name="evidence_declare"),
    path("obligations/<str:code>/papers/<uuid:uuid>/", views.evidence_file, name="evidence_file"),
]
