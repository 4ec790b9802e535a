"""Addresses of groups of answers to be looked at again."""

from django.urls import path

from sotay.evaluation.satisfaction.honesty import views

urlpatterns = [
    path("", views.suspicion_list, name="suspicion_list"),
    path("<slug:slug>/", views.suspicion_detail, name="suspicion_detail"),
    path("<slug:slug>/decide/", views.suspicion_decide, name="suspicion_decide"),
]
