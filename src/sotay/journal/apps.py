"""The app of the journal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """Entries, their chain, and what commands touched (ISO 9001 7.5.3)."""

    name = "sotay.journal"
    label = "journal"
    verbose_name = _("Nhật ký")
