"""Addresses of questionnaires."""

from django.urls import URLPattern, path

from sotay.evaluation.satisfaction.questionnaires import question_views, sheet_views, views

urlpatterns: list[URLPattern] = [
    path("", views.questionnaire_list, name="questionnaire_list"),
    path("new/", views.questionnaire_new, name="questionnaire_new"),
    path("questions/<uuid:slug>/change/", question_views.question_change, name="question_change"),
    path("questions/<uuid:slug>/move/", question_views.question_move, name="question_move"),
    path("questions/<uuid:slug>/remove/", question_views.question_remove, name="question_remove"),
    path("<slug:slug>/", views.questionnaire_detail, name="questionnaire_detail"),
    path("<slug:slug>/change/", views.questionnaire_change, name="questionnaire_change"),
    path("<slug:slug>/words/", question_views.questionnaire_words, name="questionnaire_words"),
    path("<slug:slug>/questions/new/", question_views.question_new, name="question_new"),
    path("<slug:slug>/use/", views.questionnaire_use, name="questionnaire_use"),
    path("<slug:slug>/start/", views.questionnaire_start, name="questionnaire_start"),
    path("<slug:slug>/drop/", views.questionnaire_drop, name="questionnaire_drop"),
    path("<slug:slug>/end/", views.questionnaire_end, name="questionnaire_end"),
    path("<slug:slug>/resume/", views.questionnaire_resume, name="questionnaire_resume"),
    path("<slug:slug>/<int:number>/", views.questionnaire_version, name="questionnaire_version"),
    path("<slug:slug>/<int:number>/preview/", sheet_views.questionnaire_preview, name="questionnaire_preview"),
    path("<slug:slug>/<int:number>/sheet/", sheet_views.questionnaire_sheet, name="questionnaire_sheet"),
]
