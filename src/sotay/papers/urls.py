"""Addresses of this area."""

from django.urls import path

from sotay.papers.catalogue import print_views, views

app_name = "papers"
urlpatterns = [
    path("forms/", views.form_list, name="form_list"),
    path("forms/<slug:code>/", views.form_detail, name="form_detail"),
    path("forms/<slug:code>/change/", views.form_change, name="form_change"),
    path("forms/<slug:code>/template/", views.template_bring, name="template_bring"),
    path("forms/<slug:code>/print/<slug:face>/", print_views.form_print, name="form_print"),
    path("forms/<slug:code>/<uuid:uuid>/<slug:face>/", print_views.record_print, name="record_print"),
    path("templates/<uuid:uuid>/", views.template_file, name="template_file"),
    path("templates/<uuid:uuid>/end/", views.template_end, name="template_end"),
]
