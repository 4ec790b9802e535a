"""Addresses of a year of objectives."""

from django.urls import path

from sotay.planning.year import views

urlpatterns = [
    path("", views.objectives, name="objectives"),
    path("list/", views.objective_list, name="objective_list"),
    path("submit/<int:year>/", views.sets_submit, name="sets_submit"),
]
