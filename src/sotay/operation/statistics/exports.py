"""Counts as records that can be imported again."""

from collections.abc import Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.operation.statistics.imports import records
from sotay.operation.statistics.queries import list_counts


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield every row of the agency, the newest month first."""
    yield from records(list_counts(viewer=viewer))
