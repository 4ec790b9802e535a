"""Addresses of this area."""

from django.urls import path, register_converter

from sotay.papers.catalogue import print_views, views


class FormCode:
    """The code of a form as the catalogue has it: letters, figures, dots and hyphens (I5.1, C1-NY)."""

    regex = r"[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*"

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it stands in an address."""
        return value


register_converter(FormCode, "form_code")

app_name = "papers"
urlpatterns = [
    path("forms/", views.form_list, name="form_list"),
    path("forms/<form_code:code>/", views.form_detail, name="form_detail"),
    path("forms/<form_code:code>/change/", views.form_change, name="form_change"),
    path("forms/<form_code:code>/template/", views.template_bring, name="template_bring"),
    path("forms/<form_code:code>/print/<slug:face>/", print_views.form_print, name="form_print"),
    path("forms/<form_code:code>/<uuid:uuid>/<slug:face>/", print_views.record_print, name="record_print"),
    path("templates/<uuid:uuid>/", views.template_file, name="template_file"),
    path("templates/<uuid:uuid>/end/", views.template_end, name="template_end"),
]
