"""Addresses of assignments."""

from django.urls import path

from sotay.work.assignments import act_views, views

urlpatterns = [
    path("assignments/", views.assignment_list, name="assignment_list"),
    path("assignments/given/", views.assignment_given_list, name="assignment_given_list"),
    path("assignments/all/", views.assignment_all_list, name="assignment_all_list"),
    path("assignments/new/", act_views.assignment_give, name="assignment_give"),
    path("assignments/<slug:slug>/", views.assignment_detail, name="assignment_detail"),
    path("assignments/<slug:slug>/change/", act_views.assignment_change, name="assignment_change"),
    path("assignments/<slug:slug>/take/", act_views.assignment_take, name="assignment_take"),
    path("assignments/<slug:slug>/give-back/", act_views.assignment_give_back, name="assignment_give_back"),
    path("assignments/<slug:slug>/finish/", act_views.assignment_finish, name="assignment_finish"),
    path("assignments/<slug:slug>/confirm/", act_views.assignment_confirm, name="assignment_confirm"),
    path("assignments/<slug:slug>/send-back/", act_views.assignment_send_back, name="assignment_send_back"),
    path("assignments/<slug:slug>/cancel/", act_views.assignment_cancel, name="assignment_cancel"),
    path("assignments/<slug:slug>/extension/", act_views.extension_ask, name="extension_ask"),
    path("assignments/<slug:slug>/extension/<uuid:uuid>/answer/", act_views.extension_answer, name="extension_answer"),
]
