"""Addresses of what stands on records."""

from django.urls import path

from sotay.attachments import views

app_name = "attachments"
urlpatterns = [
    path("on/<str:subject_type>/<uuid:uuid>/", views.record_detail, name="record_detail"),
    path("on/<str:subject_type>/<uuid:uuid>/files/new/", views.file_add, name="file_add"),
    path("on/<str:subject_type>/<uuid:uuid>/comments/new/", views.comment_add, name="comment_add"),
    path("on/<str:subject_type>/<uuid:uuid>/links/new/", views.link_add, name="link_add"),
    path("files/<uuid:uuid>/", views.file_detail, name="file_detail"),
    path("files/<uuid:uuid>/open/", views.file_open, name="file_open"),
    path("files/<uuid:uuid>/remove/", views.file_remove, name="file_remove"),
    path("links/<uuid:uuid>/remove/", views.link_remove, name="link_remove"),
]
