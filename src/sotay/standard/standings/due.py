"""When an obligation falls due: pure rules from the catalogue's rule, a period and the agency's parameters."""

from collections.abc import Callable
from datetime import date, timedelta

from sotay.agency.workdays import TermUnit, WorkCalendar
from sotay.standard.catalogue.obligations import Obligation, Rule
from sotay.standard.catalogue.periods import NONE, Period
from sotay.standard.registry.kinds import Length, MonthDay
from sotay.standard.registry.parameters import parameter_of
from sotay.standard.standings.models import Word

Kept = Callable[[str, date], str]
"""Gives the kept text of a parameter valid on a day."""


def due_of_period(obligation: Obligation, period: Period, *, kept: Kept) -> date | None:
    """Return the due date of a period; None for rules that need an event or the agency's own first day.

    The parameter valid on the first day of the period counts. Fixed dates do not roll (practice 2.4).
    """
    match obligation.due.rule:
        case Rule.FIXED:
            codes = obligation.due.parameters
            code = codes[period.index - 1] if len(codes) > 1 else codes[0]
            kind = parameter_of(code).kind
            if not isinstance(kind, MonthDay):
                message = f"{code} is no day of the year"
                raise TypeError(message)
            return kind.due(kept(code, period.start), period.year)
        case Rule.DATE:
            code = obligation.due.parameters[0]
            return parameter_of(code).kind.value(kept(code, date.max))
        case Rule.PERIOD_END:
            return None if period.per == NONE else period.end
    return None


def due_of_event(event_date: date, length: Length, *, calendar: WorkCalendar | None = None) -> date:
    """Return the last day of a term that an event starts (Bộ luật Dân sự 147–148).

    The day of the event is not counted; months end on the same day number, or on the month's last day; a term that ends
    on a day off ends on the next working day where a calendar is given.
    """
    if calendar is None:
        if length.unit != "CALENDAR":
            message = f"a term in {length.unit} needs a calendar"
            raise ValueError(message)
        return event_date + timedelta(days=length.count)
    return calendar.due(event_date, length.count, TermUnit(length.unit))


def word_of(*, due: date | None, on: date, warning: int) -> str:
    """Return the word of standing of what is not met; `warning` in days before the due date."""
    if due is None or (due - on).days > warning:
        return Word.OPEN
    return Word.DUE_SOON if on <= due else Word.OVERDUE
