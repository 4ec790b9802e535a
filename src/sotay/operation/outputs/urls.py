"""Addresses of nonconforming outputs."""

from django.urls import URLPattern, path

from sotay.operation.outputs import act_views, views

urlpatterns: list[URLPattern] = [
    path("", views.output_list, name="output_list"),
    path("new/", act_views.output_new, name="output_new"),
    path("<slug:slug>/", views.output_detail, name="output_detail"),
    path("<slug:slug>/print/", views.output_print, name="output_print"),
    path("<slug:slug>/decide/", act_views.output_decide, name="output_decide"),
    path("<slug:slug>/done/", act_views.output_done, name="output_done"),
    path("<slug:slug>/check/", act_views.output_check, name="output_check"),
    path("<slug:slug>/cancel/", act_views.output_cancel, name="output_cancel"),
]
