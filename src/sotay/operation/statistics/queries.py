"""Reads of counts: rows, and the figures of a period made of them and of what dossiers tell."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.operation.dossiers.models import DossierTally
from sotay.operation.procedures.models import ProcedureService
from sotay.operation.statistics import sums
from sotay.operation.statistics.checks import Check, Unlike, mismatches, unlike
from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.from_dossiers import Known, known_months, lines_of, nothing_in
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import months_between, next_month
from sotay.operation.statistics.sums import Difference, Joined, Line
from sotay.standard.catalogue.periods import Period, period_of

RELATED = ("unit", "service", "entered_by", "agency")
PROCEDURE: Final = "procedure"
"""The axis of procedures: each service counts for the procedures that serve it, together where there are several."""


def list_counts(*, viewer: Actor) -> QuerySet[MonthlyCount]:
    """Return the rows of the viewer's agency, the newest month first."""
    rows = MonthlyCount.objects.of(viewer).select_related(*RELATED)
    return rows.order_by("-month", "unit__order", "unit__name_sort", "field", "service__code", "pk")


def get_count(uuid: UUID, *, viewer: Actor) -> MonthlyCount:
    """Return one row; NotFound hides those of other agencies."""
    row = list_counts(viewer=viewer).filter(uuid=uuid).first()
    if row is None:
        raise NotFound
    return row


def get_unit(slug: str, *, viewer: Actor) -> Unit | None:
    """Return the unit an address names, None for the whole agency; NotFound for no unit."""
    if not slug:
        return None
    unit = Unit.objects.of(viewer).filter(slug=slug).first()
    if unit is None:
        raise NotFound
    return unit


def get_period(year: str, part: str, *, viewer: Actor, on: date) -> Period:
    """Return the period of two parts of an address, `2026` and `Q1`, `H2`, `06` or nothing; NotFound for none.

    Without a year it is that of the newest month there are figures of, else the current one.
    """
    if not year:
        counted = MonthlyCount.objects.of(viewer).values_list("month").order_by("-month")[:1]
        received = _tallies(viewer, on=on).values_list("month").order_by("-month")[:1]
        return Period("year", max((month for (month,) in counted.union(received, all=True)), default=on).year)
    try:
        return period_of(f"{year}-{part}" if part else year)
    except ValueError as error:
        raise NotFound from error


def years_of(*, viewer: Actor, on: date) -> list[int]:
    """Return the years there are figures of, and the current one, newest first."""
    counted = MonthlyCount.objects.of(viewer).values_list("month__year").order_by()
    received = _tallies(viewer, on=on).values_list("month__year").order_by()
    return sorted({on.year, *(year for (year,) in counted.union(received))}, reverse=True)


