"""Addresses of coverage."""

from django.urls import path

from sotay.evaluation.satisfaction.coverage import views

urlpatterns = [path("", views.coverage, name="coverage")]
