"""Addresses of the roof."""

from django.urls import URLPattern, path

from sotay.web.account import views as account
from sotay.web.finding.views import search
from sotay.web.journal import views as journal
from sotay.web.mine.views import my_work
from sotay.web.overview.views import overview
from sotay.web.stored import views as stored

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", account.home, name="home"),
    path("<agency:agency>/", overview, name="overview"),
    path("<agency:agency>/my-work/", my_work, name="my_work"),
    path("<agency:agency>/search/", search, name="search"),
    path("<agency:agency>/files/", stored.stored_files, name="stored_files"),
    path("<agency:agency>/files/check/", stored.stored_files_check, name="stored_files_check"),
    path("<agency:agency>/journal/", journal.journal, name="journal"),
    path("<agency:agency>/journal/checkpoint/", journal.checkpoint, name="checkpoint"),
    path("<agency:agency>/journal/of/<uuid:uuid>/", journal.record_journal, name="record_journal"),
]
