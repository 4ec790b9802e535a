"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Import, export and long runs."""

    name = "sotay.exchange"
    label = "exchange"
    verbose_name = _("Nhập và xuất")

    def ready(self) -> None:
        """Make permissions and records known."""
        from sotay.exchange.runs import permissions, registrations  # noqa: F401
