"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImprovementConfig(AppConfig):
    """Improvement (ISO 9001 clause 10)."""

    name = "sotay.improvement"
    label = "improvement"
    verbose_name = _("Cải tiến")

    def ready(self) -> None:
        """Make permissions, records and judges known, and stand in the rail."""
        from sotay.improvement.nonconformities import beside as nonconformities_beside  # noqa: F401
        from sotay.improvement.nonconformities import facts as nonconformities_counted  # noqa: F401
        from sotay.improvement.nonconformities import followed as findings_followed_up  # noqa: F401
        from sotay.improvement.nonconformities import handover as nonconformities_handed_over  # noqa: F401
        from sotay.improvement.nonconformities import inspected as sheets_after_inspections  # noqa: F401
        from sotay.improvement.nonconformities import obligations as owed_corrections  # noqa: F401
        from sotay.improvement.nonconformities import permissions as of_nonconformities  # noqa: F401
        from sotay.improvement.nonconformities import registrations as nonconformities  # noqa: F401
        from sotay.improvement.nonconformities import waiting as nonconformities_to_carry_on  # noqa: F401
        from sotay.improvement.proposals import facts as proposals_counted  # noqa: F401
        from sotay.improvement.proposals import permissions as of_proposals  # noqa: F401
        from sotay.improvement.proposals import registrations as proposals  # noqa: F401
        from sotay.improvement.proposals import waiting as proposals_to_go_on  # noqa: F401
        from sotay.improvement.tabs import logs_from_rail, stands_in_rail
        from sotay.papers.forms import forms_in
        from sotay.ui import rail

        rail.section(
            "improvement",
            label=_("Cải tiến"),
            icon="trending-up",
            url_name="improvement:nonconformity_list",
            order=80,
            visible=stands_in_rail,
            prefixes=("improvement/",),
        )
        rail.section(
            "log",
            label=_("Ghi nhận"),
            icon="pencil",
            url_name="improvement:nonconformity_new",
            order=80,
            visible=logs_from_rail,
            prefixes=("improvement/",),
        )

        forms_in(
            "sotay.improvement.nonconformities.log_papers",
            "sotay.improvement.nonconformities.papers",
            "sotay.improvement.proposals.papers",
        )
