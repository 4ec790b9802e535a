"""Addresses of points."""

from django.urls import path

from sotay.evaluation.satisfaction.surveys.points import views

urlpatterns = [
    path("", views.point_list, name="point_list"),
    path("new/", views.point_new, name="point_new"),
    path("<uuid:uuid>/", views.point_detail, name="point_detail"),
    path("<uuid:uuid>/print/", views.point_print, name="point_print"),
    path("<uuid:uuid>/change/", views.point_change, name="point_change"),
    path("<uuid:uuid>/end/", views.point_end, name="point_end"),
    path("<uuid:uuid>/resume/", views.point_resume, name="point_resume"),
]
