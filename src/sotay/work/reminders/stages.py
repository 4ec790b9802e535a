"""Which reminder a day asks for: the latest stage that has come, so that a day without the worker is made up for once."""

from collections.abc import Iterable
from datetime import date, timedelta

from sotay.agency.workdays import WorkCalendar


def stage_of(days: int, *, before: Iterable[int], after: int, repeat: int) -> int | None:
    """Return the stage of something that is `days` past its due day, negative before it: -14, -7, -1, 0, 1, 8, 15 and so on.

    None while the first stage has not come. `before` are days before, `after` the first day after, `repeat` the days
    between those that follow.
    """
    if days >= after:
        return after + (days - after) // repeat * repeat
    return max((-one for one in before if -one <= days), default=None)


def overdue_by(working_days: int, *, on: date, calendar: WorkCalendar) -> date:
    """Return the latest due day that is overdue by so many working days on a day: that many lie after it, up to the day."""
    last = calendar.last_working_day_on_or_before(on)
    reached = calendar.add_working_days(last, -working_days)
    return calendar.next_working_day(reached) - timedelta(days=1)
