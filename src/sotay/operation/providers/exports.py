"""Providers as rows that can be imported again."""

from collections.abc import Iterable, Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.operation.providers.models import Provider
from sotay.operation.providers.queries import list_providers


def records(providers: Iterable[Provider]) -> Iterator[dict[str, Any]]:
    """Yield providers by the columns of the import, units by their codes."""
    for one in providers:
        yield {
            "code": one.code,
            "name": one.name,
            "subject": one.subject,
            "unit": one.unit.code,
            "from_date": one.from_date,
            "criteria": one.criteria,
            "supplies": one.get_supplies_display(),
            "control": one.control,
            "contract": one.contract,
            "contact": one.contact,
        }


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield those that supply; what ended is not taken up again by an import."""
    return records(list_providers(viewer=viewer, on=today()).standing())  # type: ignore[attr-defined]
