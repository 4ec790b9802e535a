"""Addresses of statistics."""

from django.urls import path

from sotay.operation.statistics import count_views, views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("counts/", count_views.count_list, name="count_list"),
    path("counts/new/", count_views.count_new, name="count_new"),
    path("counts/import/", count_views.count_import, name="count_import"),
    path("counts/<uuid:uuid>/", count_views.count_detail, name="count_detail"),
    path("counts/<uuid:uuid>/change/", count_views.count_change, name="count_change"),
    path("counts/<uuid:uuid>/remove/", count_views.count_remove, name="count_remove"),
]
