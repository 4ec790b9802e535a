"""Addresses of the coverage by clause."""

from django.urls import path

from sotay.support.coverage import views

urlpatterns = [path("", views.coverage, name="coverage")]
