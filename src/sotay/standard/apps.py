"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardConfig(AppConfig):
    """Clauses, applicability, obligations and standings."""

    name = "sotay.standard"
    label = "standard"
    verbose_name = _("Tiêu chuẩn và việc phải làm")

    def ready(self) -> None:
        """Fill the registries and check at start that they fit together."""
        from sotay.standard import checks, registrations  # noqa: F401
