"""Addresses of reminders."""

from django.urls import path

from sotay.work.reminders import views

urlpatterns = [path("reminders/", views.reminder_list, name="reminder_list")]
