"""Addresses of this area."""

from django.urls import include, path

app_name = "operation"
urlpatterns = [
    path("anonymising/", include("sotay.operation.dossiers.personal.urls")),
    path("dossier-books/", include("sotay.operation.dossiers.book.urls")),
    path("dossiers/", include("sotay.operation.dossiers.slips.urls")),
    path("dossier-lists/", include("sotay.operation.dossiers.lists.urls")),
    path("dossiers/", include("sotay.operation.dossiers.desk.urls")),  # last of these: it takes any word for a dossier
    path("outputs/", include("sotay.operation.outputs.urls")),
    path("procedures/", include("sotay.operation.procedures.urls")),
    path("providers/", include("sotay.operation.providers.urls")),
    path("statistics/", include("sotay.operation.statistics.urls")),
]
