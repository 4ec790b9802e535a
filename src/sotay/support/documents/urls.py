"""Addresses of documents."""

from django.urls import URLPattern, path

from sotay.support.documents import revision_views, views

urlpatterns: list[URLPattern] = [
    path("", views.document_list, name="document_list"),
    path("new/", views.document_new, name="document_new"),
    path("export/", views.document_export, name="document_export"),
    path("revisions/<uuid:slug>/", revision_views.revision_detail, name="revision_detail"),
    path("revisions/<uuid:slug>/change/", revision_views.revision_change, name="revision_change"),
    path("revisions/<uuid:slug>/submit/", revision_views.revision_submit, name="revision_submit"),
    path("revisions/<uuid:slug>/drop/", revision_views.revision_drop, name="revision_drop"),
    path("revisions/<uuid:slug>/reopen/", revision_views.revision_reopen, name="revision_reopen"),
    path("<slug:slug>/", views.document_detail, name="document_detail"),
    path("<slug:slug>/change/", views.document_change, name="document_change"),
    path("<slug:slug>/revise/", revision_views.revision_begin, name="revision_begin"),
    path("<slug:slug>/withdraw/", views.document_withdraw, name="document_withdraw"),
]
