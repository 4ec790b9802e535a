"""Addresses of management reviews and of the monthly look."""

from django.urls import URLPattern, path

from sotay.evaluation.reviews import print_views, views
from sotay.evaluation.reviews.minutes import views as minutes
from sotay.evaluation.reviews.months import views as months

urlpatterns: list[URLPattern] = [
    path("", views.review_list, name="review_list"),
    path("new/", views.review_new, name="review_new"),
    path("decisions/", views.review_decision_list, name="review_decision_list"),
    path("month/", months.monthly_look, name="monthly_look"),
    path("months/", months.month_list, name="month_list"),
    path("months/<slug:slug>/", months.month_detail, name="month_detail"),
    path("months/<slug:slug>/keep/", months.month_keep, name="month_keep"),
    path("months/<slug:slug>/print/", months.month_print, name="month_print"),
    path("<slug:slug>/", views.review_detail, name="review_detail"),
    path("<slug:slug>/change/", views.review_change, name="review_change"),
    path("<slug:slug>/reports/", views.review_reports, name="review_reports"),
    path("<slug:slug>/invite/", views.review_invite, name="review_invite"),
    path("<slug:slug>/pack/", views.review_pack, name="review_pack"),
    path("<slug:slug>/pack/<slug:key>/", views.review_input, name="review_input"),
    path("<slug:slug>/comment/", views.review_comment, name="review_comment"),
    path("<slug:slug>/hold/", views.review_hold, name="review_hold"),
    path("<slug:slug>/cancel/", views.review_cancel, name="review_cancel"),
    path("<slug:slug>/minutes/", minutes.review_minutes_read, name="review_minutes_read"),
    path("<slug:slug>/minutes/write/", minutes.review_minutes, name="review_minutes"),
    path("<slug:slug>/submit/", minutes.review_submit, name="review_submit"),
    path("<slug:slug>/notice/", minutes.review_notice, name="review_notice"),
    path("<slug:slug>/decisions/", minutes.review_decisions, name="review_decisions"),
    path("<slug:slug>/decisions/new/", minutes.review_decision_new, name="review_decision_new"),
    path("<slug:slug>/decisions/<uuid:uuid>/", minutes.review_decision_change, name="review_decision_change"),
    path("<slug:slug>/decisions/<uuid:uuid>/remove/", minutes.review_decision_remove, name="review_decision_remove"),
    path("<slug:slug>/print/plan/", print_views.review_plan_print, name="review_plan_print"),
    path("<slug:slug>/print/pack/", print_views.review_pack_print, name="review_pack_print"),
    path("<slug:slug>/print/minutes/", print_views.review_minutes_print, name="review_minutes_print"),
    path("<slug:slug>/print/notice/", print_views.review_notice_print, name="review_notice_print"),
]
