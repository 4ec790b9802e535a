"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ManualConfig(AppConfig):
    """The system as a whole: the quality manual."""

    name = "sotay.manual"
    label = "manual"
    verbose_name = _("Sổ tay chất lượng")

    def ready(self) -> None:
        """Make permissions, records, purposes and judges known, and stand in the rail."""
        from sotay.manual import registrations  # noqa: F401
        from sotay.ui import rail

        rail.section(
            "manual",
            label=_("Sổ tay"),
            icon="book-2",
            url_name="manual:manual_detail",
            order=30,
            prefixes=("context/", "leadership/"),
        )
