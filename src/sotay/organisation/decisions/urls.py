"""Addresses of decisions."""

from django.urls import path

from sotay.organisation.decisions import views

urlpatterns = [
    path("decisions/", views.decision_list, name="decision_list"),
    path("decisions/new/", views.decision_create, name="decision_create"),
    path("decisions/<uuid:uuid>/", views.decision_detail, name="decision_detail"),
    path("decisions/<uuid:uuid>/change/", views.decision_change, name="decision_change"),
    path("decisions/<uuid:uuid>/file/", views.decision_file, name="decision_file"),
]
