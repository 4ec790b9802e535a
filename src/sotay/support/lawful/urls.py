"""Addresses of what legal documents change."""

from django.urls import URLPattern, path

from sotay.support.lawful import views

urlpatterns: list[URLPattern] = [
    path("reviews/<uuid:slug>/no-effect/", views.lawful_no_effect, name="lawful_no_effect"),
    path("reviews/<uuid:slug>/affected/", views.lawful_affected, name="lawful_affected"),
    path("reviews/<uuid:slug>/requests/", views.lawful_requests, name="lawful_requests"),
    path("<slug:slug>/", views.lawful_review, name="lawful_review"),
]
