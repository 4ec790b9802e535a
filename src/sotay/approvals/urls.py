"""Addresses of this area."""

from django.urls import path

from sotay.approvals import route_views, views

app_name = "approvals"
urlpatterns = [
    path("", views.approval_list, name="approval_list"),
    path("routes/", route_views.route_list, name="route_list"),
    path("routes/<str:purpose>/", route_views.route_change, name="route_change"),
    path("<uuid:slug>/", views.approval_detail, name="approval_detail"),
    path("<uuid:slug>/approve/", views.approval_approve, name="approval_approve"),
    path("<uuid:slug>/return/", views.approval_return, name="approval_return"),
    path("<uuid:slug>/withdraw/", views.approval_withdraw, name="approval_withdraw"),
    path("<uuid:slug>/paper/", views.approval_paper, name="approval_paper"),
    path("<uuid:slug>/paper/file/", views.approval_file, name="approval_file"),
]
