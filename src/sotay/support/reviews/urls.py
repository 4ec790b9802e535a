"""Addresses of the periodic look at documents."""

from django.urls import path

from sotay.support.reviews import views

urlpatterns = [
    path("looks/", views.review_list, name="review_list"),
    path("units/<slug:slug>/looks/", views.unit_reviews, name="unit_reviews"),
    path("<slug:slug>/look/", views.document_look, name="document_look"),
]
