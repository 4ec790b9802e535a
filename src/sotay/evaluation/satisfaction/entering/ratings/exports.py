"""Counts of ratings as records that can be imported again."""

from collections.abc import Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.evaluation.satisfaction.entering.ratings.queries import list_ratings
from sotay.evaluation.satisfaction.entering.ratings.writing import records


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield every row of the agency, the newest month first."""
    yield from records(list_ratings(viewer=viewer))
