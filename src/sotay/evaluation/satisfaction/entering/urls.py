"""Addresses of this feature."""

from django.urls import URLPattern, URLResolver, include, path

from sotay.evaluation.satisfaction.entering import answer_views, file_views, sheet_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", answer_views.answer_list, name="answer_list"),
    path("batches/", views.batch_list, name="batch_list"),
    path("batches/new/", views.batch_new, name="batch_new"),
    path("batches/<slug:slug>/", views.batch_detail, name="batch_detail"),
    path("batches/<slug:slug>/change/", views.batch_change, name="batch_change"),
    path("batches/<slug:slug>/finish/", views.batch_finish, name="batch_finish"),
    path("batches/<slug:slug>/remove/", views.batch_remove, name="batch_remove"),
    path("batches/<slug:slug>/sheet/", sheet_views.sheet_enter, name="sheet_enter"),
    path("match/", sheet_views.sheet_match, name="sheet_match"),
    path("import/", file_views.answer_import, name="answer_import"),
    path("import/<slug:slug>/template/", file_views.answer_template, name="answer_template"),
    path("ratings/", include("sotay.evaluation.satisfaction.entering.ratings.urls")),
    path("words/", include("sotay.evaluation.satisfaction.entering.words.urls")),
    path("<uuid:uuid>/", answer_views.answer_detail, name="answer_detail"),
    path("<uuid:uuid>/invalid/", answer_views.answer_invalid, name="answer_invalid"),
]
