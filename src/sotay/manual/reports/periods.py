"""When each report is due and which days it tells of; the days of half and year are those all reports share (`standard.reporting`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sotay.agency.models import Agency
from sotay.manual.reports.models import Report
from sotay.standard.catalogue.periods import Span
from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.registry.parameters import parameter_of
from sotay.standard.reporting import HALF, YEAR, reporting_periods

Kind = Report.Kind
PARAMETERS: Final = {
    (Kind.PLAN, 0): "plan.yearly.due",
    (Kind.GUIDE, 0): "plan.yearly.due",
    (Kind.COMMITTEE, 1): "reports.committee.due.first",
    (Kind.PROVINCE, 1): "reports.reform.due.first",
    (Kind.COMMITTEE, 0): "reports.committee.due.second",
    (Kind.PROVINCE, 0): "reports.reform.due.second",
    (Kind.ROLLUP, 0): "inspection.rollup.due",
    (Kind.ANNEX2, 0): "report.national.due",
}
"""Which parameter holds the last day; reports that are asked for have none."""
SECOND_HALF: Final = 7
OWED_BY: Final = {
    Kind.ROLLUP: frozenset({Agency.Kind.OVERSEER}),
    Kind.ANNEX2: frozenset({Agency.Kind.PROVINCE, Agency.Kind.MINISTRY}),
}
"""Kinds of agencies that owe a report every year; the others write it when they are asked."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A report an agency owes in a year, and the last day for it."""

    kind: str
    year: int
    half: int
    due: date


def owed_in(agency: Agency, year: int, *, values: Values | None = None) -> Iterator[Slot]:
    """Yield the reports an agency owes in a year, in the order they fall due; one query without `values`."""
    values = values or values_of([agency.pk])
    slots = []
    for kind, half in PARAMETERS:
        if agency.kind in OWED_BY.get(kind, {agency.kind}):
            due = due_of(kind, year, half, agency_id=agency.pk, values=values)
            slots += [Slot(kind, year, half, due)] if due else []
    yield from sorted(slots, key=lambda one: (one.due, Kind.values.index(one.kind)))


def due_of(kind: str, year: int, half: int, *, agency_id: int, values: Values) -> date | None:
    """Return the last day for a report, by the value valid on the first day of its period; None for one that is asked for."""
    code = PARAMETERS.get((Kind(kind), half))
    if code is None:
        return None
    halved = kind in Report.WITH_NUMBERS and not half  # the report of the year is that of its second half
    kept = values.kept(agency_id, code, date(year, SECOND_HALF if halved else 1, 1))
    due: date = parameter_of(code).kind.due(kept, year)  # type: ignore[attr-defined]
    return due


def due_day(report: Report, *, values: Values | None = None) -> date | None:
    """Return the last day for a report: as it was when it went out, else as it is; for a self-report the day the team comes."""
    if report.due_date is not None:
        return report.due_date
    if report.inspection is not None:
        return report.inspection.from_date
    if report.agency.kind not in OWED_BY.get(Kind(report.kind), {report.agency.kind}):
        return None
    values = values or values_of([report.agency_id])
    return due_of(report.kind, report.year, report.half, agency_id=report.agency_id, values=values)


def days_of(agency_id: int, year: int, half: int, *, on: date) -> Span:
    """Return the days figures are told of: from the first of January to the cut-off, at most to the day they are read."""
    wanted = HALF if half else YEAR
    period = next(one for one in reporting_periods(agency_id, year) if one.kind == wanted)
    return Span.of(period.start, max(min(period.cutoff, on), period.start))
