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
        from sotay.improvement.nonconformities import permissions as of_nonconformities  # noqa: F401
        from sotay.improvement.nonconformities import registrations as nonconformities  # noqa: F401
