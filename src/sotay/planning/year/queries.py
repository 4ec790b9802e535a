"""Reads of a year: the sets of all units and who holds them up, the tree of objectives, the list of all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders
from sotay.agency.models import Agency, Seat, Unit
from sotay.agency.vietnamese import fold, sort_key
from sotay.approvals.models import Approval, Step
from sotay.approvals.strips import who_signs
from sotay.commands import Reason, may
from sotay.planning.objectives import guards
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.objectives.queries import list_sets
from sotay.planning.results.lines import ResultLine, count_verdicts, lines_of
from sotay.planning.results.models import Report, Result
from sotay.planning.results.queries import the_one_that_holds
from sotay.planning.results.verdicts import Verdict
from sotay.standard.reporting import FINAL, name_of_period

State = ObjectiveSet.State
PREPARED = (State.DRAFT, State.SUBMITTED)
GOOD = (Verdict.ACHIEVED, Verdict.EXPECTED)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit (None: the agency itself) in a year: the set that holds, the one being prepared, how its objectives go.

    `period` names the newest period its results were sent for, empty while there is none.
    """

    unit: Unit | None
    agency: Agency
    holding: ObjectiveSet | None
    prepared: ObjectiveSet | None
    waits_for: str
    lines: tuple[ResultLine, ...]
    period: str

    @property
    def name(self) -> str:
        """The unit, or the agency."""
        return self.unit.name if self.unit else self.agency.name

    @property
    def shown(self) -> ObjectiveSet | None:
        """The set that tells of it: what holds, else what is being prepared."""
        return self.holding or self.prepared

    @property
    def lacks_set(self) -> bool:
        """Whether no set was approved."""
        return self.holding is None

    @property
    def counts(self) -> dict[str, int]:
        """How many objectives have which verdict."""
        return count_verdicts(self.lines)

    @property
    def good(self) -> int:
        """How many are achieved or expected to be."""
        counts = self.counts
        return sum(counts[word] for word in GOOD)


@dataclass(slots=True)
class Node:
    """An objective in the tree with those tied to it, and of which unit it is."""

    line: ResultLine
    place: Place
    children: list["Node"] = field(default_factory=list)

    @property
    def below(self) -> int:
        """How many are tied to it, and to those."""
        return len(self.children) + sum(child.below for child in self.children)

    @property
    def told_below(self) -> bool:
        """Whether a result was sent of any of them."""
        return any(child.line.result is not None or child.told_below for child in self.children)

    @property
    def good_below(self) -> int:
        """How many of them are achieved or expected to be."""
        return sum((child.line.verdict in GOOD) + child.good_below for child in self.children)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of an agency as a viewer sees it."""

    year: int
    years: tuple[int, ...]
    own: Place
    units: tuple[Place, ...]
    tree: tuple[Node, ...]
    untied: int

    @property
    def places(self) -> tuple[Place, ...]:
        """The agency itself and its units."""
        return (self.own, *self.units)

    @property
    def missing(self) -> list[Place]:
        """The units without an approved set."""
        return [place for place in self.units if place.lacks_set and place.unit and place.unit.ended_date is None]

    @property
    def to_remind(self) -> list[Place]:
        """The units that have still to submit one; what was submitted waits for others."""
        return [place for place in self.missing if place.prepared is None or place.prepared.state == State.DRAFT]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has a set yet."""
        return all(place.shown is None for place in self.places)


def get_year(*, viewer: Actor, year: int, on: date) -> Year:
    """Return the sets, the progress and the tree of a year; the same number of queries at any size."""
    sets = list(list_sets(viewer=viewer).exclude(state=State.SUPERSEDED).order_by("revision"))
    known = {one.year for one in sets} | {on.year, year}
    places = _places([one for one in sets if one.year == year], viewer=viewer, year=year, on=on, names=True)
    own = next(place for place in places if place.unit is None)
    tree, untied = _tree(places)
    return Year(
        year=year,
        years=tuple(sorted(known, reverse=True)),
        own=own,
        units=tuple(place for place in places if place.unit is not None),
        tree=tuple(tree),
        untied=untied,
    )


