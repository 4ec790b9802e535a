"""Addresses of the registers of years."""

from django.urls import path

from sotay.operation.dossiers.book import views

urlpatterns = [
    path("<int:slug>/", views.dossier_book, name="dossier_book"),
    path("<int:slug>/print/", views.dossier_book_print, name="dossier_book_print"),
    path("<int:slug>/close/", views.dossier_book_close, name="dossier_book_close"),
]
