"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """Papers by NĐ 30/2020/NĐ-CP: one model, its faces, the registry of forms."""

    name = "sotay.papers"
    label = "papers"
    verbose_name = _("Văn bản và biểu mẫu")

    def ready(self) -> None:
        """Make permissions, records and what stands beside records known."""
        from sotay.papers import beside, registrations  # noqa: F401
        from sotay.papers.catalogue import permissions  # noqa: F401
