"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    """Performance evaluation (ISO 9001 clause 9)."""

    name = "sotay.evaluation"
    label = "evaluation"
    verbose_name = _("Đánh giá")

    def ready(self) -> None:
        """Make permissions, records and judges known, and stand in the rail."""
        from sotay.evaluation import exchanges  # noqa: F401
        from sotay.evaluation.audits.auditors import permissions as of_auditors  # noqa: F401
        from sotay.evaluation.audits.auditors import registrations as auditors  # noqa: F401
        from sotay.evaluation.audits.auditors import waiting as auditors_running_out  # noqa: F401
        from sotay.evaluation.audits.findings import permissions as of_findings  # noqa: F401
        from sotay.evaluation.audits.findings import registrations as findings  # noqa: F401
        from sotay.evaluation.audits.findings import waiting as findings_to_comment  # noqa: F401
        from sotay.evaluation.audits.report import permissions as of_reports  # noqa: F401
        from sotay.evaluation.audits.report import registrations as reports  # noqa: F401
        from sotay.evaluation.audits.plan import permissions as of_audits  # noqa: F401
        from sotay.evaluation.audits.plan import registrations as audits  # noqa: F401
        from sotay.evaluation.tabs import stands_in_rail
        from sotay.ui import rail

        rail.section(
            "evaluation",
            label=_("Đánh giá"),
            icon="clipboard-check",
            url_name="evaluation:audit_list",
            order=70,
            visible=stands_in_rail,
            prefixes=("evaluation/",),
        )
