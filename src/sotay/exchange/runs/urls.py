"""Addresses of imports and their runs."""

from django.urls import path

from sotay.exchange.runs import views

urlpatterns = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/<slug:kind>/new/", views.import_start, name="import_start"),
    path("imports/<slug:kind>/template/", views.import_template, name="import_template"),
    path("runs/<uuid:uuid>/", views.run_detail, name="run_detail"),
    path("runs/<uuid:uuid>/confirm/", views.run_confirm, name="run_confirm"),
]
