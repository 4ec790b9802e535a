"""The clock of a dossier: what follows from what happened to it, and nothing else (law 3.2, 3.5; practice.md 6).

A dossier's columns are always those of `replay` over its events. Three rules hold throughout: the first day is not counted;
what was missing begins the term anew when it came; a day that has passed never moves again, whatever happens afterwards.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from typing import Final

from sotay.agency.workdays import TermUnit, WorkCalendar
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.operation.procedures.models import TimeUnit
from sotay.operation.procedures.sums import DAYS, HOURS

Kind, State = DossierEvent.Kind, Dossier.State
SPANS: Final = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
"""The working hours of a day, together `HOURS`, by which a limit in hours is counted."""

FOLLOWS: Final[dict[str, frozenset[str | None]]] = {
    Kind.RECEIVED: frozenset({None}),
    Kind.REFUSED: frozenset({None}),
    Kind.HANDED_OVER: frozenset({State.IN_PROGRESS}),
    Kind.SENT_BACK: frozenset({State.IN_PROGRESS}),
    Kind.SUPPLEMENT_ASKED: frozenset({State.IN_PROGRESS}),
    Kind.SUPPLEMENTED: frozenset({State.SUPPLEMENT}),
    Kind.PAUSED: frozenset({State.IN_PROGRESS}),
    Kind.RESUMED: frozenset({State.PAUSED}),
    Kind.APOLOGISED: frozenset({State.IN_PROGRESS, State.PAUSED}),
    Kind.STOPPED: frozenset(Dossier.OPEN),
    Kind.WITHDRAWN: frozenset(Dossier.OPEN),
    Kind.RESULT: frozenset({State.IN_PROGRESS}),
    Kind.RETURNED: frozenset({State.READY}),
    Kind.PAPER_RETURNED: frozenset({*State.values}),
    Kind.PAPER_LOST: frozenset({*State.values}),
}
"""In which states each can happen; None is before anything did."""


class OutOfOrder(ValueError):  # noqa: N818  the word of the house
    """Raised for something that cannot happen where a dossier stands, or happens before what came before it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a dossier is counted, as it was agreed when it was received.

    `late_from`: what is received after this hour counts from the next working day. `pauses_count`: a pause does not stop
    the clock.
    """

    limit_value: Decimal | None = None
    limit_unit: str = TimeUnit.WORKING_DAY
    late_from: time | None = None
    pauses_count: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened and when, by the agency's clock; `due_date` is the new appointment of an apology."""

    kind: str
    at: datetime
    due_date: date | None = None

    @property
    def date(self) -> date:
        """The day it happened."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a dossier stands after what happened; the names are those of the columns of `Dossier`.

    `stopped_on` and `due_before` remember a clock that stands: since when, and the day that was due until then.
    """

    state: str | None = None
    received_date: date | None = None
    counted_from: date | None = None
    receipt_due_date: date | None = None
    due_date: date | None = None
    new_due_date: date | None = None
    apologised_date: date | None = None
    supplements: int = 0
    paused_days: int = 0
    result_date: date | None = None
    returned_date: date | None = None
    ended_date: date | None = None
    worked_days: int | None = None
    last_at: datetime | None = None
    stopped_on: date | None = None
    due_before: date | None = None


COLUMNS: Final = (
    "state", "received_date", "counted_from", "receipt_due_date", "due_date", "new_due_date", "apologised_date",
    "supplements", "paused_days", "result_date", "returned_date", "ended_date", "worked_days",
)  # fmt: skip
"""The columns of a dossier that the clock alone fills."""


def replay(happenings: Iterable[Happening], rules: Rules, calendar: WorkCalendar) -> Clock:
    """Return where a dossier stands after all that happened; OutOfOrder when it cannot have happened so."""
    clock = Clock()
    for one in happenings:
        clock = after(clock, one, rules, calendar)
    return clock


