"""Addresses of files."""

from django.urls import path

from sotay.support.records.files import views

urlpatterns = [
    path("", views.record_file_list, name="record_file_list"),
    path("due/", views.record_due, name="record_due"),
    path("open/<uuid:slug>/", views.record_file_open, name="record_file_open"),
    path("files/<slug:slug>/", views.record_file_detail, name="record_file_detail"),
    path("files/<slug:slug>/change/", views.record_file_change, name="record_file_change"),
    path("files/<slug:slug>/close/", views.record_file_close, name="record_file_close"),
    path("files/<slug:slug>/reopen/", views.record_file_reopen, name="record_file_reopen"),
    path("files/<slug:slug>/keep/", views.record_file_keep, name="record_file_keep"),
]
