"""Addresses of this area."""

from django.urls import include, path

from sotay.work.notices import views

app_name = "work"
urlpatterns = [
    path("", include("sotay.work.assignments.urls")),
    path("", include("sotay.work.calendar.urls")),
    path("", include("sotay.work.reminders.urls")),
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/mail/", views.mail_choice, name="mail_choice"),
    path("notices/read/", views.notice_read_all, name="notice_read_all"),
    path("notices/<uuid:uuid>/open/", views.notice_open, name="notice_open"),
]