def after(clock: Clock, one: Happening, rules: Rules, calendar: WorkCalendar) -> Clock:
    """Return where a dossier stands after one more thing happened to it; OutOfOrder where it cannot."""
    if clock.state not in FOLLOWS[one.kind] or (clock.last_at is not None and one.at < clock.last_at):
        raise OutOfOrder(one.kind)
    act = _ACTS.get(one.kind)
    clock = replace(clock, last_at=one.at)
    return clock if act is None else act(clock, one, rules, calendar)


def stands_before(happenings: Iterable[Happening], rules: Rules, calendar: WorkCalendar) -> Iterator[Clock]:
    """Yield, for each thing that happened, where the dossier stood until then."""
    clock = Clock()
    for one in happenings:
        yield clock
        clock = after(clock, one, rules, calendar)


def due_of(counted_from: date, at: datetime, rules: Rules, calendar: WorkCalendar) -> date | None:
    """Return the day a term ends that begins with a reception at `at`; None where there is no limit.

    Hours, and parts of a single day, run through the working hours; parts beyond it are counted up to a whole day.
    A limit of nought is the day itself.
    """
    value = rules.limit_value
    if value is None:
        return None
    if rules.limit_unit == TimeUnit.HOUR:
        return _after_hours(counted_from, at, value, calendar)
    if rules.limit_unit == TimeUnit.MONTH:
        if value == int(value):
            return calendar.due(counted_from, int(value), TermUnit.MONTHS)
        return calendar.due(counted_from, ceil(value * DAYS), TermUnit.CALENDAR)
    if rules.limit_unit == TimeUnit.DAY:
        return calendar.due(counted_from, ceil(value), TermUnit.CALENDAR)
    if 0 < value < 1:
        return _after_hours(counted_from, at, value * HOURS, calendar)
    return calendar.due(counted_from, ceil(value))


def supplement_due(counted_from: date, days: int, calendar: WorkCalendar) -> date:
    """Return the last day to ask for what is missing: so many working days after the reception (NĐ 61 Điều 19.4)."""
    return calendar.add_working_days(counted_from, days)


def apology_due(due_date: date) -> date:
    """Return the last day to apologise: one day before the day on the receipt (NĐ 61 Điều 19.9)."""
    return due_date - timedelta(days=1)


def _received(clock: Clock, one: Happening, rules: Rules, calendar: WorkCalendar) -> Clock:
    return _begun(replace(clock, received_date=one.date), one, rules, calendar)


def _refused(clock: Clock, one: Happening, _rules: Rules, _calendar: WorkCalendar) -> Clock:
    return replace(clock, state=State.REFUSED, received_date=one.date, ended_date=one.date)


def _supplement_asked(clock: Clock, one: Happening, _rules: Rules, _calendar: WorkCalendar) -> Clock:
    clock = replace(clock, state=State.SUPPLEMENT, supplements=clock.supplements + 1)
    return _stopped(clock, one, runs_on=False)


def _supplemented(clock: Clock, one: Happening, rules: Rules, calendar: WorkCalendar) -> Clock:
    if clock.due_date is not None:  # it had passed before the clock could be stopped, and stays
        return _paused_until(clock, one, calendar)
    return _begun(clock, one, rules, calendar)


def _paused(clock: Clock, one: Happening, rules: Rules, _calendar: WorkCalendar) -> Clock:
    return _stopped(replace(clock, state=State.PAUSED), one, runs_on=rules.pauses_count)


def _apologised(clock: Clock, one: Happening, _rules: Rules, _calendar: WorkCalendar) -> Clock:
    if clock.apologised_date is not None or one.due_date is None:
        raise OutOfOrder(one.kind)
    return replace(clock, apologised_date=one.date, new_due_date=one.due_date)


def _dropped(clock: Clock, one: Happening, _rules: Rules, _calendar: WorkCalendar) -> Clock:
    state = State.STOPPED if one.kind == Kind.STOPPED else State.WITHDRAWN
    return replace(clock, state=state, ended_date=one.date, stopped_on=None, due_before=None)


def _ready(clock: Clock, one: Happening, _rules: Rules, calendar: WorkCalendar) -> Clock:
    worked = calendar.count_working_days(clock.counted_from or one.date, one.date) - clock.paused_days
    return replace(clock, state=State.READY, result_date=one.date, worked_days=max(worked, 0))


