"""How long each step of a procedure takes in practice: between hand-overs, by working hours, pauses left out (9.1.1).

A step runs from the moment a dossier comes to it to the moment it is handed on, sent back or has its result. What a
dossier spent on a step in several visits is one time. Waiting for what is missing and pauses are nobody's time. The last
visit of a dossier that is still there, was stopped or withdrawn is not measured.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final

from sotay.agency.workdays import WorkCalendar
from sotay.operation.dossiers.clock import SPANS
from sotay.operation.dossiers.desk.acting import local
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.operation.procedures.models import ProcedureStep, TimeUnit
from sotay.operation.procedures.sums import HOURS, hours_of
from sotay.operation.statistics.pace import Pace
from sotay.operation.statistics.rates import half_up
from sotay.support.models import Revision

Kind = DossierEvent.Kind
NEWEST: Final = 2000
"""So many dossiers of a revision are measured, the newest."""
ONE_DAY: Final = timedelta(days=1)
MINUTES: Final = 60
ENDS: Final = frozenset({Kind.HANDED_OVER, Kind.SENT_BACK, Kind.RESULT})
STANDS: Final = frozenset({Kind.SUPPLEMENT_ASKED, Kind.PAUSED})
RUNS_ON: Final = frozenset({Kind.SUPPLEMENTED, Kind.RESUMED})


@dataclass(frozen=True, slots=True)
class Passed:
    """What happened to a dossier and when, by the agency's clock: the step that was left, the one that was come to."""

    kind: str
    at: datetime
    step: int | None = None
    to_step: int | None = None


def minutes_between(start: datetime, end: datetime, calendar: WorkCalendar) -> int:
    """Return the whole minutes of working hours between two moments by the agency's clock."""
    if end <= start:
        return 0
    first, last = start.date(), end.date()
    if first == last:
        return _gone(end.time()) - _gone(start.time()) if calendar.is_working_day(first) else 0
    minutes = HOURS * MINUTES - _gone(start.time()) if calendar.is_working_day(first) else 0
    minutes += HOURS * MINUTES * max(calendar.count_working_days(first, last - ONE_DAY), 0)
    return minutes + (_gone(end.time()) if calendar.is_working_day(last) else 0)


def minutes_of_steps(events: Iterable[Passed], calendar: WorkCalendar) -> dict[int, int]:
    """Return the working minutes a dossier spent on each step it was done with."""
    spent: Counter[int] = Counter()
    here: int | None = None
    since: datetime | None = None
    visit = 0
    for one in events:
        if since is not None and (one.kind in ENDS or one.kind in STANDS):
            visit += minutes_between(since, one.at, calendar)
            since = None
        if one.kind in RUNS_ON:
            since = one.at
        if one.kind in ENDS:
            done = one.step or here
            if done is not None:
                spent[done] += visit
        if one.kind == Kind.RECEIVED or one.kind in ENDS:
            here, visit = one.to_step, 0
            since = one.at if one.to_step is not None else None
    return dict(spent)


@dataclass(frozen=True, slots=True)
class StepTime:
    """A step with its planned time and what was measured, in working minutes."""

    step: ProcedureStep
    pace: Pace

    @property
    def unit(self) -> str:
        """What its times are told in: hours where it is planned in hours, else working days."""
        return TimeUnit.HOUR if self.step.time_unit == TimeUnit.HOUR else TimeUnit.WORKING_DAY

    @property
    def planned(self) -> Fraction | None:
        """The planned time in minutes; None where none is written, or in days that are not working days."""
        one = self.step
        if one.time_value is None or one.time_unit not in {TimeUnit.HOUR, TimeUnit.WORKING_DAY}:
            return None
        return hours_of(one.time_value, one.time_unit) * MINUTES

    @property
    def median(self) -> Decimal | None:
        """The median in the unit of the step, at one digit."""
        return self._told(self.pace.median)

    @property
    def high(self) -> Decimal | None:
        """The 90th percentile in the unit of the step, at one digit."""
        return self._told(self.pace.high)

    @property
    def is_slow(self) -> bool:
        """Whether more than half of the dossiers took longer than planned; a median between two of them does not tell."""
        planned = self.planned
        if planned is None:
            return False
        return 2 * sum(count for minutes, count in self.pace.counts.items() if minutes > planned) > self.pace.count

    @property
    def is_often_slow(self) -> bool:
        """Whether more than one in ten took longer than planned."""
        return self.planned is not None and self.pace.high is not None and self.pace.high > self.planned

    def _told(self, minutes: Fraction | int | None) -> Decimal | None:
        in_one = MINUTES if self.unit == TimeUnit.HOUR else MINUTES * HOURS
        return None if minutes is None else half_up(Fraction(minutes) / in_one, 1)


def measured(revision: Revision, steps: Sequence[ProcedureStep], calendar: WorkCalendar) -> tuple[list[StepTime], int]:
    """Return the steps of a revision with what was measured on its own dossiers, and how many of these there are.

    Only dossiers received here under this revision count; two queries.
    """
    received = Dossier.objects.filter(agency=revision.agency_id, revision=revision, origin=Dossier.Origin.DESK)
    newest = list(received.order_by("-received_date", "-pk").values_list("pk", flat=True)[:NEWEST])
    kinds = [Kind.RECEIVED, *ENDS, *STANDS, *RUNS_ON]
    events = DossierEvent.objects.filter(agency=revision.agency_id, dossier__in=newest, kind__in=kinds)
    rows = events.order_by("dossier_id", "order").values_list("dossier_id", "kind", "at", "step_id", "to_step_id")
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for _dossier, some in groupby(rows.iterator(), key=lambda row: row[0]):
        passed = (Passed(kind, local(at), step, to) for _pk, kind, at, step, to in some)
        for step, minutes in minutes_of_steps(passed, calendar).items():
            counts[step][minutes] += 1
    return [StepTime(one, Pace(counts[one.pk])) for one in steps], len(newest)


def _gone(moment: time) -> int:
    """Return how many working minutes of a day are over at a time."""
    at = moment.hour * MINUTES + moment.minute
    begun = [(start.hour * MINUTES + start.minute, end.hour * MINUTES + end.minute) for start, end in SPANS]
    return sum(min(max(at - start, 0), end - start) for start, end in begun)
