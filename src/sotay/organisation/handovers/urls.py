"""Addresses of hand-overs."""

from django.urls import path

from sotay.organisation.handovers import views

urlpatterns = [
    path("handovers/", views.handover_list, name="handover_list"),
    path("handovers/<uuid:uuid>/", views.handover_detail, name="handover_detail"),
    path("handovers/<uuid:uuid>/paper/", views.handover_paper, name="handover_paper"),
    path("handovers/<uuid:uuid>/confirm/", views.handover_confirm, name="handover_confirm"),
    path("handovers/<uuid:uuid>/sign/", views.handover_sign, name="handover_sign"),
    path("handovers/<uuid:uuid>/cancel/", views.handover_cancel, name="handover_cancel"),
    path("seats/<uuid:uuid>/hand-over/", views.handover_prepare, name="handover_prepare"),
]
