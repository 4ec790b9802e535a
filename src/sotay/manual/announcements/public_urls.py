"""Public addresses of an agency, below `public/`."""

from django.urls import URLPattern, path

from sotay.manual.announcements import public_views

urlpatterns: list[URLPattern] = [
    path("<slug:office>/", public_views.agency_public, name="agency_public"),
    path("<slug:office>/announcement.pdf", public_views.announcement_public, name="announcement_public"),
]
