"""Addresses of feedback."""

from django.urls import URLPattern, path

from sotay.evaluation.feedback import act_views, views

urlpatterns: list[URLPattern] = [
    path("", views.feedback_list, name="feedback_list"),
    path("new/", act_views.feedback_new, name="feedback_new"),
    path("note/", act_views.feedback_note, name="feedback_note"),
    path("print/", views.feedback_print, name="feedback_print"),
    path("<slug:slug>/", views.feedback_detail, name="feedback_detail"),
    path("<slug:slug>/receipt/", views.feedback_receipt, name="feedback_receipt"),
    path("<slug:slug>/sort/", act_views.feedback_sort, name="feedback_sort"),
    path("<slug:slug>/only-noted/", act_views.feedback_only_noted, name="feedback_only_noted"),
    path("<slug:slug>/assign/", act_views.feedback_assign, name="feedback_assign"),
    path("<slug:slug>/answer/", act_views.feedback_answer, name="feedback_answer"),
    path("<slug:slug>/thank/", act_views.feedback_thank, name="feedback_thank"),
    path("<slug:slug>/forward/", act_views.feedback_forward, name="feedback_forward"),
    path("<slug:slug>/refuse/", act_views.feedback_refuse, name="feedback_refuse"),
    path("<slug:slug>/publish/", act_views.feedback_publish, name="feedback_publish"),
    path("<slug:slug>/withdraw/", act_views.feedback_withdraw, name="feedback_withdraw"),
    path("<slug:slug>/empty/", act_views.feedback_empty, name="feedback_empty"),
]
