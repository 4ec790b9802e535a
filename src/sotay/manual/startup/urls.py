"""Addresses of khai báo hiện trạng."""

from django.urls import path

from sotay.manual.startup import views

urlpatterns = [
    path("", views.startup, name="startup"),
    path("<slug:question>/", views.startup_question, name="startup_question"),
    path("<slug:question>/pass/", views.startup_pass, name="startup_pass"),
]
