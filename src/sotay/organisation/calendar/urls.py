"""Addresses of the working calendar."""

from django.urls import path

from sotay.organisation.calendar import views

urlpatterns = [
    path("calendar/", views.calendar_year, name="calendar_year"),
    path("calendar/<int:year>/", views.calendar_year, name="calendar_year"),
    path("calendar/<int:year>/take/", views.calendar_take, name="calendar_take"),
    path("calendar/<int:year>/decide/", views.calendar_decide, name="calendar_decide"),
    path("calendar/<int:year>/days/new/", views.calendar_day_set, name="calendar_day_set"),
    path("calendar/days/<uuid:uuid>/remove/", views.calendar_day_remove, name="calendar_day_remove"),
]
