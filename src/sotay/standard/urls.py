"""Addresses of this area."""

from sotay.standard.applicability.urls import urlpatterns as of_clauses
from sotay.standard.parameters.urls import urlpatterns as of_parameters
from sotay.standard.standings.urls import urlpatterns as of_standings

app_name = "standard"
urlpatterns = [*of_standings, *of_clauses, *of_parameters]
