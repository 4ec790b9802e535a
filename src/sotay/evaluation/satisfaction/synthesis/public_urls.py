"""Public addresses of results, below `public/`."""

from django.urls import URLPattern, path

from sotay.evaluation.satisfaction.synthesis import public_views

urlpatterns: list[URLPattern] = [
    path("<slug:office>/satisfaction/", public_views.survey_results, name="survey_results"),
    path("<slug:office>/satisfaction/<slug:slug>/", public_views.survey_results_page, name="survey_results_page"),
]
