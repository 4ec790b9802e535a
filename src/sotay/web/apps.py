"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """The roof: my work, overview, search, account."""

    name = "sotay.web"
    label = "web"
    verbose_name = _("Sotay")

    def ready(self) -> None:
        """Make the area's permissions and jobs known, and stand in the rail."""
        from sotay.ui import rail
        from sotay.web.account import jobs, permissions  # noqa: F401
        from sotay.web.journal import permissions as journal  # noqa: F401
        from sotay.web.mine import handover  # noqa: F401
        from sotay.web.overview import permissions as overview  # noqa: F401
        from sotay.web.overview.audience import stands_in_rail
        from sotay.web.stored import jobs as stored_jobs  # noqa: F401
        from sotay.web.stored import permissions as stored  # noqa: F401
        from sotay.work.waiting.queries import pressing_count

        rail.section(
            "mine",
            label=_("Việc của tôi"),
            icon="inbox",
            url_name="web:my_work",
            order=10,
            count=pressing_count,
            prefixes=("approvals/", "work/"),
            visible=lambda actor: not actor.is_guest,
        )
        rail.section(
            "overview",
            label=_("Tổng quan"),
            icon="chart-donut-3",
            url_name="web:overview",
            order=20,
            visible=stands_in_rail,
        )
        rail.section(
            "owed",
            label=_("Việc phải làm"),
            icon="list-check",
            url_name="standard:obligation_list",
            order=20,
            visible=lambda actor: actor.is_guest,
            prefixes=("standard/",),
        )
