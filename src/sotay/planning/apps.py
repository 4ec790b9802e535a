"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """Planning (ISO 9001 clause 6)."""

    name = "sotay.planning"
    label = "planning"
    verbose_name = _("Hoạch định")

    def ready(self) -> None:
        """Make permissions, records and judges known, and stand in the rail."""
        from sotay.papers.forms import forms_in
        from sotay.planning import actions, exchanges, registrations  # noqa: F401
        from sotay.planning.objectives import facts as of_sets  # noqa: F401
        from sotay.planning.objectives import obligations as owed_objectives  # noqa: F401
        from sotay.planning.objectives import permissions as of_objectives  # noqa: F401
        from sotay.planning.objectives import waiting as objectives_to_read  # noqa: F401
        from sotay.planning.results import facts, obligations  # noqa: F401
        from sotay.planning.results import permissions as of_results  # noqa: F401
        from sotay.planning.tabs import stands_in_rail
        from sotay.ui import rail

        rail.section(
            "planning",
            label=_("Hoạch định"),
            icon="target-arrow",
            url_name="planning:objectives",
            order=50,
            visible=stands_in_rail,
            prefixes=("planning/",),
        )

        forms_in(
            "sotay.planning.objectives.papers",
            "sotay.planning.results.papers",
            "sotay.planning.year.papers",
        )
