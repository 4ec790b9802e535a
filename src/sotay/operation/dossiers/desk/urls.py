"""Addresses of the register and the desk."""

from django.urls import URLPattern, path

from sotay.operation.dossiers.desk import edit_views, views

urlpatterns: list[URLPattern] = [
    path("", views.dossier_list, name="dossier_list"),
    path("new/", edit_views.dossier_new, name="dossier_new"),
    path("new/refuse/", edit_views.dossier_refuse, name="dossier_refuse"),
    path("<str:slug>/", views.dossier_detail, name="dossier_detail"),
    path("<str:slug>/hand-over/", views.dossier_hand_over, name="dossier_hand_over"),
    path("<str:slug>/send-back/", views.dossier_send_back, name="dossier_send_back"),
    path("<str:slug>/supplement/", views.dossier_supplement, name="dossier_supplement"),
    path("<str:slug>/supplemented/", views.dossier_supplemented, name="dossier_supplemented"),
    path("<str:slug>/pause/", views.dossier_pause, name="dossier_pause"),
    path("<str:slug>/resume/", views.dossier_resume, name="dossier_resume"),
    path("<str:slug>/apologise/", views.dossier_apologise, name="dossier_apologise"),
    path("<str:slug>/result/", views.dossier_result, name="dossier_result"),
    path("<str:slug>/return/", views.dossier_return, name="dossier_return"),
    path("<str:slug>/stop/", views.dossier_stop, name="dossier_stop"),
    path("<str:slug>/withdraw/", views.dossier_withdraw, name="dossier_withdraw"),
    path("<str:slug>/papers/<int:position>/back/", views.dossier_paper_back, name="dossier_paper_back"),
    path("<str:slug>/papers/<int:position>/lost/", views.dossier_paper_lost, name="dossier_paper_lost"),
]
