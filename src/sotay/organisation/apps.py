"""The app of units, people, seats, calendar and settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sotay.ui import rail


class OrganisationConfig(AppConfig):
    """Units, people, seats, calendar and settings of an agency (ISO 9001 5.3)."""

    name = "sotay.organisation"
    label = "organisation"
    verbose_name = _("Tổ chức")

    def ready(self) -> None:
        """Make the area's permissions, records and its place in the rail known."""
        from sotay.commands import may
        from sotay.organisation import actions, exchanges, registrations  # noqa: F401
        from sotay.organisation.calendar import permissions as of_calendar  # noqa: F401
        from sotay.organisation.decisions import permissions as of_decisions  # noqa: F401
        from sotay.organisation.delegations import permissions as of_delegations  # noqa: F401
        from sotay.organisation.grants import permissions as of_grants  # noqa: F401
        from sotay.organisation.handovers import permissions as of_handovers  # noqa: F401
        from sotay.organisation.people import permissions as of_people  # noqa: F401
        from sotay.organisation.settings import permissions as of_settings  # noqa: F401
        from sotay.organisation.units import permissions as of_units  # noqa: F401
        from sotay.papers.forms import forms_in

        rail.section(
            "admin",
            label=_("Quản trị"),
            icon="settings",
            url_name="organisation:agency_detail",
            order=100,
            visible=lambda actor: may(actor, "organisation.change_agency"),
            prefixes=("organisation/", "exchange/", "files/"),
        )

        forms_in(
            "sotay.organisation.decisions.papers",
            "sotay.organisation.handovers.papers",
            "sotay.organisation.units.papers",
        )
