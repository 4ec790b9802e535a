"""Reads for the next year: which sets are carried to whom, and with which results as baselines."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit, UnitSuccession
from sotay.commands import may
from sotay.planning.carrying.heirs import Heir
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results.models import Report, Result
from sotay.standard.reporting import FINAL, HALF, YEAR

NEWEST_FIRST: Final = (FINAL, YEAR, "Q3", HALF, "Q1")


@dataclass(frozen=True, slots=True)
class Carry:
    """What goes to a unit (None: the agency itself): its own set, those of units that ended and went into it.

    `there` is its set of the next year where it has one already; `dated` the codes of objectives whose words name the old
    year; `final` whether all its final figures are in.
    """

    unit: Unit | None
    sources: tuple[ObjectiveSet, ...]
    there: ObjectiveSet | None
    objectives: int
    dated: tuple[str, ...]
    final: bool

    @property
    def key(self) -> str:
        """How it is chosen in a form."""
        return self.unit.slug if self.unit else "co-quan"

    @property
    def came_from(self) -> tuple[Unit, ...]:
        """The units that ended and whose objectives go on here."""
        return tuple(
            one.unit for one in self.sources if one.unit and one.unit_id != (self.unit.pk if self.unit else None)
        )


def list_carries(*, viewer: Actor, year: int, on: date) -> list[Carry]:
    """Return what the viewer may carry into a year, the agency's own first; constant queries."""
    found = carries(viewer.agency, year=year, on=on)
    return [
        one
        for one in found
        if may(viewer, "planning.write_set", ObjectiveSet(agency=viewer.agency, unit=one.unit, year=year))
    ]


def carries(agency: Agency, *, year: int, on: date) -> list[Carry]:
    """Return what is carried into a year: the sets of the year before that hold, to the units that stand."""
    sources = _sources(agency, year=year - 1)
    standing = list(Unit.objects.filter(agency=agency).in_force(on).order_by("order", "name_sort"))
    heirs = _heirs(agency, standing={unit.pk for unit in standing})
    going: dict[int | None, list[ObjectiveSet]] = defaultdict(list)
    for one in sources:
        for unit_id in [None] if one.unit_id is None else heirs(one.unit_id):
            going[unit_id].append(one)
    next_sets = ObjectiveSet.objects.filter(agency=agency, year=year).order_by("revision")
    there = {one.unit_id: one for one in next_sets.select_related("unit", "agency")}
    told = _told(sources, year=year - 1)
    closed = _closed_by_final(agency, year=year - 1)
    return [
        Carry(
            unit,
            tuple(some),
            there.get(unit.pk if unit else None),
            sum(told[one.pk][0] for one in some),
            tuple(code for one in some for code in told[one.pk][1]),
            all(one.unit_id in closed for one in some),
        )
        for unit in (None, *standing)
        if (some := sorted(going.get(unit.pk if unit else None, []), key=lambda one: one.unit != unit))
    ]


def list_heirs(one: ObjectiveSet, *, on: date) -> list[Heir]:
    """Return the units that stand and went on with the work of the unit of a set; none while it stands itself."""
    standing = {unit.pk: unit for unit in Unit.objects.filter(agency=one.agency).in_force(on)}
    if one.unit_id is None or one.unit_id in standing:
        return []
    units = [standing[pk] for pk in _heirs(one.agency, standing=set(standing))(one.unit_id)]
    sets = list(
        ObjectiveSet.objects.filter(agency=one.agency, year=one.year, unit__in=units).select_related("unit", "agency")
    )
    return [
        Heir(
            unit,
            next((each for each in sets if each.unit_id == unit.pk and each.state in {"DRAFT", "SUBMITTED"}), None),
            next((each for each in sets if each.unit_id == unit.pk and each.state in {"APPROVED", "IN_FORCE"}), None),
        )
        for unit in units
    ]


def is_handed_over(one: ObjectiveSet) -> bool:
    """Return whether the objectives of a set went on in another of the same year."""
    return Objective.objects.filter(agency=one.agency, previous__set=one, set__year=one.year).exists()


