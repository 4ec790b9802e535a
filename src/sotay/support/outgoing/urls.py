"""Addresses of outgoing papers."""

from django.urls import path

from sotay.support.outgoing import views
from sotay.support.outgoing.numbering import act_views
from sotay.support.outgoing.series import series_views
from sotay.support.outgoing.signing import sign_views

urlpatterns = [
    path("", views.paper_list, name="paper_list"),
    path("new/", views.paper_draft, name="paper_draft"),
    path("register/", series_views.register, name="register"),
    path("series/", series_views.series_list, name="series_list"),
    path("series/new/", series_views.series_new, name="series_new"),
    path("series/<slug:slug>/", series_views.series_change, name="series_change"),
    path("series/<slug:slug>/end/", series_views.series_end, name="series_end"),
    path("<slug:slug>/", views.paper_detail, name="paper_detail"),
    path("<slug:slug>/write/", views.paper_write, name="paper_write"),
    path("<slug:slug>/submit/", views.paper_submit, name="paper_submit"),
    path("<slug:slug>/cancel/", views.paper_cancel, name="paper_cancel"),
    path("<slug:slug>/mend/", views.paper_mend, name="paper_mend"),
    path("<slug:slug>/number/", act_views.paper_number, name="paper_number"),
    path("<slug:slug>/issue/", act_views.paper_issue, name="paper_issue"),
    path("<slug:slug>/sending/", act_views.paper_sending, name="paper_sending"),
    path("<slug:slug>/withdraw/", act_views.paper_withdraw, name="paper_withdraw"),
    path("<slug:slug>/sign/", sign_views.paper_sign, name="paper_sign"),
    path("<slug:slug>/signed/<uuid:uuid>/", sign_views.paper_signed_file, name="paper_signed_file"),
    path("<slug:slug>/signed/<uuid:uuid>/check/", sign_views.paper_check_again, name="paper_check_again"),
    path("<slug:slug>/<str:face>/file/", sign_views.paper_file, name="paper_file"),
]
