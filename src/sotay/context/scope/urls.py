"""Addresses of the scope."""

from django.urls import path

from sotay.context.scope import views

urlpatterns = [
    path("", views.scope_detail, name="scope_detail"),
    path("new/", views.scope_prepare, name="scope_prepare"),
    path("<uuid:slug>/", views.scope_edition, name="scope_edition"),
    path("<uuid:slug>/edit/", views.scope_edit, name="scope_edit"),
    path("<uuid:slug>/submit/", views.scope_submit, name="scope_submit"),
]
