"""Addresses of slips and links."""

from django.urls import path

from sotay.evaluation.satisfaction.surveys.slips import views

urlpatterns = [
    path("slips/<uuid:uuid>/", views.slip_batch, name="slip_batch"),
    path("slips/<uuid:uuid>/print/", views.slip_batch_print, name="slip_batch_print"),
    path("slips/<uuid:uuid>/again/", views.links_again, name="links_again"),
    path("<slug:slug>/slips/new/", views.slips_new, name="slips_new"),
    path("<slug:slug>/links/new/", views.links_new, name="links_new"),
]
