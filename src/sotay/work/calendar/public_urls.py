"""The public address of calendars, below `calendar/`."""

from django.urls import URLPattern, path

from sotay.work.calendar.public_views import calendar_by_secret

urlpatterns: list[URLPattern] = [path("<str:secret>.ics", calendar_by_secret, name="calendar_file")]
