"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadershipConfig(AppConfig):
    """Leadership (ISO 9001 clause 5)."""

    name = "sotay.leadership"
    label = "leadership"
    verbose_name = _("Sự lãnh đạo")

    def ready(self) -> None:
        """Make permissions, records and judges known."""
        from sotay.leadership import registrations  # noqa: F401
        from sotay.leadership.policy import facts, obligations, permissions, waiting  # noqa: F401
        from sotay.papers.forms import forms_in

        forms_in(
            "sotay.leadership.policy.papers",
        )