def units_counted(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units that stand on a day, and those any row or dossier tells of."""
    told = MonthlyCount.objects.of(viewer).filter(unit__isnull=False).values("unit")
    received = DossierTally.objects.of(viewer).filter(unit__isnull=False).values("unit")
    units = Unit.objects.of(viewer)
    return (
        (units.in_force(on) | units.filter(pk__in=told) | units.filter(pk__in=received))
        .distinct()
        .order_by("order", "name_sort", "pk")
    )


def line_of(row: MonthlyCount) -> Line:
    """Return a row as it is summed; a service brings its own field."""
    in_field = row.service.field or sums.NO_FIELD if row.service else row.field
    return Line(row.unit_id, in_field, row.service_id, Counts.of(row))


def _tallies(viewer: Actor, *, on: date) -> QuerySet[Any]:
    """Return what was counted ahead; days to come, when something falls due, are no months with figures."""
    return DossierTally.objects.of(viewer).filter(month__lte=on, received__gt=0)


Months = dict[date, Joined]


@dataclass(frozen=True)
class Figures:
    """The counts of a period, by month, for the whole agency or one unit, and by what can be told apart in it.

    `rows` are the counts that were entered and are taken; of the months in `led` dossiers tell, and the rows entered of
    these (`beside`) are only compared with them.
    """

    period: Period
    rows: tuple[MonthlyCount, ...]
    lines: Mapping[date, list[Line]]
    on: date
    whole: Months = field(default_factory=dict)
    led: frozenset[date] = frozenset()
    beside: tuple[MonthlyCount, ...] = ()
    unlike: tuple[Unlike, ...] = ()

    @property
    def counts(self) -> dict[date, Counts]:
        """The counts of each month that has any."""
        return {month: one.counts for month, one in self.whole.items()}

    @property
    def differences(self) -> list[tuple[date, Difference]]:
        """Where a row of a whole and its parts tell different things, by month."""
        return [(month, one) for month in sorted(self.whole) for one in self.whole[month].differences]

    @property
    def mismatches(self) -> list[tuple[MonthlyCount, Check]]:
        """The sums that do not match inside a row."""
        ordered = sorted((*self.rows, *self.beside), key=lambda row: (row.month, row.pk))
        return [(row, one) for row in ordered for one in mismatches(Counts.of(row))]

    @property
    def missing(self) -> list[date]:
        """The months of the period that are over and have no counts at all."""
        return [month for month in self.over if month not in self.whole]

    @property
    def over(self) -> list[date]:
        """The months of the period that are over."""
        months = months_between(self.period.start, self.period.end)
        return [month for month in months if next_month(month) <= self.on]

    def by(self, axis: str) -> dict[Hashable, Months]:
        """Return the figures of each unit, field or service (by its key), each by month."""
        split = {sums.UNIT: sums.by_unit, sums.FIELD: sums.by_field, sums.SERVICE: sums.by_service}[axis]
        found: dict[Hashable, Months] = {}
        for month, lines in self.lines.items():
            for key, joined in split(lines).items():
                found.setdefault(key, {})[month] = joined
        return found

    def by_procedure(self, served: Mapping[int, tuple[int, ...]]) -> dict[Hashable, Months]:
        """Return the figures of the procedures (their keys together) that serve the services of lines."""
        found: dict[Hashable, dict[date, list[Joined]]] = {}
        for service, months in self.by(sums.SERVICE).items():
            key = served.get(service, ())  # type: ignore[call-overload]
            for month, joined in months.items():
                found.setdefault(key, {}).setdefault(month, []).append(joined)
        return {
            key: {month: Joined(sums.added_up(one.counts for one in some)) for month, some in months.items()}
            for key, months in found.items()
        }


def figures(period: Period, *, viewer: Actor, unit: Unit | None, on: date, axis: str = "") -> Figures:
    """Return the figures of a period, of the agency or of one unit as if it were an agency of its own.

    Dossiers are told apart by `axis` alone (the period by month: none), which keeps the page quick; four queries at most.
    """
    agency_id = viewer.agency.pk
    rows = list(list_counts(viewer=viewer).filter(month__range=(period.start, period.end)))
    known = known_months([agency_id], first=period.start, last=period.end).get(agency_id, Known())
    led = known.led(months_between(period.start, min(period.end, on)), entered={row.month for row in rows})
    lines: Mapping[date, list[Line]] = {}
    if led:
        axis = sums.SERVICE if axis == PROCEDURE else axis
        found = lines_of([agency_id], first=period.start, last=period.end, on=on, axis=axis, unit=unit)
        lines = found.get(agency_id, {})
    return figures_of(rows, period, unit=unit, on=on, led=led, lines=lines)


def figures_of(
    rows: Iterable[MonthlyCount],
    period: Period,
    *,
    unit: Unit | None = None,
    on: date,
    led: frozenset[date] = frozenset(),
    lines: Mapping[date, list[Line]] | None = None,
) -> Figures:
    """Return the figures of what was read already: counts that were entered, and the months of which dossiers tell (`led`).

    `lines` are what dossiers tell of the agency or of the unit that is asked for.
    """
    of_dossiers = lines or {}
    rows = tuple(row for row in rows if unit is None or row.unit_id == unit.pk)
    kept = tuple(row for row in rows if row.month not in led)
    beside = tuple(row for row in rows if row.month in led)
    found = _by_month(kept, unit) | {month: of_dossiers.get(month) or [nothing_in(month, on=on)] for month in led}
    whole = {month: sums.whole(found[month]) for month in sorted(found)}
    told_beside = {month: sums.whole(some).counts for month, some in sorted(_by_month(beside, unit).items())}
    differing = [one for month, told in told_beside.items() for one in unlike(month, whole[month].counts, told)]
    return Figures(period, kept, found, on, whole, led, beside, tuple(differing))


def _by_month(rows: Iterable[MonthlyCount], unit: Unit | None) -> dict[date, list[Line]]:
    lines: dict[date, list[Line]] = {}
    for row in rows:
        lines.setdefault(row.month, []).append(line_of(row))
    return lines if unit is None else {month: sums.of_unit(some, unit.pk) for month, some in lines.items()}


def procedures_serving(*, viewer: Actor) -> dict[int, tuple[int, ...]]:
    """Return the procedures (keys of documents) that serve each service (by its key); one query."""
    served: dict[int, tuple[int, ...]] = {}
    links = ProcedureService.objects.of(viewer).order_by("document__code_sort", "document_id")
    for service_id, document_id in links.values_list("service_id", "document_id"):
        served[service_id] = (*served.get(service_id, ()), document_id)
    return served
