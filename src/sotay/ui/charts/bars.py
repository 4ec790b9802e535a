"""Figures compared: a table whose rows carry a bar, so that the chart is its own table."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One figure with its name; `shown` stands instead of the bare number."""

    label: str | Promise
    value: float | Decimal
    url: str = ""
    shown: str | Promise = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Bars:
    """The bars, ready to draw; each with its length from 0 to 100."""

    title: str | Promise
    column: str | Promise
    rows: tuple[tuple[Bar, float], ...]


def bars(rows: Iterable[Bar], *, title: str | Promise, column: str | Promise, most: float | None = None) -> Bars:
    """Return bars measured against `most`, or against the longest."""
    given = tuple(rows)
    longest = float(most if most is not None else max((one.value for one in given), default=0)) or 1.0
    return Bars(
        title=title,
        column=column,
        rows=tuple((one, round(max(0.0, min(100.0, 100 * float(one.value) / longest)), 1)) for one in given),
    )