def baselines(agency: Agency, keys: Iterable[UUID], *, year: int) -> dict[UUID, Decimal]:
    """Return the last figure of each objective: final, else what was expected of the year, else the newest told."""
    results = Result.objects.filter(
        agency=agency,
        key__in=list(keys),
        report__year=year,
        report__state__in=[Report.State.SENT, Report.State.TAKEN],
    ).annotate(period=F("report__period"))
    by_age = sorted(results, key=lambda one: NEWEST_FIRST.index(one.period.partition("-")[2]), reverse=True)
    found: dict[UUID, Decimal] = {}
    for one in by_age:
        is_final = one.period.endswith(f"-{FINAL}")
        figure = one.value if is_final or one.estimate is None else one.estimate
        if figure is not None:
            found[one.key] = figure
    return found


def names_year(text: str, year: int) -> bool:
    """Return whether a text names a year."""
    return bool(re.search(rf"(?<![0-9]){year}(?![0-9])", text))


def _sources(agency: Agency, *, year: int) -> list[ObjectiveSet]:
    """Return the newest set that holds of every unit and of the agency, the agency's own first."""
    sets = ObjectiveSet.objects.that_hold().filter(agency=agency, year=year).select_related("unit", "agency")
    newest = {one.unit_id: one for one in sets.order_by("unit__order", "unit__name_sort", "revision")}
    return sorted(newest.values(), key=lambda one: one.unit_id is not None)


class _Heirs:
    """Who goes on with the work of a unit: itself while it stands, else its successors and theirs."""

    def __init__(self, next_of: dict[int, list[int]], standing: set[int]) -> None:
        self._next, self._standing = next_of, standing

    def __call__(self, unit_id: int) -> list[int]:
        found, seen, waiting = list[int](), set[int](), [unit_id]
        while waiting:
            at = waiting.pop(0)
            if at in seen:
                continue
            seen.add(at)
            if at in self._standing:
                found.append(at)
            else:
                waiting += self._next.get(at, [])
        return found


def _heirs(agency: Agency, *, standing: set[int]) -> _Heirs:
    next_of: dict[int, list[int]] = defaultdict(list)
    rows = UnitSuccession.objects.filter(agency=agency).order_by("pk")
    for before, after in rows.values_list("predecessor_id", "successor_id"):
        next_of[before].append(after)
    return _Heirs(next_of, standing)


def _told(sources: Iterable[ObjectiveSet], *, year: int) -> dict[int, tuple[int, list[str]]]:
    """Return, by set, how many objectives it has and which of them name the year in their words."""
    found: dict[int, tuple[int, list[str]]] = {one.pk: (0, []) for one in sources}
    rows = Objective.objects.filter(set__in=found).order_by("order", "pk")
    for set_id, code, statement, formula in rows.values_list("set_id", "code", "statement", "formula"):
        count, dated = found[set_id]
        found[set_id] = (count + 1, [*dated, code] if names_year(f"{statement}\n{formula}", year) else dated)
    return found


def _closed_by_final(agency: Agency, *, year: int) -> set[int | None]:
    """Return the units (None: the agency) whose final figures were sent."""
    reports = Report.objects.filter(
        agency=agency, period=f"{year}-{FINAL}", state__in=[Report.State.SENT, Report.State.TAKEN]
    )
    return set(reports.values_list("unit_id", flat=True))


def untied(agency: Agency, *, year: int) -> Iterator[tuple[Objective, Objective]]:
    """Yield the objectives of a year with the one they should be tied to: that which goes on what theirs was tied to."""
    rows = list(
        Objective.objects.filter(agency=agency, set__year=year, previous__isnull=False)
        .exclude(set__state=ObjectiveSet.State.SUPERSEDED)
        .select_related("previous__parent", "set")
    )
    going_on = {one.previous.key: one for one in rows if one.previous}
    for one in rows:
        above = one.previous.parent if one.previous else None
        parent = going_on.get(above.key) if above and one.parent_id is None else None
        if parent is not None:
            yield one, parent
