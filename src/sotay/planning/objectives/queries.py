"""Reads of sets and objectives: one page of each, and what surrounds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders
from sotay.agency.models import Seat, Unit
from sotay.agency.predicates import is_committee, leads, runs_system
from sotay.agency.readers import Expected, MadeKnown, expected_readers
from sotay.approvals.models import Approval, Item, Step
from sotay.commands import NotFound, Reason, may
from sotay.planning.objectives import guards
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine, SetReading
from sotay.planning.objectives.progress import Told, told_of

State = ObjectiveSet.State
BEING_PREPARED = (State.DRAFT, State.SUBMITTED)
HOLDING = (State.APPROVED, State.IN_FORCE, State.CLOSED)


def visible(sets: QuerySet[ObjectiveSet], viewer: Actor) -> QuerySet[ObjectiveSet]:
    """Narrow sets to those the viewer may see: guests the approved, members also the submitted and those of their unit."""
    seen = seen_sets(viewer)
    return sets.filter(seen) if seen is not None else sets


def visible_objectives(objectives: QuerySet[Objective], viewer: Actor) -> QuerySet[Objective]:
    """Narrow objectives to those of sets the viewer may see."""
    seen = seen_sets(viewer, prefix="set__")
    return objectives.filter(seen) if seen is not None else objectives


def seen_sets(viewer: Actor, *, prefix: str = "") -> Q | None:
    """Return the condition on the sets the viewer may see, None for all."""
    if not viewer.is_member and viewer.user is not None:
        return ~Q(**{f"{prefix}state__in": BEING_PREPARED})
    if viewer.user is None or runs_system(viewer, None) or leads(viewer, None) or is_committee(viewer, None):
        return None
    return ~Q(**{f"{prefix}state": State.DRAFT}) | Q(**{f"{prefix}unit__in": viewer.unit_ids()})


def list_sets(*, viewer: Actor) -> QuerySet[ObjectiveSet]:
    """Return the sets the viewer may see."""
    return visible(ObjectiveSet.objects.of(viewer).select_related("unit", "agency"), viewer)


def get_set(slug: str, *, viewer: Actor) -> ObjectiveSet:
    """Return one set the viewer may see; NotFound hides all others."""
    one = list_sets(viewer=viewer).filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def get_objective(slug: str, *, viewer: Actor) -> Objective:
    """Return one objective of a set the viewer may see; NotFound hides all others."""
    rows = visible_objectives(Objective.objects.of(viewer), viewer).filter(slug=slug)
    objective = rows.select_related(
        "set__unit", "set__agency", "agency", "owner_user", "owner_unit", "parent__set"
    ).first()
    if objective is None:
        raise NotFound
    return objective


def get_plan_line(uuid: UUID, *, viewer: Actor) -> PlanLine:
    """Return one line of a plan the viewer may see; NotFound hides all others."""
    lines = PlanLine.objects.of(viewer).filter(uuid=uuid)
    if (seen := seen_sets(viewer, prefix="objective__set__")) is not None:
        lines = lines.filter(seen)
    line = lines.select_related(
        "objective__set__unit", "objective__set__agency", "agency", "owner_user", "owner_unit"
    ).first()
    if line is None:
        raise NotFound
    return line


def units_to_begin(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the standing units whose sets the viewer writes."""
    units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
    if runs_system(viewer, None):
        return units
    return units.filter(pk__in=viewer.unit_ids(Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY))


