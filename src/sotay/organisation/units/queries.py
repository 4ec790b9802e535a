"""Reads of units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.agency.models.seat import in_force
from sotay.agency.vietnamese import fold
from sotay.commands import NotFound
from sotay.organisation.units.models import AssignmentNotice


def list_units(*, viewer: Actor, on: date, words: str = "", ended: bool = False) -> QuerySet[Unit]:
    """Return the units that stand on a day (or those that ended), in their order, with the number of people in each."""
    units = Unit.objects.of(viewer)
    units = units.exclude(pk__in=Unit.objects.of(viewer).in_force(on)) if ended else units.in_force(on)
    if words:
        units = units.filter(search_text__contains=fold(words))
    holding = in_force(on, "seats__") & Q(seats__user__is_active=True)
    return (
        units.select_related("parent")
        .annotate(people=Count("seats__user", filter=holding, distinct=True))
        .order_by("order", "name_sort")
    )


def in_tree_order(units: Iterable[Unit]) -> list[Unit]:
    """Return the units each followed by those below it, with their `depth`; one whose parent is not among them stands on top."""
    units = list(units)
    known = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    ordered: list[Unit] = []
    waiting = [(unit, 0) for unit in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        unit.depth = depth  # type: ignore[attr-defined]  # told to the table
        ordered.append(unit)
        waiting += [(child, depth + 1) for child in reversed(below.get(unit.pk, []))]
    return ordered


def get_unit(slug: str, *, viewer: Actor) -> Unit:
    """Return one unit of the viewer's agency by slug or uuid; NotFound hides those of others."""
    units = Unit.objects.of(viewer).select_related("agency", "parent")
    unit = units.filter(slug=slug).first() or (units.filter(uuid=slug).first() if _is_uuid(slug) else None)
    if unit is None:
        raise NotFound
    return unit


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What the page of a unit shows."""

    unit: Unit
    seats: tuple[Seat, ...]
    children: tuple[Unit, ...]
    successors: tuple[Unit, ...]
    predecessors: tuple[Unit, ...]
    notices: tuple[AssignmentNotice, ...]


def get_unit_page(slug: str, *, viewer: Actor, on: date) -> UnitPage:
    """Return a unit with the people seated in it today, its sub-units and those it came from or went into."""
    unit = get_unit(slug, viewer=viewer)
    return UnitPage(
        unit=unit,
        seats=tuple(unit.seats.in_force(on).select_related("user", "decision").order_by("role", "user__name_sort")),
        children=tuple(unit.children.in_force(on).order_by("order", "name_sort")),
        successors=tuple(Unit.objects.filter(predecessions__predecessor=unit)),
        predecessors=tuple(Unit.objects.filter(successions__successor=unit)),
        notices=tuple(unit.notices.select_related("paper").order_by("-paper__date")),
    )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
