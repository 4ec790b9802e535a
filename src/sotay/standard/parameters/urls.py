"""Addresses of parameters."""

from django.urls import path

from sotay.standard.parameters import views

urlpatterns = [
    path("parameters/", views.parameter_list, name="parameter_list"),
    path("parameters/<str:code>/", views.parameter_detail, name="parameter_detail"),
    path("parameters/<str:code>/set/", views.parameter_set, name="parameter_set"),
]
