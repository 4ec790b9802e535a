"""Addresses of announcements."""

from django.urls import URLPattern, path

from sotay.manual.announcements import act_views, views

urlpatterns: list[URLPattern] = [
    path("", views.announcement_list, name="announcement_list"),
    path("new/", views.announcement_new, name="announcement_new"),
    path("from-before/", views.announcement_declare, name="announcement_declare"),
    path("differences/", act_views.announcement_differences, name="announcement_differences"),
    path("differences/decide/", act_views.scope_change_decide, name="scope_change_decide"),
    path("postings/<uuid:uuid>/end/", act_views.posting_end, name="posting_end"),
    path("<slug:slug>/", views.announcement_detail, name="announcement_detail"),
    path("<slug:slug>/services/", views.announcement_services, name="announcement_services"),
    path("<slug:slug>/change/", views.announcement_write, name="announcement_write"),
    path("<slug:slug>/renew/", views.announcement_renew, name="announcement_renew"),
    path("<slug:slug>/papers/<str:form>/", views.announcement_draft, name="announcement_draft"),
    path("<slug:slug>/post/", act_views.announcement_post, name="announcement_post"),
    path("<slug:slug>/cancel/", views.announcement_cancel, name="announcement_cancel"),
    path("<slug:slug>/withdraw/", views.announcement_withdraw, name="announcement_withdraw"),
]
