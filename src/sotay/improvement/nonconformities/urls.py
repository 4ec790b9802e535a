"""Addresses of nonconformities."""

from django.urls import URLPattern, path

from sotay.improvement.nonconformities import act_views, views
from sotay.improvement.nonconformities.rounds import views as round_views

urlpatterns: list[URLPattern] = [
    path("", views.nonconformity_list, name="nonconformity_list"),
    path("new/", act_views.nonconformity_new, name="nonconformity_new"),
    path("alike/", views.nonconformity_alike, name="nonconformity_alike"),
    path("audits/<slug:slug>/", act_views.nonconformity_from_audit, name="nonconformity_from_audit"),
    path("<slug:slug>/", views.nonconformity_detail, name="nonconformity_detail"),
    path("<slug:slug>/print/", views.nonconformity_print, name="nonconformity_print"),
    path("<slug:slug>/change/", act_views.nonconformity_change, name="nonconformity_change"),
    path("<slug:slug>/accept/", act_views.nonconformity_accept, name="nonconformity_accept"),
    path("<slug:slug>/reject/", act_views.nonconformity_reject, name="nonconformity_reject"),
    path("<slug:slug>/correct/", act_views.nonconformity_correct, name="nonconformity_correct"),
    path("<slug:slug>/need/", act_views.nonconformity_need, name="nonconformity_need"),
    path("<slug:slug>/hand-over/", act_views.nonconformity_hand_over, name="nonconformity_hand_over"),
    path("<slug:slug>/reopen/", act_views.nonconformity_reopen, name="nonconformity_reopen"),
    path("<slug:slug>/analysis/", round_views.nonconformity_analysis, name="nonconformity_analysis"),
    path("<slug:slug>/submit/", round_views.nonconformity_submit, name="nonconformity_submit"),
    path("<slug:slug>/changes/", round_views.nonconformity_changes, name="nonconformity_changes"),
    path("<slug:slug>/verify/", round_views.nonconformity_verify, name="nonconformity_verify"),
    path("<slug:slug>/actions/new/", round_views.action_new, name="action_new"),
    path("<slug:slug>/actions/<int:position>/", round_views.action_change, name="action_change"),
    path("<slug:slug>/actions/<int:position>/remove/", round_views.action_remove, name="action_remove"),
    path("<slug:slug>/actions/<int:position>/again/", round_views.action_again, name="action_again"),
]
