"""Addresses of lists of dossiers to be made anonymous."""

from django.urls import path

from sotay.operation.dossiers.personal import views

urlpatterns = [
    path("", views.anonymising_list, name="anonymising_list"),
    path("new/", views.anonymising_new, name="anonymising_new"),
    path("dossiers/<uuid:slug>/leave-out/", views.anonymising_leave_out, name="anonymising_leave_out"),
    path("<slug:slug>/", views.anonymising_detail, name="anonymising_detail"),
    path("<slug:slug>/submit/", views.anonymising_submit, name="anonymising_submit"),
    path("<slug:slug>/carry-out/", views.anonymising_carry_out, name="anonymising_carry_out"),
    path("<slug:slug>/cancel/", views.anonymising_cancel, name="anonymising_cancel"),
]
