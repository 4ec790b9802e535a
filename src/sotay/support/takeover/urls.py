"""Addresses of taking over the existing set."""

from django.urls import path

from sotay.support.takeover import views

urlpatterns = [
    path("takeover/", views.takeover, name="takeover"),
    path("takeover/template/", views.takeover_template, name="takeover_template"),
]
