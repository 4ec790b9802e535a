"""Addresses of this feature."""

from django.urls import URLPattern, path

from sotay.evaluation.satisfaction.entering.ratings import views

urlpatterns: list[URLPattern] = [
    path("", views.rating_list, name="rating_list"),
    path("new/", views.rating_new, name="rating_new"),
    path("import/", views.rating_import, name="rating_import"),
    path("<uuid:uuid>/", views.rating_detail, name="rating_detail"),
    path("<uuid:uuid>/change/", views.rating_change, name="rating_change"),
    path("<uuid:uuid>/remove/", views.rating_remove, name="rating_remove"),
]
