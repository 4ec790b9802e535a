"""Boxes and arrows: the primitives of a process diagram, with words that break inside their box."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from sotay.ui.charts.lettering import width_of, wrap

SIZE, LINE, PADDING = 14.0, 19.0, 12.0
_ARROW = 8.0


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box; its height grows with its words. `kind` is process, input, output, guest or group."""

    key: str
    title: str | Promise
    note: str | Promise = ""
    url: str = ""
    kind: str = "process"
    x: float = 0
    y: float = 0
    width: float = 180
    height: float = 0


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """An arrow between two boxes by their keys; `both` has a head at either end."""

    source: str
    target: str
    label: str | Promise = ""
    both: bool = False


@dataclass(frozen=True, kw_only=True)
class PlacedBox:
    """A box with its lines of words: position, text and whether the line is a note."""

    box: Box
    lines: tuple[tuple[float, float, str, bool], ...]


@dataclass(frozen=True, kw_only=True)
class PlacedArrow:
    """An arrow as a path, and where its words stand: beside it when `upright`, else on it, or in the table only."""

    path: str
    arrow: Arrow
    label_x: float
    label_y: float
    label_fits: bool
    upright: bool


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """The diagram, ready to draw."""

    anchor: str
    title: str | Promise
    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]
    rows: tuple[tuple[Arrow, Box, Box], ...]


def height_of(box: Box) -> float:
    """Return the height a box needs for its words."""
    lines = len(_title_lines(box)) + len(_note_lines(box))
    return lines * LINE + 2 * PADDING


def in_rows(rows: Sequence[Sequence[Box]], *, width: float, gap: float = 28, row_gap: float = 46) -> list[Box]:
    """Lay out boxes in rows across `width`; those of a row share their width and height."""
    laid: list[Box] = []
    y = 0.0
    for row in rows:
        share = (width - gap * (len(row) - 1)) / len(row)
        sized = [replace(box, width=share) for box in row]
        tallest = max(max(height_of(box), box.height) for box in sized)
        laid += [replace(box, x=n * (share + gap), y=y, height=tallest) for n, box in enumerate(sized)]
        y += tallest + row_gap
    return laid


def diagram(boxes: Iterable[Box], arrows: Iterable[Arrow], *, title: str | Promise, anchor: str = "so-do") -> Diagram:
    """Return the picture of boxes and arrows; LookupError when an arrow names a box that is not there."""
    sized = [replace(box, height=max(box.height, height_of(box))) for box in boxes]
    by_key = {box.key: box for box in sized}
    given = list(arrows)
    return Diagram(
        anchor=anchor,
        title=title,
        width=max((box.x + box.width for box in sized), default=0) + 2,
        height=max((box.y + box.height for box in sized), default=0) + 2,
        boxes=tuple(PlacedBox(box=box, lines=_lines(box)) for box in sized),
        arrows=tuple(_arrow(one, by_key[one.source], by_key[one.target]) for one in given),
        rows=tuple((one, by_key[one.source], by_key[one.target]) for one in given),
    )


def _title_lines(box: Box) -> tuple[str, ...]:
    return wrap(str(box.title), width=box.width - 2 * PADDING, size=SIZE)


def _note_lines(box: Box) -> tuple[str, ...]:
    return wrap(str(box.note), width=box.width - 2 * PADDING, size=SIZE - 2) if box.note else ()


def _lines(box: Box) -> tuple[tuple[float, float, str, bool], ...]:
    told = [(text, False) for text in _title_lines(box)] + [(text, True) for text in _note_lines(box)]
    top = box.y + (box.height - len(told) * LINE) / 2 + LINE * 0.72
    middle = box.x + box.width / 2
    return tuple((round(middle, 1), round(top + n * LINE, 1), text, note) for n, (text, note) in enumerate(told))


def _arrow(arrow: Arrow, source: Box, target: Box) -> PlacedArrow:
    across = False
    if source.y + source.height <= target.y:
        points, room = _down(source, target), target.y - source.y - source.height
    elif target.y + target.height <= source.y:
        points, room = _down(target, source)[::-1], source.y - target.y - target.height
    else:
        across = True
        points, room = (
            _across(source, target),
            max(target.x - source.x - source.width, source.x - target.x - target.width),
        )
    needed = width_of(str(arrow.label), size=SIZE - 2) + 2 * _ARROW if across else LINE + 2 * _ARROW
    middle = len(points) // 2
    (x1, y1), (x2, y2) = points[middle - 1], points[middle]
    return PlacedArrow(
        path="M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points),
        arrow=arrow,
        label_x=round((x1 + x2) / 2, 1),
        label_y=round((y1 + y2) / 2, 1),
        label_fits=bool(str(arrow.label)) and room >= needed,
        upright=x1 == x2,
    )


def _down(upper: Box, lower: Box) -> list[tuple[float, float]]:
    """Join the foot of the upper box with the head of the lower one: straight where they overlap, else by an elbow."""
    left, right = max(upper.x, lower.x), min(upper.x + upper.width, lower.x + lower.width)
    top, foot = upper.y + upper.height, lower.y
    if right - left > _ARROW * 2:
        x = (left + right) / 2
        return [(x, top), (x, foot)]
    x1, x2 = upper.x + upper.width / 2, lower.x + lower.width / 2
    middle = (top + foot) / 2
    return [(x1, top), (x1, middle), (x2, middle), (x2, foot)]


def _across(source: Box, target: Box) -> list[tuple[float, float]]:
    """Join two boxes that stand side by side."""
    y = (max(source.y, target.y) + min(source.y + source.height, target.y + target.height)) / 2
    if source.x < target.x:
        return [(source.x + source.width, y), (target.x, y)]
    return [(source.x, y), (target.x + target.width, y)]
