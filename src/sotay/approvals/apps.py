"""The app of approvals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """Routes of approval on every record."""

    name = "sotay.approvals"
    label = "approvals"
    verbose_name = _("Phê duyệt")

    def ready(self) -> None:
        """Make permissions and records known."""
        from sotay.approvals import permissions, registrations, sentences  # noqa: F401