def _places(among: Iterable[ObjectiveSet], *, viewer: Actor, year: int, on: date, names: bool = False) -> list[Place]:
    """Return the agency and its units with their sets among those given; with `names` who holds each up."""
    agency = viewer.agency
    sets: dict[int | None, list[ObjectiveSet]] = defaultdict(list)
    for one in among:
        sets[one.unit_id].append(one)
    units: dict[int | None, Unit | None] = {None: None}
    units |= {unit.pk: unit for unit in Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort", "pk")}
    units |= {unit_id: some[0].unit for unit_id, some in sets.items() if unit_id not in units}
    holding = {unit_id: the_one_that_holds(some) for unit_id, some in sets.items()}
    prepared = {unit_id: next((one for one in some if one.state in PREPARED), None) for unit_id, some in sets.items()}
    shown = {key: holding.get(key) or prepared.get(key) for key in units}
    lines, periods = _lines([one for one in shown.values() if one], agency=agency, year=year)
    waits = _waits(agency, units, holding, prepared, on=on) if names else {}
    return [
        Place(
            unit,
            agency,
            holding.get(key),
            prepared.get(key),
            waits.get(key, ""),
            tuple(lines.get(told.pk, ())) if (told := shown[key]) else (),
            periods.get(key, ""),
        )
        for key, unit in units.items()
    ]


def _lines(
    sets: Sequence[ObjectiveSet], *, agency: Agency, year: int
) -> tuple[dict[int, list[ResultLine]], dict[int | None, str]]:
    """Return the objectives of sets with the results of the newest period sent of each unit, and that period's name."""
    sent = Report.objects.filter(agency=agency, year=year, state__in=[Report.State.SENT, Report.State.TAKEN])
    latest = sent.order_by("unit", "-cutoff_date", "-due_date", "-pk").distinct("unit").values("pk")
    newest: dict[int | None, Report] = {}
    results: dict[int | None, dict[UUID, Result]] = defaultdict(dict)
    for result in Result.objects.filter(report__in=latest).select_related("report"):
        newest[result.report.unit_id] = result.report
        results[result.report.unit_id][result.key] = result
    by_set = {one.pk: one for one in sets}
    objectives: dict[int, list[Objective]] = defaultdict(list)
    rows = Objective.objects.filter(set__in=by_set).select_related("owner_user", "owner_unit", "parent")
    for objective in rows.order_by("order", "pk"):
        objective.set = by_set[objective.set_id]
        objectives[objective.set_id].append(objective)
    lines = {}
    for one in sets:
        report = newest.get(one.unit_id)
        lines[one.pk] = lines_of(
            objectives[one.pk],
            results[one.unit_id],
            is_final=bool(report and report.period.endswith(f"-{FINAL}")),
            cutoff=report.cutoff_date if report else date(year, 1, 1),
        )
    return lines, {unit_id: name_of_period(report.period) for unit_id, report in newest.items()}


def _waits(
    agency: Agency,
    units: dict[int | None, Unit | None],
    holding: dict[int | None, ObjectiveSet | None],
    prepared: dict[int | None, ObjectiveSet | None],
    *,
    on: date,
) -> dict[int | None, str]:
    """Return who holds up the set of each unit: who writes it, or who has it for approval; nobody once it is approved."""
    holders = Holders([agency.pk], on=on, but=[Seat.Role.OFFICIAL])
    steps = _steps([one for one in prepared.values() if one and one.state == State.SUBMITTED])
    found = {}
    for key in units:
        one = prepared.get(key)
        if one is not None and one.state == State.SUBMITTED:
            step = steps.get(one.uuid)
            found[key] = _("chờ %s") % _named(step, holders) if step else ""
        elif one is not None or holding.get(key) is None:
            role = Seat.Role.UNIT_HEAD if key is not None else Seat.Role.SECRETARY
            names = ", ".join(str(seat.user) for seat in holders.seats(agency.pk, role, key))
            found[key] = names or _("chưa có người giữ vai trò “%s”") % Seat.Role(role).label
    return found


def _named(step: Step, holders: Holders) -> str:
    """Return a step's addressee with the name of who holds the seat."""
    if step.user is not None or not step.role:
        return who_signs(step)
    names = ", ".join(str(seat.user) for seat in holders.seats(step.agency_id, step.role, step.unit_id))
    return f"{who_signs(step)} ({names})" if names else who_signs(step)


def _steps(sets: Iterable[ObjectiveSet]) -> dict[UUID, Step]:
    """Return, by uuid of a submitted set, the step at which its round waits."""
    awaited = Step.objects.filter(
        done_at__isnull=True,
        approval__state=Approval.State.OPEN,
        approval__items__left_out=False,
        approval__items__subject_uuid__in=[one.uuid for one in sets],
    )
    named = awaited.annotate(set_uuid=F("approval__items__subject_uuid"))
    return {step.set_uuid: step for step in named.select_related("user", "unit").order_by("-position")}


def _tree(places: Iterable[Place]) -> tuple[list[Node], int]:
    """Return the agency's objectives with all below them, and how many of units are tied to nothing shown."""
    nodes = {line.key: Node(line, place) for place in places for line in place.lines}
    roots, untied = [], 0
    for node in nodes.values():
        parent = node.line.objective.parent
        above = nodes.get(parent.key) if parent else None
        if above is not None and above is not node:
            above.children.append(node)
        elif node.place.unit is None:
            roots.append(node)
        else:
            untied += 1
    return roots, untied


@dataclass(frozen=True, slots=True)
class Row:
    """An objective in the list of a year."""

    place: Place
    line: ResultLine

    @property
    def objective(self) -> Objective:
        """The objective itself."""
        return self.line.objective

    @property
    def code(self) -> str:
        """Its code in its set."""
        return self.objective.code

    @property
    def statement(self) -> str:
        """What it says."""
        return self.objective.statement

    @property
    def statement_sort(self) -> str:
        """What statements are sorted by."""
        return sort_key(self.objective.statement[:80])

    @property
    def unit(self) -> str:
        """Whose it is."""
        return self.place.unit.name if self.place.unit else _("Cơ quan")

    @property
    def unit_sort(self) -> tuple[int, str, str]:
        """What units are sorted by: the agency, then units in their order, each set by code."""
        unit = self.place.unit
        return (unit.order, unit.name_sort, self.code) if unit else (-1, "", self.code)

    @property
    def target(self) -> str:
        """The target in words, as understood where it was."""
        target = self.objective.target
        return str(target) if target else self.objective.target_text

    @property
    def owner(self) -> str:
        """Who answers for it."""
        return self.objective.owner_words

    @property
    def told(self) -> str:
        """The newest result in words."""
        return self.line.told

    @property
    def verdict(self) -> str:
        """What is said of it."""
        return self.line.verdict

    @property
    def state(self) -> str:
        """Where its set stands."""
        return str(self.objective.set.state)


def list_objectives(*, viewer: Actor, year: int, on: date) -> list[Row]:
    """Return the objectives of a year the viewer may see, each with its newest result; constant queries."""
    sets = list_sets(viewer=viewer).filter(year=year).exclude(state=State.SUPERSEDED).order_by("revision")
    return [Row(place, line) for place in _places(sets, viewer=viewer, year=year, on=on) for line in place.lines]


def narrowed(
    rows: Iterable[Row], *, words: str = "", unit: str = "", state: str = "", verdict: str = "", tied: str = ""
) -> list[Row]:
    """Keep the rows in which the words stand, of a unit (`co-quan`: the agency), a state of the set, a verdict.

    `tied` "no" keeps those of units that serve no objective above.
    """
    wanted = fold(words)
    return [
        row
        for row in rows
        if (not unit or unit == (row.place.unit.slug if row.place.unit else "co-quan"))
        and (not state or row.state == state)
        and (not verdict or row.verdict == verdict)
        and (tied != "no" or (row.place.unit is not None and row.objective.parent_id is None))
        and (not wanted or wanted in fold(f"{row.code} {row.statement} {row.owner} {row.target}"))
    ]


@dataclass(frozen=True, slots=True)
class Draft:
    """A set that could be submitted, and what it still lacks."""

    set: ObjectiveSet
    reasons: tuple[Reason, ...]


def list_drafts(*, viewer: Actor, year: int) -> list[Draft]:
    """Return the drafts of a year the viewer writes, the agency's own first; constant queries."""
    sets = [
        one
        for one in list_sets(viewer=viewer)
        .filter(year=year, state=State.DRAFT)
        .order_by("unit__order", "unit__name_sort")
        if may(viewer, "planning.write_set", one)
    ]
    objectives: dict[int, list[Any]] = defaultdict(list)
    rows = Objective.objects.filter(set__in=sets).select_related("set", "owner_unit", "owner_user", "agency")
    for objective in rows.prefetch_related("plan").order_by("order", "pk"):
        objectives[objective.set_id].append(objective)
    ordered = sorted(sets, key=lambda one: one.unit_id is not None)
    return [Draft(one, tuple(guards.why_not_submit(one, objectives[one.pk]))) for one in ordered]
