"""Addresses of the quality policy."""

from django.urls import path

from sotay.leadership.policy import views

urlpatterns = [
    path("", views.policy_detail, name="policy_detail"),
    path("new/", views.policy_prepare, name="policy_prepare"),
    path("read/", views.policy_read, name="policy_read"),
    path("readers/", views.policy_readers, name="policy_readers"),
    path("<uuid:slug>/", views.policy_edition, name="policy_edition"),
    path("<uuid:slug>/edit/", views.policy_edit, name="policy_edit"),
    path("<uuid:slug>/submit/", views.policy_submit, name="policy_submit"),
    path("<uuid:slug>/post/", views.policy_post, name="policy_post"),
]
