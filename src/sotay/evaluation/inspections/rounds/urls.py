"""Addresses of rounds."""

from django.urls import URLPattern, path

from sotay.evaluation.inspections.rounds import views

urlpatterns: list[URLPattern] = [
    path("", views.round_list, name="round_list"),
    path("new/", views.round_new, name="round_new"),
    path("<slug:slug>/", views.round_detail, name="round_detail"),
    path("<slug:slug>/change/", views.round_change, name="round_change"),
    path("<slug:slug>/finish/", views.round_finish, name="round_finish"),
    path("<slug:slug>/reopen/", views.round_reopen, name="round_reopen"),
]
