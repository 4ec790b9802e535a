"""Addresses of lists of files."""

from django.urls import path

from sotay.support.records.lists import views

urlpatterns = [
    path("", views.record_list_list, name="record_list_list"),
    path("new/", views.record_list_new, name="record_list_new"),
    path("lines/<uuid:slug>/change/", views.record_line_change, name="record_line_change"),
    path("lines/<uuid:slug>/remove/", views.record_line_remove, name="record_line_remove"),
    path("<slug:slug>/", views.record_list_detail, name="record_list_detail"),
    path("<slug:slug>/print/", views.record_list_print, name="record_list_print"),
    path("<slug:slug>/submit/", views.record_list_submit, name="record_list_submit"),
    path("<slug:slug>/supplement/", views.record_list_supplement, name="record_list_supplement"),
    path("<slug:slug>/close/", views.record_list_close, name="record_list_close"),
    path("<slug:slug>/drop/", views.record_list_drop, name="record_list_drop"),
    path("<slug:slug>/lines/new/", views.record_line_new, name="record_line_new"),
]
