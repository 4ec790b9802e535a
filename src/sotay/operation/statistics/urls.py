"""Addresses of statistics."""

from django.urls import path

from sotay.operation.statistics import edit_views, times_views, views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("procedures/<slug:slug>/times/", times_views.procedure_times, name="procedure_times"),
    path("counts/", edit_views.count_list, name="count_list"),
    path("counts/new/", edit_views.count_new, name="count_new"),
    path("counts/import/", edit_views.count_import, name="count_import"),
    path("counts/<uuid:uuid>/", edit_views.count_detail, name="count_detail"),
    path("counts/<uuid:uuid>/change/", edit_views.count_change, name="count_change"),
    path("counts/<uuid:uuid>/remove/", edit_views.count_remove, name="count_remove"),
]
