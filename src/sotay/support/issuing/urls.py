"""Addresses of issuing together."""

from django.urls import path

from sotay.support.issuing import item_views, views

urlpatterns = [
    path("", views.issue_list, name="issue_list"),
    path("new/", views.issue_new, name="issue_new"),
    path("<slug:slug>/", views.issue_detail, name="issue_detail"),
    path("<slug:slug>/print/", views.issue_print, name="issue_print"),
    path("<slug:slug>/change/", views.issue_change, name="issue_change"),
    path("<slug:slug>/submit/", views.issue_submit, name="issue_submit"),
    path("<slug:slug>/issue/", views.issue_together, name="issue_together"),
    path("<slug:slug>/reopen/", views.issue_reopen, name="issue_reopen"),
    path("<slug:slug>/cancel/", views.issue_cancel, name="issue_cancel"),
    path("<slug:slug>/add/", item_views.issue_add, name="issue_add"),
    path("<slug:slug>/withdraw/", item_views.issue_withdrawal_add, name="issue_withdrawal_add"),
    path("<slug:slug>/unit/", item_views.issue_unit, name="issue_unit"),
    path("<slug:slug>/<uuid:item>/remove/", item_views.issue_item_remove, name="issue_item_remove"),
]
