"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContextConfig(AppConfig):
    """Context of the organisation (ISO 9001 clause 4)."""

    name = "sotay.context"
    label = "context"
    verbose_name = _("Bối cảnh của tổ chức")

    def ready(self) -> None:
        """Make permissions, records and judges known."""
        from sotay.context import exchanges, registrations  # noqa: F401
        from sotay.context.laws import facts as laws_counted  # noqa: F401
        from sotay.context.laws import permissions as of_laws  # noqa: F401
        from sotay.context.laws import registrations as laws  # noqa: F401
        from sotay.context.laws import waiting as laws_to_assign  # noqa: F401
        from sotay.context.processes import facts as processes_described  # noqa: F401
        from sotay.context.processes import permissions as of_processes  # noqa: F401
        from sotay.context.scope import facts as scope_in_force  # noqa: F401
        from sotay.context.scope import permissions as of_scope  # noqa: F401
        from sotay.context.services import obligations as owed_services  # noqa: F401
        from sotay.context.services import permissions as of_services  # noqa: F401
        from sotay.context.services import registrations as services  # noqa: F401
        from sotay.papers.forms import forms_in

        forms_in(
            "sotay.context.services.papers",
        )