def _returned(clock: Clock, one: Happening, _rules: Rules, _calendar: WorkCalendar) -> Clock:
    return replace(clock, state=State.RETURNED, returned_date=one.date)


def _begun(clock: Clock, one: Happening, rules: Rules, calendar: WorkCalendar) -> Clock:
    """Begin the term, at the reception or anew when what was missing came; a new receipt names the day."""
    counted_from = calendar.received_on(one.date, received_time=one.at.time(), cutoff=rules.late_from)
    due = due_of(counted_from, one.at, rules, calendar)
    return replace(
        clock, state=State.IN_PROGRESS, counted_from=counted_from, receipt_due_date=due, due_date=due, paused_days=0,
        stopped_on=None, due_before=None,
    )  # fmt: skip


def _stopped(clock: Clock, one: Happening, *, runs_on: bool) -> Clock:
    """Stop the clock, unless it runs on or its day has passed."""
    clock = replace(clock, stopped_on=one.date, due_before=clock.due_date)
    passed = clock.due_date is not None and clock.due_date < one.date
    return clock if runs_on or passed else replace(clock, due_date=None)


def _paused_until(clock: Clock, one: Happening, calendar: WorkCalendar) -> Clock:
    """Count the days nobody could work on it."""
    since = max(clock.stopped_on or one.date, clock.counted_from or one.date)
    days = max(calendar.count_working_days(since, one.date), 0)
    return replace(
        clock, state=State.IN_PROGRESS, paused_days=clock.paused_days + days, stopped_on=None, due_before=None
    )


def _resumed(clock: Clock, one: Happening, rules: Rules, calendar: WorkCalendar) -> Clock:
    """End a pause: the day moves by as many days as the clock stood, counted as the limit is."""
    before, stopped_on = clock.due_before, clock.stopped_on
    resumed = _paused_until(clock, one, calendar)
    if clock.due_date is not None or before is None or stopped_on is None:
        return resumed
    if rules.limit_unit in {TimeUnit.DAY, TimeUnit.MONTH}:
        begun = min(clock.counted_from or stopped_on, one.date)  # received late in the day it runs from a later one
        since = max(stopped_on, begun)
        return replace(resumed, due_date=calendar.working_day_on_or_after(before + (one.date - since)))
    days = resumed.paused_days - clock.paused_days
    return replace(resumed, due_date=calendar.add_working_days(before, days) if days else before)


def _after_hours(counted_from: date, at: datetime, hours: Decimal, calendar: WorkCalendar) -> date:
    """Return the day on which so many working hours have run since `at`, or since the morning of a later first day."""
    first = calendar.working_day_on_or_after(counted_from)
    gone = Decimal(0) if first != at.date() else hours_gone(at.time())
    return calendar.add_working_days(first, max(ceil((gone + hours) / HOURS) - 1, 0))


def hours_gone(moment: time) -> Decimal:
    """Return how many working hours of a day are over at a time."""
    minutes = moment.hour * 60 + moment.minute
    gone = 0
    for start, end in SPANS:
        begun = start.hour * 60 + start.minute
        gone += min(max(minutes - begun, 0), end.hour * 60 + end.minute - begun)
    return Decimal(gone) / 60


_ACTS: Final[dict[str, Callable[[Clock, Happening, Rules, WorkCalendar], Clock]]] = {
    Kind.RECEIVED: _received,
    Kind.REFUSED: _refused,
    Kind.SUPPLEMENT_ASKED: _supplement_asked,
    Kind.SUPPLEMENTED: _supplemented,
    Kind.PAUSED: _paused,
    Kind.RESUMED: _resumed,
    Kind.APOLOGISED: _apologised,
    Kind.STOPPED: _dropped,
    Kind.WITHDRAWN: _dropped,
    Kind.RESULT: _ready,
    Kind.RETURNED: _returned,
}
"""What each does to the clock; all others leave it as it is."""
