"""Units as records that can be imported again."""

from collections.abc import Iterable, Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.organisation.units.queries import in_tree_order, list_units


def records(units: Iterable[Unit]) -> Iterator[dict[str, Any]]:
    """Yield the units by the columns of the import."""
    for unit in units:
        yield {
            "code": unit.code,
            "name": unit.name,
            "parent": unit.parent.code if unit.parent else None,
            "order": unit.order,
            "handles_services": unit.handles_services,
            "started_date": unit.started_date,
        }


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the units that stand today, each before those below it."""
    return records(in_tree_order(list_units(viewer=viewer, on=today())))
