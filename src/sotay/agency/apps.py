"""The app of the ground floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgencyConfig(AppConfig):
    """Agencies, units, people, seats (ISO 9001 5.3)."""

    name = "sotay.agency"
    label = "agency"
    verbose_name = _("Cơ quan")

    def ready(self) -> None:
        """Make the tables of this floor known to whoever looks records up, and migrations quick."""
        from sotay.agency import quick_migrations, registrations  # noqa: F401

        quick_migrations.install()
