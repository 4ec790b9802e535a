"""Addresses of the living page of components."""

from django.urls import path

from sotay.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("list/", views.sample_list, name="sample_list"),
    path("record/", views.sample_record, name="sample_record"),
    path("book/", views.sample_book, name="sample_book"),
    path("form/", views.sample_form, name="sample_form"),
]
