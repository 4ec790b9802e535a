"""Objectives and their plans as records that can be imported again: one row per line of a plan."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.objectives.owner_texts import OwnerTexts
from sotay.planning.objectives.queries import list_sets
from sotay.planning.objectives.targets import Unclear, read_target


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the newest sets the viewer may read of every unit and year, the agency's own first."""
    on = today()
    texts = OwnerTexts(viewer.agency, on=on, units=Unit.objects.of(viewer).in_force(on))
    sets = list_sets(viewer=viewer).exclude(state=ObjectiveSet.State.SUPERSEDED)
    newest: dict[tuple[int, int | None], ObjectiveSet] = {}
    for one in sets.order_by("year", "unit__order", "unit__name_sort", "revision"):
        newest[one.year, one.unit_id] = one
    ordered = sorted(newest.values(), key=lambda one: (one.year, one.unit_id is not None))
    places = {one.pk: place for place, one in enumerate(ordered)}
    objectives = sorted(with_plans(ordered), key=lambda each: (places[each.set_id], each.order, each.pk))
    yield from records(objectives, texts=texts)


def with_plans(sets: Iterable[ObjectiveSet]) -> Iterable[Objective]:
    """Return the objectives of sets with all that their records show; two queries."""
    return (
        Objective.objects.filter(set__in=[one.pk for one in sets])
        .select_related(
            "set__unit", "set__agency", "owner_user", "owner_unit", "parent__set__unit", "parent__set", "agency"
        )
        .prefetch_related("plan__owner_user", "plan__owner_unit")
        .order_by("set", "order", "pk")
    )


def records(objectives: Iterable[Objective], *, texts: OwnerTexts) -> Iterator[dict[str, Any]]:
    """Yield the rows of objectives by the columns of the import: the objective with its first line, then the others."""
    for one in objectives:
        told = record_of(one, texts=texts)
        lines = list(one.plan.all())
        yield told | (line_record(lines[0], one, texts=texts) if lines else {})
        for line in lines[1:]:
            yield {name: told[name] for name in ("year", "unit", "code")} | line_record(line, one, texts=texts)


def record_of(one: Objective, *, texts: OwnerTexts) -> dict[str, Any]:
    """Return what a file tells of an objective itself."""
    return {
        "year": one.set.year,
        "unit": unit_text(one.set.unit),
        "code": one.code,
        "statement": one.statement,
        "target": target_text(one),
        "measure": one.measure,
        "formula": one.formula,
        "owner": texts.text(one, unit_id=one.set.unit_id),
        "periods": str(one.get_periods_display()),
        "baseline": plain_number(one.baseline),
        "data_source": one.data_source,
        "parent": parent_text(one.parent),
        "policy_link": one.policy_link,
    }


def line_record(line: PlanLine, one: Objective, *, texts: OwnerTexts) -> dict[str, Any]:
    """Return what a file tells of a line of a plan."""
    return {
        "plan_what": line.what,
        "plan_resources": line.resources,
        "plan_owner": texts.text(line, unit_id=one.set.unit_id),
        "plan_from": line.from_date,
        "plan_to": line.to_date,
        "plan_judged_by": line.judged_by,
    }


def unit_text(unit: Unit | None) -> str:
    """Return a unit as a file names it: by code, one that ended by name, for its code may be another's; empty: agency."""
    if unit is None:
        return ""
    return unit.name if unit.ended_date else unit.code


def parent_text(parent: Objective | None) -> str:
    """Return a parent as a file names it: `MT-01` of the agency, `VP: MT-01` of a unit."""
    if parent is None:
        return ""
    unit = parent.set.unit
    return f"{unit.code}: {parent.code}" if unit else parent.code


def target_text(one: Objective) -> str:
    """Return the target so that it is read as it was understood, also where the direction was chosen beside it."""
    if one.target is None:
        return one.target_text
    try:
        same = read_target(one.target_text, year=one.set.year, measure=one.measure) == one.target
    except Unclear:
        same = False
    with override("vi"):
        return one.target_text if same else str(one.target)


def plain_number(value: Decimal | None) -> Decimal | None:
    """Return a number without the zeros the table keeps behind it."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
