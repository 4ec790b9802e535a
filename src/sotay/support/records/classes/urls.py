"""Addresses of classes of records."""

from django.urls import path

from sotay.support.records.classes import views

urlpatterns = [
    path("", views.record_class_list, name="record_class_list"),
    path("new/", views.record_class_new, name="record_class_new"),
    path("proposed/", views.record_class_propose, name="record_class_propose"),
    path("<slug:slug>/", views.record_class_detail, name="record_class_detail"),
    path("<slug:slug>/change/", views.record_class_change, name="record_class_change"),
    path("<slug:slug>/end/", views.record_class_end, name="record_class_end"),
]
