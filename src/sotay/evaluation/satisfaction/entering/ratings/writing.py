"""What commands and the import write alike of counts of ratings, and what the journal tells of them."""

from collections.abc import Mapping
from typing import Any, Final

from sotay.agency.vietnamese import nfc, one_line
from sotay.evaluation.satisfaction.models import RatingCount
from sotay.operation.statistics.months import written

PLAIN: Final = ("month", "unit", "service", "handed_out", "returned", "levels", "source")


def fill(row: RatingCount, values: Mapping[str, Any]) -> None:
    """Write the named values on a row; `returned` left open is the sum of the five levels, which all came back."""
    for name in PLAIN:
        if name in values:
            value = values[name]
            setattr(row, name, one_line(nfc(value or ""))[:300] if name == "source" else value)
    if row.returned is None:
        row.returned = sum(row.levels)


def state(row: RatingCount) -> dict[str, Any]:
    """Return what a row says, to tell whether it changed."""
    return {name: getattr(row, f"{name}_id" if name in {"unit", "service"} else name) for name in PLAIN}


def told(row: RatingCount) -> dict[str, Any]:
    """Return what the journal tells of a row."""
    return {
        "month": written(row.month),
        "unit": row.unit.code if row.unit else "",
        "service": row.service.code if row.service else "",
        "returned": row.returned,
        "levels": list(row.levels),
        "source": row.source,
    }
