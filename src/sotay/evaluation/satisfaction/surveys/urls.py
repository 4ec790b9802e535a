"""Addresses of surveys."""

from django.urls import URLPattern, URLResolver, include, path

from sotay.evaluation.satisfaction.surveys import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.survey_list, name="survey_list"),
    path("new/", views.survey_new, name="survey_new"),
    path("points/", include("sotay.evaluation.satisfaction.surveys.points.urls")),
    path("", include("sotay.evaluation.satisfaction.surveys.slips.urls")),
    path("handouts/<uuid:uuid>/drop/", views.handout_drop, name="handout_drop"),
    path("<slug:slug>/", views.survey_detail, name="survey_detail"),
    path("<slug:slug>/change/", views.survey_change, name="survey_change"),
    path("<slug:slug>/open/", views.survey_open, name="survey_open"),
    path("<slug:slug>/close/", views.survey_close, name="survey_close"),
    path("<slug:slug>/drop/", views.survey_drop, name="survey_drop"),
    path("<slug:slug>/handouts/new/", views.handout_new, name="handout_new"),
]
