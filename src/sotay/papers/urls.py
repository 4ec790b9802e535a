"""Addresses of this area."""

from django.urls import path

from sotay.papers.catalogue import print_views, views

app_name = "papers"
urlpatterns = [
    path("forms/", views.form_list, name="form_list"),
    path("forms/<str:code>/", views.form_detail, name="form_detail"),
    path("forms/<str:code>/change/", views.form_change, name="form_change"),
    path("forms/<str:code>/template/", views.template_bring, name="template_bring"),
    path("forms/<str:code>/print/<slug:face>/", print_views.form_print, name="form_print"),
    path("forms/<str:code>/<uuid:uuid>/<slug:face>/", print_views.record_print, name="record_print"),
    path("templates/<uuid:uuid>/", views.template_file, name="template_file"),
    path("templates/<uuid:uuid>/end/", views.template_end, name="template_end"),
]
