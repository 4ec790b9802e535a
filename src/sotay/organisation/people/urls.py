"""Addresses of people and seats."""

from django.urls import path

from sotay.organisation.people import seat_views, views

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/new/", views.person_create, name="person_create"),
    path("people/<uuid:uuid>/", views.person_detail, name="person_detail"),
    path("people/<uuid:uuid>/password/", views.person_password, name="person_password"),
    path("people/<uuid:uuid>/password/shown/", views.person_password_shown, name="person_password_shown"),
    path("seats/new/", seat_views.seat_give, name="seat_give"),
    path("seats/by-decision/", seat_views.seat_appoint, name="seat_appoint"),
    path("seats/<uuid:uuid>/", seat_views.seat_detail, name="seat_detail"),
    path("seats/<uuid:uuid>/change/", seat_views.seat_change, name="seat_change"),
    path("seats/<uuid:uuid>/end/", seat_views.seat_end, name="seat_end"),
    path("seats/<uuid:uuid>/transfer/", seat_views.seat_transfer, name="seat_transfer"),
]
