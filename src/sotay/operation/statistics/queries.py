"""Reads of counts: rows, and the figures of a period made of them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.operation.statistics import sums
from sotay.operation.statistics.checks import Check, mismatches
from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import months_between, next_month
from sotay.operation.statistics.sums import Difference, Joined, Line
from sotay.standard.catalogue.periods import Period, period_of

RELATED = ("unit", "service", "entered_by", "agency")


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

    Without a year it is that of the newest month there are counts of, else the current one.
    """
    if not year:
        newest = MonthlyCount.objects.of(viewer).order_by("-month").values_list("month", flat=True).first()
        return Period("year", (newest or on).year)
    try:
        return period_of(f"{year}-{part}" if part else year)
    except ValueError as error:
        raise NotFound from error


def years_of(*, viewer: Actor, on: date) -> list[int]:
    """Return the years there are counts of, and the current one, newest first."""
    months = MonthlyCount.objects.of(viewer).dates("month", "year")
    return sorted({on.year, *(one.year for one in months)}, reverse=True)


def units_counted(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units that stand on a day, and those any row tells of."""
    told = MonthlyCount.objects.of(viewer).filter(unit__isnull=False).values("unit")
    units = Unit.objects.of(viewer)
    return (units.in_force(on) | units.filter(pk__in=told)).distinct().order_by("order", "name_sort", "pk")


def line_of(row: MonthlyCount) -> Line:
    """Return a row as it is summed; a service brings its own field."""
    in_field = row.service.field or sums.NO_FIELD if row.service else row.field
    return Line(row.unit_id, in_field, row.service_id, Counts.of(row))


Months = dict[date, Joined]


@dataclass(frozen=True)
class Figures:
    """The counts of a period, by month, for the whole agency or one unit, and by what can be told apart in it."""

    period: Period
    rows: tuple[MonthlyCount, ...]
    lines: Mapping[date, list[Line]]
    on: date
    whole: Months = field(default_factory=dict)

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
        ordered = sorted(self.rows, key=lambda row: (row.month, row.pk))
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


def figures(period: Period, *, viewer: Actor, unit: Unit | None, on: date) -> Figures:
    """Return the counts of a period, of the agency or of one unit as if it were an agency of its own; one query."""
    rows = list_counts(viewer=viewer).filter(month__range=(period.start, period.end))
    if unit is not None:
        rows = rows.filter(unit=unit)
    return figures_of(list(rows), period, unit=unit, on=on)


def figures_of(rows: Iterable[MonthlyCount], period: Period, *, unit: Unit | None = None, on: date) -> Figures:
    """Return the figures of rows that were read already."""
    rows = tuple(rows)
    lines: dict[date, list[Line]] = {}
    for row in rows:
        lines.setdefault(row.month, []).append(line_of(row))
    if unit is not None:
        lines = {month: sums.of_unit(some, unit.pk) for month, some in lines.items()}
    whole = {month: sums.whole(lines[month]) for month in sorted(lines)}
    return Figures(period, rows, lines, on, whole)
