"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    """Files, comments and links on every record."""

    name = "sotay.attachments"
    label = "attachments"
    verbose_name = _("Tệp, ý kiến, liên kết")

    def ready(self) -> None:
        """Make permissions and records known."""
        from sotay.attachments import permissions, registrations  # noqa: F401
