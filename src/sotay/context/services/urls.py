"""Addresses of services."""

from django.urls import URLPattern, path

from sotay.context.services import views

urlpatterns: list[URLPattern] = [
    path("", views.service_list, name="service_list"),
    path("new/", views.service_new, name="service_new"),
    path("import/", views.service_import, name="service_import"),
    path("decisions/<uuid:change>/date/", views.service_date, name="service_date"),
    path("decisions/<uuid:change>/web/", views.service_web, name="service_web"),
    path("<slug:slug>/", views.service_detail, name="service_detail"),
    path("<slug:slug>/change/", views.service_change, name="service_change"),
    path("<slug:slug>/assign/", views.service_assign, name="service_assign"),
    path("<slug:slug>/abolish/", views.service_abolish, name="service_abolish"),
    path("<slug:slug>/restore/", views.service_restore, name="service_restore"),
]
