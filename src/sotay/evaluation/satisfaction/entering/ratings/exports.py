"""Counts of ratings as records that can be imported again."""

from collections.abc import Iterable, Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.evaluation.satisfaction.entering.ratings.queries import list_ratings
from sotay.evaluation.satisfaction.models import RatingCount
from sotay.operation.statistics.months import written


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield every row of the agency, the newest month first."""
    yield from records(list_ratings(viewer=viewer))


def records(rows: Iterable[RatingCount]) -> Iterator[dict[str, Any]]:
    """Yield counts by the columns of the import, so that what was written reads back unchanged."""
    for one in rows:
        yield {
            "month": written(one.month),
            "unit": (one.unit.name if one.unit.ended_date else one.unit.code) if one.unit else "",
            "service": one.service.code if one.service else "",
            "handed_out": one.handed_out,
            "returned": one.returned,
            **{f"level_{place}": number for place, number in enumerate(one.levels, start=1)},
            "source": one.source,
        }
