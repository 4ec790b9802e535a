"""Addresses of clauses and whether they apply."""

from django.urls import path

from sotay.standard.applicability import views

urlpatterns = [
    path("clauses/", views.clause_list, name="clause_list"),
    path("clauses/<str:clause>/", views.clause_detail, name="clause_detail"),
    path("clauses/<str:clause>/decide/", views.clause_decide, name="clause_decide"),
]
