"""What was planned held against what was done: a cell for each line of a programme and each month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sotay.evaluation.audits.models import Audit, Programme, ProgrammeLine, Visit
from sotay.standard.catalogue.clauses import covers

MONTHS: Final = range(1, 13)


@dataclass(frozen=True, slots=True)
class Held:
    """A visit that took place: when, where, upon which clauses."""

    year: int
    month: int
    unit_id: int
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of a line: planned, done, and whether the month is over without it."""

    month: int
    planned: bool
    done: bool
    over: bool

    @property
    def key(self) -> str:
        """One word for how it is drawn: empty, planned, done, missed or extra."""
        if self.done:
            return "done" if self.planned else "extra"
        if not self.planned:
            return "empty"
        return "missed" if self.over else "planned"

    @property
    def word(self) -> str:
        """The same for people."""
        return {
            "empty": "",
            "planned": _("kế hoạch"),
            "done": _("đã đánh giá"),
            "missed": _("chưa đánh giá"),
            "extra": _("đánh giá ngoài kế hoạch"),
        }[self.key]


def held_visits(agency_ids: Iterable[int], *, first: date, last: date, on: date) -> dict[int, list[Held]]:
    """Return the visits of these agencies from the first to the last day that took place up to `on`; one query.

    A visit took place when its checklist was finished or its audit's closing meeting held; not when it was set aside.
    """
    took_place = Q(finished_date__lte=on) | Q(audit__closed_meeting_date__lte=on)
    rows = (
        Visit.objects.filter(
            took_place,
            agency_id__in=list(agency_ids),
            set_aside_reason="",
            starts_at__date__gte=first,
            starts_at__date__lte=last,
        )
        .exclude(audit__state=Audit.State.CANCELLED)
        .order_by("starts_at", "pk")
    )
    found: dict[int, list[Held]] = defaultdict(list)
    for agency_id, starts_at, unit_id, clauses in rows.values_list("agency_id", "starts_at", "unit_id", "clauses"):
        day = localtime(starts_at).date()
        found[agency_id].append(Held(day.year, day.month, unit_id, tuple(clauses)))
    return found


def is_of(line: ProgrammeLine, held: Held) -> bool:
    """Return whether a visit is one of a line: of its unit; for a process, at its unit upon one of its clauses."""
    if line.unit_id is not None:
        return held.unit_id == line.unit_id
    process = line.process
    if process is None or (process.owner_unit_id is not None and process.owner_unit_id != held.unit_id):
        return False
    return any(covers(a, b) or covers(b, a) for a in process.clauses for b in held.clauses)


def cells_of(programme: Programme, lines: Sequence[ProgrammeLine], *, on: date) -> list[tuple[Cell, ...]]:
    """Return twelve cells for each line of a programme, as things stood on a day."""
    first, last = date(programme.year, 1, 1), date(programme.year, 12, 31)
    held = held_visits([programme.agency_id], first=first, last=last, on=on)[programme.agency_id]
    return [tuple(_cell(programme, line, month, held, on) for month in MONTHS) for line in lines]


def _cell(programme: Programme, line: ProgrammeLine, month: int, held: Sequence[Held], on: date) -> Cell:
    done = any(one.month == month and is_of(line, one) for one in held)
    binds = programme.approved_date is not None  # nobody has missed what was not approved
    over = binds and (programme.year, month) < (on.year, on.month)
    return Cell(month, month in line.months, done, over)
