"""Addresses of grants."""

from django.urls import path

from sotay.organisation.grants import views

urlpatterns = [
    path("grants/", views.grant_list, name="grant_list"),
    path("grants/new/", views.grant_give, name="grant_give"),
    path("grants/<uuid:uuid>/revoke/", views.grant_revoke, name="grant_revoke"),
]
