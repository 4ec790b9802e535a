"""Addresses of amendments."""

from django.urls import path

from sotay.manual.amendments import edit_views, views

urlpatterns = [
    path("", views.amendment_list, name="amendment_list"),
    path("new/", views.amendment_create, name="amendment_create"),
    path("edit/<str:slug>/", edit_views.statement_edit, name="statement_edit"),
    path("<slug:slug>/", views.amendment_detail, name="amendment_detail"),
    path("<slug:slug>/submit/", views.amendment_submit, name="amendment_submit"),
    path("<slug:slug>/issue/", views.amendment_issue, name="amendment_issue"),
    path("<slug:slug>/withdraw/", views.amendment_withdraw, name="amendment_withdraw"),
    path("<slug:slug>/drop/<str:part>/", edit_views.draft_drop, name="draft_drop"),
]