def possible_parents(one: ObjectiveSet, *, viewer: Actor) -> QuerySet[Objective]:
    """Return the objectives of the agency itself for the year, to which those of a unit can be tied; none for its own."""
    rows = visible_objectives(Objective.objects.of(viewer), viewer).select_related("set")
    if one.unit_id is None:
        return rows.none()
    rows = rows.filter(set__unit__isnull=True, set__year=one.year)
    return rows.exclude(set__state=State.SUPERSEDED).order_by("set__revision", "order", "pk")


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of a plan with who does it, named."""

    line: PlanLine
    owner: str


@dataclass(frozen=True, slots=True)
class Row:
    """An objective on the page of its set, with who answers, its plan and what it still lacks."""

    objective: Objective
    owner: str
    plan: tuple[Planned, ...]
    lacks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SetPage:
    """What the page of a set shows."""

    set: ObjectiveSet
    rows: tuple[Row, ...]
    approval: Approval | None
    steps: tuple[Step, ...]
    revisions: tuple[ObjectiveSet, ...]
    readers: tuple[Expected, ...]
    me: Expected | None
    my_read_date: date | None

    @property
    def read(self) -> int:
        """How many of those concerned have confirmed."""
        return sum(1 for one in self.readers if one.read_date)

    @property
    def prepared(self) -> ObjectiveSet | None:
        """A later revision that is not in force yet."""
        return next((one for one in self.revisions if one.revision > self.set.revision), None)


def rows_of(sets: Sequence[ObjectiveSet], *, on: date) -> dict[int, tuple[Row, ...]]:
    """Return the objectives of sets with their plans, by set; three queries for any number of them."""
    holders = Holders({one.agency_id for one in sets}, on=on, but=[Seat.Role.OFFICIAL])
    plan = PlanLine.objects.select_related("owner_user", "owner_unit", "assignment", "agency").order_by("order", "pk")
    objectives = Objective.objects.filter(set__in=sets).select_related(
        "set__unit", "set__agency", "agency", "owner_user", "owner_unit", "parent"
    )
    found: dict[int, list[Row]] = {one.pk: [] for one in sets}
    for one in objectives.prefetch_related(Prefetch("plan", plan)).order_by("order", "pk"):
        lines = tuple(one.plan.all())
        for line in lines:
            line.objective = one
        lacks = (*guards.why_not_measurable(one), *guards.why_not_planned(one, lines))
        plan_lines = tuple(Planned(line, holders.named(line)) for line in lines)
        found[one.set_id].append(Row(one, holders.named(one), plan_lines, lacks))
    return {pk: tuple(rows) for pk, rows in found.items()}


def get_set_page(slug: str, *, viewer: Actor, on: date) -> SetPage:
    """Return a set with its objectives and plans, its approval, its revisions and readers; constant queries."""
    one = get_set(slug, viewer=viewer)
    approval = latest_approval(one)
    steps = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    same = list_sets(viewer=viewer).filter(unit=one.unit, year=one.year).order_by("-revision")
    mine = viewer.user.pk if viewer.user else None
    read = dict(SetReading.objects.filter(set=one, read_date__lte=on).values_list("user_id", "read_date"))
    readers = readers_of(one, read, on=on)
    return SetPage(
        set=one,
        rows=rows_of([one], on=on)[one.pk],
        approval=approval,
        steps=tuple(steps),
        revisions=tuple(same) if one.revision or len(same) > 1 else (),
        readers=tuple(readers),
        me=next((each for each in readers if each.user_id == mine), None),
        my_read_date=read.get(mine) if mine else None,
    )


def readers_of(one: ObjectiveSet, read: dict[int, date], *, on: date) -> list[Expected]:
    """Return everybody who should know a set that holds: those seated in its unit, in the agency for its own."""
    if one.state not in {State.APPROVED, State.IN_FORCE} or one.approved_date is None:
        return []
    since = max(day for day in (one.approved_date, one.in_force_date, one.agency.in_use_from_date) if day)
    known = MadeKnown(key=one.pk, agency_id=one.agency_id, unit_id=one.unit_id, since=since)
    by_person = {(one.pk, user_id): day for user_id, day in read.items()}
    return expected_readers([known], read=by_person, on=on)[one.pk]


def latest_approval(one: ObjectiveSet) -> Approval | None:
    """Return the last round a set went through, alone or with others."""
    item = (
        Item.objects.filter(agency=one.agency, subject_uuid=one.uuid)
        .select_related("approval__author", "approval__paper", "approval__agency")
        .order_by("-approval__submitted_at", "-pk")
        .first()
    )
    return item.approval if item else None


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """What the page of an objective shows."""

    objective: Objective
    owner: str
    plan: tuple[Planned, ...]
    lacks: tuple[Reason, ...]
    told: tuple[Told, ...]
    current: Objective | None
    parent: Objective | None
    children: tuple[Objective, ...]
    may_write: bool


def get_objective_page(slug: str, *, viewer: Actor, on: date) -> ObjectivePage:
    """Return an objective with its plan, its results and those it is tied to; `current` where a revision replaced it."""
    objective = get_objective(slug, viewer=viewer)
    holders = Holders([objective.agency_id], on=on, but=[Seat.Role.OFFICIAL])
    plan = tuple(
        objective.plan.select_related("owner_user", "owner_unit", "assignment", "agency").order_by("order", "pk")
    )
    for line in plan:
        line.objective = objective
    lacks = (*guards.why_not_measurable(objective), *guards.why_not_planned(objective, plan))
    return ObjectivePage(
        objective=objective,
        owner=holders.named(objective),
        plan=tuple(Planned(line, holders.named(line)) for line in plan),
        lacks=lacks if objective.set.state == State.DRAFT else (),
        told=tuple(told_of(objective)),
        current=that_holds(objective, viewer=viewer) if objective.set.state == State.SUPERSEDED else None,
        parent=that_holds(objective.parent, viewer=viewer) if objective.parent else None,
        children=tuple(_children(objective, viewer)),
        may_write=objective.set.state == State.DRAFT and may(viewer, "planning.write_set", objective.set),
    )


def that_holds(objective: Objective, *, viewer: Actor) -> Objective | None:
    """Return the same objective in the newest revision the viewer may see."""
    same = visible_objectives(Objective.objects.of(viewer).filter(key=objective.key), viewer)
    return (
        same.exclude(set__state=State.SUPERSEDED)
        .select_related("set__unit", "agency")
        .order_by("set__revision")
        .first()
    )


def _children(objective: Objective, viewer: Actor) -> QuerySet[Objective]:
    """Return the objectives of units tied to this one, in whichever of its revisions."""
    rows = visible_objectives(Objective.objects.of(viewer), viewer).filter(parent__key=objective.key)
    rows = rows.filter(set__state__in=[*HOLDING, *BEING_PREPARED]).select_related("set__unit", "agency")
    return rows.order_by("set__unit__order", "set__unit__name_sort", "order", "pk")
