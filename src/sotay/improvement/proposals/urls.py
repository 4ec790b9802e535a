"""Addresses of proposals."""

from django.urls import URLPattern, path

from sotay.improvement.proposals import views

urlpatterns: list[URLPattern] = [
    path("", views.proposal_list, name="proposal_list"),
    path("new/", views.proposal_new, name="proposal_new"),
    path("<slug:slug>/", views.proposal_detail, name="proposal_detail"),
    path("<slug:slug>/change/", views.proposal_change, name="proposal_change"),
    path("<slug:slug>/withdraw/", views.proposal_withdraw, name="proposal_withdraw"),
    path("<slug:slug>/accept/", views.proposal_accept, name="proposal_accept"),
    path("<slug:slug>/reject/", views.proposal_reject, name="proposal_reject"),
    path("<slug:slug>/give/", views.proposal_give, name="proposal_give"),
    path("<slug:slug>/measure/", views.proposal_measure, name="proposal_measure"),
]
