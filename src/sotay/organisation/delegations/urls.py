"""Addresses of delegations."""

from django.urls import path

from sotay.organisation.delegations import views

urlpatterns = [
    path("delegations/", views.delegation_list, name="delegation_list"),
    path("delegations/<uuid:uuid>/end/", views.delegation_end, name="delegation_end"),
    path("seats/<uuid:uuid>/delegate/", views.delegation_give, name="delegation_give"),
]
