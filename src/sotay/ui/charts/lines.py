"""A short series as a line, with its goal: figures by month or by period."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from sotay.ui.charts.lettering import width_of
from sotay.ui.formats import so

WIDTH, NARROW, HEIGHT = 640, 320, 200
SIZE = 12.0
_SIDE, _TOP, _FOOT = 24.0, 26.0, 52.0
_NEAR = 20.0


@dataclass(frozen=True, kw_only=True)
class Point:
    """A value with the word under it; None leaves a gap."""

    label: str | Promise
    value: float | Decimal | None


@dataclass(frozen=True, kw_only=True)
class PlacedPoint:
    """A value where it is drawn; `good` is None without a goal; `text_y` is None when its figure has no room."""

    x: float
    y: float
    text_y: float | None
    label: str
    figure: str
    good: bool | None


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The line at one width; `runs` are its unbroken parts."""

    width: int
    height: int
    right: float
    points: tuple[PlacedPoint, ...]
    runs: tuple[str, ...]
    labels: tuple[tuple[float, str], ...]
    goal_y: float | None
    goal_words: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """The line, ready to draw for a desk and for a phone, with its table."""

    title: str | Promise
    wide: Drawing
    narrow: Drawing
    goal_words: str
    rows: tuple[tuple[str, str], ...]


def line(
    points: Iterable[Point],
    *,
    title: str | Promise,
    goal: float | Decimal | None = None,
    unit: str = "",
    more_is_better: bool = True,
    goal_words: str | Promise = "",
) -> Line:
    """Return a line chart; values that reach the goal are full, the others hollow; the goal's words stand beside it."""
    given = tuple(points)
    words = f"{goal_words or ''} {so(goal)}{unit}".strip() if goal is not None else ""
    target = None if goal is None else float(goal)
    wide = _draw(given, goal=target, words=words, unit=unit, more_is_better=more_is_better, width=WIDTH)
    narrow = _draw(given, goal=target, words=words, unit=unit, more_is_better=more_is_better, width=NARROW)
    rows = tuple((str(one.label), f"{so(one.value)}{unit}" if one.value is not None else "") for one in given)
    return Line(title=title, wide=wide, narrow=narrow, goal_words=words, rows=rows)


def _draw(
    given: tuple[Point, ...], *, goal: float | None, words: str, unit: str, more_is_better: bool, width: int
) -> Drawing:
    values = [float(one.value) for one in given if one.value is not None]
    beside = bool(words) and width == WIDTH
    right = width - (width_of(words, size=SIZE) + 14 if beside else 8)
    low, high = _range([*values, *([goal] if goal is not None else [])])
    step = (right - 2 * _SIDE) / max(len(given) - 1, 1)

    def height(value: float) -> float:
        return round(_TOP + (high - value) / (high - low) * (HEIGHT - _TOP - _FOOT), 1)

    goal_y = None if goal is None else height(goal)
    figures = _every([f"{so(one.value)}{unit}" for one in given if one.value is not None], step=step)
    named = _every([str(one.label) for one in given], step=step)
    runs: list[list[Any]] = [[]]
    placed, labels = [], []
    for number, one in enumerate(given):
        x, back = round(_SIDE + number * step, 1), len(given) - 1 - number
        if back % named == 0:
            labels.append((x, str(one.label)))
        if one.value is None:
            runs.append([])
            continue
        y = height(float(one.value))
        runs[-1].append(f"{x},{y}")
        reached = None if goal is None else (float(one.value) >= goal if more_is_better else float(one.value) <= goal)
        text_y = _beside(y, goal_y) if back % figures == 0 else None
        placed.append(PlacedPoint(x=x, y=y, text_y=text_y, label=str(one.label), figure=so(one.value), good=reached))
    return Drawing(
        width=width,
        height=HEIGHT,
        right=right,
        points=tuple(placed),
        runs=tuple(" ".join(run) for run in runs if run),
        labels=tuple(labels),
        goal_y=goal_y,
        goal_words=words if beside else "",
    )


def _every(words: list[str], *, step: float) -> int:
    """Return each how-manieth word has room beside its neighbours."""
    widest = max((width_of(word, size=SIZE) for word in words), default=0)
    return max(1, int((widest + 6) // step) + 1) if step > 0 else 1


def _range(values: list[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _beside(y: float, goal_y: float | None) -> float:
    """Return where the figure of a point stands: on the side away from a goal line that is near."""
    below = y + _NEAR
    if goal_y is None:
        return round(below, 1)
    return round(y - 10 if y < goal_y < y + _NEAR + 6 else below, 1)
