"""Addresses of lists of hand-over and disposal."""

from django.urls import path

from sotay.support.records.transfers import views

urlpatterns = [
    path("", views.transfer_list, name="transfer_list"),
    path("new/", views.transfer_new, name="transfer_new"),
    path("items/<uuid:slug>/leave-out/", views.transfer_item_leave_out, name="transfer_item_leave_out"),
    path("<slug:slug>/", views.transfer_detail, name="transfer_detail"),
    path("<slug:slug>/print/", views.transfer_print, name="transfer_print"),
    path("<slug:slug>/add/", views.transfer_add, name="transfer_add"),
    path("<slug:slug>/change/", views.transfer_change, name="transfer_change"),
    path("<slug:slug>/submit/", views.transfer_submit, name="transfer_submit"),
    path("<slug:slug>/carry-out/", views.transfer_carry_out, name="transfer_carry_out"),
    path("<slug:slug>/cancel/", views.transfer_cancel, name="transfer_cancel"),
]
