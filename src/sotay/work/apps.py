"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    """Who does what by when, and who is told."""

    name = "sotay.work"
    label = "work"
    verbose_name = _("Công việc")

    def ready(self) -> None:
        """Make permissions known, and follow what commands record."""
        from sotay.work import registrations  # noqa: F401
        from sotay.work.assignments import facts as work_counted  # noqa: F401
        from sotay.work.assignments import permissions as of_assignments  # noqa: F401
        from sotay.work.calendar import permissions as of_calendars  # noqa: F401
        from sotay.work.calendar import sources as days_of_work  # noqa: F401
        from sotay.work.notices import commands, permissions  # noqa: F401
        from sotay.work.reminders import facts as reminders_counted  # noqa: F401
        from sotay.work.reminders import parameters  # noqa: F401
        from sotay.work.reminders import permissions as of_reminders  # noqa: F401

        # In this order they listen to judging: what waits is looked at first, then reminders of what waits no more end.
        from sotay.work.waiting import commands as waiting  # noqa: F401
        from sotay.work.waiting import sources  # noqa: F401

        from sotay.work.reminders import commands as reminding  # noqa: F401  # isort: skip
