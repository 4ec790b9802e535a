"""The app of the index."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The index over every record."""

    name = "sotay.search"
    label = "search"
    verbose_name = _("Tìm kiếm")

    def ready(self) -> None:
        """Follow the journal, and let the records of the ground floor be found."""
        from sotay.search import registrations  # noqa: F401
