"""Public addresses, below `public/`: the word is reserved, no agency is called so."""

from django.urls import path

from sotay.operation.dossiers.look_up import views

urlpatterns = [
    path("dossiers/", views.dossier_look_up, name="dossier_look_up"),
    path("dossiers/<str:secret>/", views.dossier_status, name="dossier_status"),
    path("<slug:office>/services/", views.service_lookup, name="service_lookup"),
    path("<slug:office>/services/<slug:slug>/", views.service_lookup_page, name="service_lookup_page"),
]
