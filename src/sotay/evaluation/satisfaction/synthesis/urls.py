"""Addresses of syntheses."""

from django.urls import URLPattern, path

from sotay.evaluation.satisfaction.synthesis import views

urlpatterns: list[URLPattern] = [
    path("", views.synthesis_list, name="synthesis_list"),
    path("new/", views.synthesis_new, name="synthesis_new"),
    path("<slug:slug>/", views.synthesis_detail, name="synthesis_detail"),
    path("<slug:slug>/print/", views.synthesis_print, name="synthesis_print"),
    path("<slug:slug>/write/", views.synthesis_write, name="synthesis_write"),
    path("<slug:slug>/submit/", views.synthesis_submit, name="synthesis_submit"),
    path("<slug:slug>/drop/", views.synthesis_drop, name="synthesis_drop"),
    path("<slug:slug>/publish/", views.synthesis_publish, name="synthesis_publish"),
    path("<slug:slug>/take-back/", views.synthesis_take_back, name="synthesis_take_back"),
]
