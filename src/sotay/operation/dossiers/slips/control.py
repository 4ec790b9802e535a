"""The control sheet (Mẫu 06): each hand-over with its moment, and whether the step before it kept its time.

A step of whole days is judged by the day, as a dossier is; one of hours or part of a day by its working hours. Pauses that
stop the clock are left out of both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sotay.agency.workdays import WorkCalendar
from sotay.operation.dossiers.clock import Rules, due_of, hours_gone
from sotay.operation.dossiers.models import DossierEvent, Timing
from sotay.operation.procedures.models import ProcedureStep, TimeUnit
from sotay.operation.procedures.sums import HOURS
from sotay.ui.formats import HANOI

Kind = DossierEvent.Kind
BEGINS: Final = frozenset({Kind.RECEIVED, Kind.HANDED_OVER, Kind.SENT_BACK, Kind.SUPPLEMENTED})
"""After these somebody has the dossier and the time of a step runs."""
DONE_BY: Final = frozenset({Kind.HANDED_OVER, Kind.RESULT})
"""These end a step as it should end, unless only another person takes it on."""
LEFT_OUT: Final = frozenset({Kind.PAPER_RETURNED, Kind.PAPER_LOST})


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One line of the sheet: what happened, the step it ended (None for none) and whether that was early, on time or late.

    `timing` is "" where no time of the step is known, or none ended.
    """

    event: DossierEvent
    step: ProcedureStep | None
    timing: str


def control_rows(
    events: Iterable[DossierEvent], calendar: WorkCalendar, *, pauses_count: bool, whole: str
) -> Iterator[ControlRow]:
    """Yield the lines of the sheet; `whole` is how the dossier itself stands, said where it was returned."""
    began: datetime | None = None
    now_at: ProcedureStep | None = None
    stopped: datetime | None = None
    waited_hours, waited_days = Decimal(0), 0
    for event in events:
        at = event.at.astimezone(HANOI).replace(tzinfo=None)
        step, timing = (event.step or now_at) if event.kind in DONE_BY and not event.is_within_step else None, ""
        if step is not None and began is not None:
            timing = timing_of(step, began, at, calendar, waited_hours=waited_hours, waited_days=waited_days)
        if event.kind == Kind.PAUSED:
            stopped = at
        elif event.kind == Kind.RESUMED and stopped is not None and not pauses_count:
            waited_hours += hours_between(stopped, at, calendar)
            waited_days += max(calendar.count_working_days(stopped.date(), at.date()), 0)
        if event.kind in BEGINS and not event.is_within_step:
            began, waited_hours, waited_days = at, Decimal(0), 0
            now_at = event.to_step or (now_at if event.kind == Kind.SUPPLEMENTED else None)
        if event.kind not in LEFT_OUT:
            yield ControlRow(event, step, whole if event.kind == Kind.RETURNED else timing)


def timing_of(
    step: ProcedureStep, began: datetime, done: datetime, calendar: WorkCalendar, *,
    waited_hours: Decimal = Decimal(0), waited_days: int = 0,
) -> str:  # fmt: skip
    """Return how a step stands against its time, "" where it has none; moments by the agency's clock."""
    value, unit = step.time_value, step.time_unit
    if value is None:
        return ""
    if unit == TimeUnit.HOUR or (unit == TimeUnit.WORKING_DAY and value < 1):
        allowed = value if unit == TimeUnit.HOUR else value * HOURS
        spent = hours_between(began, done, calendar) - waited_hours
        return _word(spent, allowed)
    due = due_of(began.date(), began, Rules(limit_value=value, limit_unit=unit), calendar)
    if due is None:
        return ""
    if waited_days:
        due = calendar.add_working_days(due, waited_days)
    return _word(done.date(), due)


def hours_between(start: datetime, end: datetime, calendar: WorkCalendar) -> Decimal:
    """Return the working hours between two moments of the agency's clock."""
    first, last = start.date(), end.date()
    before = hours_gone(start.time()) if calendar.is_working_day(first) else Decimal(0)
    after = hours_gone(end.time()) if calendar.is_working_day(last) else Decimal(0)
    if first == last:
        return after - before
    days = calendar.count_working_days(first, last) + int(calendar.is_working_day(first))
    days -= int(calendar.is_working_day(last))
    return max(days * HOURS - before + after, Decimal(0))


def _word(is_: Any, allowed: Any) -> str:
    if is_ == allowed:
        return Timing.ON_TIME
    return Timing.EARLY if is_ < allowed else Timing.LATE
