"""The days a survey's period takes in: halves share the cut-off days of the reporting periods (practice.md 2.5)."""

from datetime import date, timedelta
from typing import Final

from sotay.standard.catalogue.periods import HALF, Period, Span
from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.registry.parameters import parameter_of
from sotay.standard.reporting import HALF as FIRST_HALF
from sotay.standard.reporting import YEAR as WHOLE_YEAR
from sotay.standard.reporting import reporting_periods

DUE: Final = ("survey.synthesis.due.first", "survey.synthesis.due.second")


def days_of(agency_id: int, period: Period, *, values: Values | None = None) -> Period:
    """Return the days of a period: a half as the span to its *ngày chốt số liệu*, any other period as it is.

    The first half runs from the first of January to its cut-off, the second from the day after to that of the year
    (01/01–31/05 and 01/06–31/10 by default), so that no day is in both. `values` are those of a batch read before.
    """
    if period.per != HALF:
        return period
    values = values or values_of([agency_id])
    ends = {one.kind: one.cutoff for one in reporting_periods(agency_id, period.year, values=values)}
    if period.index == 1:
        return Span.of(date(period.year, 1, 1), ends[FIRST_HALF])
    first = ends[FIRST_HALF] + timedelta(days=1)
    return Span.of(first, max(ends[WHOLE_YEAR], first))


def left_after(days: Period, period: Period) -> date | None:
    """Return the first day of the year that no half takes in, after the days of the second; None where there is none."""
    left = days.end + timedelta(days=1)
    return left if period.per == HALF and period.index != 1 and left.year == period.year else None


def due_of(agency_id: int, period: Period, *, values: Values | None = None) -> date | None:
    """Return the last day in time for the answers and the report of a half; None for other periods."""
    if period.per != HALF:
        return None
    values = values or values_of([agency_id])
    code = DUE[period.index - 1]
    kind = parameter_of(code).kind
    return kind.due(values.kept(agency_id, code, period.start), period.year)  # type: ignore[attr-defined,no-any-return]


def half_on(agency_id: int, on: date, *, values: Values | None = None) -> Period:
    """Return the half people have in mind on a day: the first until its report is due, then the second."""
    first = Period(HALF, on.year, 1)
    due = due_of(agency_id, first, values=values)
    return first if due is None or on <= due else Period(HALF, on.year, 2)
