"""Addresses of this feature."""

from django.urls import URLPattern, path

from sotay.evaluation.satisfaction.entering.words import views

urlpatterns: list[URLPattern] = [
    path("", views.text_list, name="text_list"),
    path("contacts/", views.contact_list, name="contact_list"),
    path("contacts/<uuid:uuid>/remove/", views.contact_remove, name="contact_remove"),
    path("<uuid:uuid>/remove/", views.text_remove, name="text_remove"),
]
