"""Addresses of distribution."""

from django.urls import path

from sotay.support.distribution import copy_views, file_views, views

urlpatterns = [
    path("copies/", copy_views.copy_list, name="copy_list"),
    path("copies/check/", copy_views.copy_check, name="copy_check"),
    path("revisions/<uuid:slug>/copy/", copy_views.controlled_copy, name="controlled_copy"),
    path("revisions/<uuid:slug>/file/<str:what>/", file_views.revision_file, name="revision_file"),
    path("units/<slug:slug>/readings/", views.unit_readings, name="unit_readings"),
    path("<slug:slug>/audience/", views.document_audience, name="document_audience"),
    path("<slug:slug>/readers/", views.document_readers, name="document_readers"),
    path("<slug:slug>/readers/remind/", views.document_remind, name="document_remind"),
    path("<slug:slug>/read/", views.document_read, name="document_read"),
    path("<slug:slug>/copies/", copy_views.document_copies, name="document_copies"),
    path("<slug:slug>/copies/give/", copy_views.copy_give, name="copy_give"),
    path("<slug:slug>/copies/take-back/", copy_views.copy_take_back, name="copy_take_back"),
    path("<slug:slug>/openings/", copy_views.document_openings, name="document_openings"),
]
