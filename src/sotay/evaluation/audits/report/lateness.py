"""What came late: the report after its term, visits after the months their programme named."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Min
from django.utils.timezone import localdate

from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import TermUnit
from sotay.evaluation.audits.models import Audit
from sotay.standard.parameters.queries import value_of

TERM: Final = "audit.report.term"


@dataclass(frozen=True, slots=True)
class LateVisit:
    """A unit that was audited after the last month its programme named."""

    unit: str
    month: int
    planned: int


def report_due(audit: Audit) -> date | None:
    """Return until when the report is to be approved, None before the closing meeting.

    The parameter `audit.report.term`, as it was valid on the day of the meeting, is counted from that day.
    """
    met = audit.closed_meeting_date
    if met is None:
        return None
    term = value_of(audit.agency_id, TERM, on=met)
    return calendar_of(audit.agency).due(met, term.count, TermUnit(term.unit))


def days_late(audit: Audit, due: date | None, *, on: date) -> int:
    """Return by how many days the report came, or is, late; 0 for one in time."""
    return max(0, ((audit.reported_date or on) - due).days) if due else 0


def first_day(audit: Audit) -> date:
    """Return the day of the first visit that was held, without any that of the audit."""
    first = audit.visits.filter(set_aside_reason="").aggregate(first=Min("starts_at"))["first"]
    return localdate(first) if first else audit.from_date


def late_visits(audit: Audit) -> list[LateVisit]:
    """Return the units audited later than their programme said; none for an audit without a programme."""
    if audit.programme_id is None:
        return []
    lines = audit.programme.lines.filter(unit__isnull=False)  # type: ignore[union-attr]  # asked just now
    planned: dict[int, int] = {}
    for line in lines:
        if line.months:
            planned[line.unit_id] = max([*line.months, planned.get(line.unit_id, 0)])
    found: dict[int, LateVisit] = {}
    for visit in (
        audit.visits.filter(set_aside_reason="").select_related("unit").order_by("starts_at", "position", "pk")
    ):
        day, last = localdate(visit.starts_at), planned.get(visit.unit_id)
        if last and (day.year, day.month) > (audit.programme.year, last):  # type: ignore[union-attr]
            found.setdefault(visit.unit_id, LateVisit(str(visit.unit), day.month, last))
    return list(found.values())
