"""Addresses of processes."""

from django.urls import path

from sotay.context.processes import views

urlpatterns = [
    path("", views.process_list, name="process_list"),
    path("new/", views.process_create, name="process_create"),
    path("flows/<uuid:slug>/remove/", views.flow_remove, name="flow_remove"),
    path("<slug:slug>/", views.process_detail, name="process_detail"),
    path("<slug:slug>/change/", views.process_change, name="process_change"),
    path("<slug:slug>/end/", views.process_end, name="process_end"),
    path("<slug:slug>/flows/new/", views.flow_add, name="flow_add"),
]
