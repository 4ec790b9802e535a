"""The ISO year as a ring: months as sectors, obligations as marks on their due date, a hand at today."""

import calendar
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sotay.ui.charts.lettering import wrap
from sotay.ui.formats import ngay
from sotay.ui.standing import STANDINGS, Standing, standing

WORDS = _("việc đã thực hiện")
SIZE = 440
CENTRE = SIZE / 2
INNER, OUTER, LABELS = 116.0, 188.0, 206.0
SINGLE, CLUSTER, GAP = 7.2, 10.5, 1.0
"""Radii of a mark and of a mark that stands for several, and the room kept around each, in units of the picture."""
_TRACKS = {SINGLE: (130.0, 145.0, 160.0, 175.0), CLUSTER: (128.0, 152.0, 176.0)}
_STEP = 3.0
_OUTWARDS = 5.0
_TOLD_WIDTH, _TOLD_SIZE, _TOLD_LINES = 168.0, 13.0, 4


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One obligation (or one unit's part of it) on its due date."""

    day: date
    standing: str
    title: str | Promise
    url: str
    late: bool = False
    holder: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class PlacedMark:
    """A mark where it is drawn; `count` is above 1 when it stands for several of one standing."""

    x: float
    y: float
    radius: float
    shown: Standing
    marks: tuple[Mark, ...]
    url: str
    label: str
    told: tuple[tuple[float, str], ...]

    @property
    def count(self) -> int:
        """How many obligations the mark stands for."""
        return len(self.marks)


@dataclass(frozen=True, kw_only=True)
class Sector:
    """A month: its shape, and where its number stands."""

    month: int
    path: str
    when: str
    label_x: float
    label_y: float


@dataclass(frozen=True, kw_only=True)
class Ring:
    """The ring, ready to draw."""

    anchor: str
    year: int
    today: date | None
    sectors: tuple[Sector, ...]
    marks: tuple[PlacedMark, ...]
    hand: tuple[float, float, float, float] | None
    legend: tuple[Standing, ...]
    rows: tuple[tuple[Mark, Standing], ...]
    outside: int
    done: int
    total: int
    words: str | Promise


def ring(
    marks: Iterable[Mark],
    *,
    year: int,
    today: date | None,
    done: int,
    total: int,
    words: str | Promise = WORDS,
    anchor: str = "nam-iso",
) -> Ring:
    """Return the ring of a year; marks due in other years stay out of the picture and in the table.

    Marks never overlap each other, the months' numbers or the hand's end: those of a crowded month are first spread
    around their date, then drawn as one mark per day and standing, at last as one per standing.
    """
    rows = tuple(
        sorted(((one, standing(one.standing)) for one in marks), key=lambda row: (row[0].day, str(row[0].title)))
    )
    inside = [one for one, _shown in rows if one.day.year == year]
    placed: list[PlacedMark] = []
    for month, of_month in groupby(inside, key=lambda one: one.day.month):
        placed += _place_month(list(of_month), year=year, month=month, anchor=anchor)
    here = today if today and today.year == year else None
    used = {one.standing.lower() for one in inside}
    return Ring(
        anchor=anchor,
        year=year,
        today=today,
        sectors=tuple(_sector(month, year=year, today=today) for month in range(1, 13)),
        marks=tuple(placed),
        hand=_hand(here) if here else None,
        legend=tuple(one for key, one in STANDINGS.items() if key in used),
        rows=rows,
        outside=len(rows) - len(inside),
        done=done,
        total=total,
        words=words,
    )


def _place_month(marks: list[Mark], *, year: int, month: int, anchor: str) -> list[PlacedMark]:
    singles = [((one,), one.day) for one in marks]
    if places := _fit(tuple((day, SINGLE) for _group, day in singles), year=year, month=month):
        return [_placed(group, place, SINGLE, anchor) for (group, _day), place in zip(singles, places, strict=True)]
    by_day = _grouped(marks, key=lambda one: (one.day, one.standing.lower()))
    wanted = tuple((group[0].day, CLUSTER if len(group) > 1 else SINGLE) for group in by_day)
    if places := _fit(wanted, year=year, month=month):
        return [
            _placed(group, place, want[1], anchor) for group, place, want in zip(by_day, places, wanted, strict=True)
        ]
    by_standing = _grouped(marks, key=lambda one: one.standing.lower())
    return [
        _placed(group, place, CLUSTER, anchor)
        for group, place in zip(by_standing, _slots(year=year, month=month), strict=False)
    ]


@lru_cache(maxsize=512)
def _fit(wanted: tuple[tuple[date, float], ...], *, year: int, month: int) -> list[tuple[float, float]] | None:
    """Place marks one after another, each as near to its day as is free; None when one finds no place.

    Kept, since most agencies owe the same things on the same days.
    """
    start, end = _bounds(year=year, month=month)
    taken: list[tuple[float, float, float]] = []
    for day, radius in wanted:
        for place in _candidates(_angle(day), radius=radius, start=start, end=end):
            x, y = place
            if all(math.hypot(x - tx, y - ty) >= radius + tr + 2 * GAP for tx, ty, tr in taken):
                taken.append((x, y, radius))
                break
        else:
            return None
    return [(x, y) for x, y, _radius in taken]


def _candidates(angle: float, *, radius: float, start: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield places inside the month, the nearest to the day first; further out costs less than further along."""
    ranked = []
    for outwards, track in enumerate(_TRACKS[radius]):
        margin = math.asin((radius + GAP) / track)
        low, high = start + margin, end - margin
        kept = min(max(angle, low), high)
        steps = int((high - low) * track / _STEP) + 1
        for step in range(-steps, steps + 1):
            at = kept + step * _STEP / track
            if low <= at <= high:
                ranked.append((abs(at - angle) * track + outwards * _OUTWARDS, track, at))
    ranked.sort()
    for _cost, track, at in ranked:
        yield _point(at, track)


def _slots(*, year: int, month: int) -> list[tuple[float, float]]:
    """Return eight places of a month that hold a cluster each, whatever the others hold: more than there are standings."""
    start, end = _bounds(year=year, month=month)
    places = []
    for track, room in zip(_TRACKS[CLUSTER], (2, 3, 3), strict=True):
        margin = math.asin((CLUSTER + GAP) / track)
        between = (end - start - 2 * margin) / (room - 1)
        places += [_point(start + margin + number * between, track) for number in range(room)]
    return places


def _placed(group: tuple[Mark, ...], place: tuple[float, float], radius: float, anchor: str) -> PlacedMark:
    first, shown = group[0], standing(group[0].standing)
    if len(group) == 1:
        title, url = str(first.title), first.url
        due = f"{ngay(first.day)} · {shown.word}"
    else:
        title, url = str(_("%(count)d việc") % {"count": len(group)}), f"#{anchor}-rows"
        last = group[-1].day
        days = ngay(first.day) if last == first.day else f"{ngay(first.day)}–{ngay(last)}"
        due = f"{days} · {shown.word}"
    holder = f" · {first.holder}" if len(group) == 1 and first.holder else ""
    lines = [*wrap(title, width=_TOLD_WIDTH, size=_TOLD_SIZE, lines=_TOLD_LINES), due]
    height = 19.0
    top = CENTRE - (len(lines) - 1) * height / 2 + _TOLD_SIZE / 3
    return PlacedMark(
        x=round(place[0], 2),
        y=round(place[1], 2),
        radius=radius,
        shown=shown,
        marks=group,
        url=url,
        label=f"{title}, {due}{holder}",
        told=tuple((round(top + number * height, 1), line) for number, line in enumerate(lines)),
    )


def _grouped(marks: list[Mark], *, key) -> list[tuple[Mark, ...]]:  # noqa: ANN001  a sort key
    groups: dict[object, list[Mark]] = {}
    for one in marks:
        groups.setdefault(key(one), []).append(one)
    return [tuple(group) for group in groups.values()]


def _sector(month: int, *, year: int, today: date | None) -> Sector:
    start, end = _bounds(year=year, month=month)
    (ax, ay), (bx, by) = _point(start, OUTER), _point(end, OUTER)
    (cx, cy), (dx, dy) = _point(end, INNER), _point(start, INNER)
    label_x, label_y = _point((start + end) / 2, LABELS)
    return Sector(
        month=month,
        path=(
            f"M{ax:.1f},{ay:.1f}A{OUTER:g},{OUTER:g} 0 0 1 {bx:.1f},{by:.1f}"
            f"L{cx:.1f},{cy:.1f}A{INNER:g},{INNER:g} 0 0 0 {dx:.1f},{dy:.1f}Z"
        ),
        when=_when(month, year=year, today=today),
        label_x=round(label_x, 1),
        label_y=round(label_y + 4.5, 1),
    )


def _when(month: int, *, year: int, today: date | None) -> str:
    if today is None or (year, month) > (today.year, today.month):
        return "next"
    return "now" if (year, month) == (today.year, today.month) else "past"


def _hand(today: date) -> tuple[float, float, float, float]:
    (ax, ay), (bx, by) = _point(_angle(today), INNER - 26), _point(_angle(today), OUTER + 4)
    return (round(ax, 1), round(ay, 1), round(bx, 1), round(by, 1))


def _days(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _angle(day: date) -> float:
    """Return the angle of a day's noon, clockwise from the top, in radians."""
    return (day.timetuple().tm_yday - 0.5) / _days(day.year) * math.tau


def _bounds(*, year: int, month: int) -> tuple[float, float]:
    first = date(year, month, 1).timetuple().tm_yday - 1
    length = calendar.monthrange(year, month)[1]
    return first / _days(year) * math.tau, (first + length) / _days(year) * math.tau


def _point(angle: float, radius: float) -> tuple[float, float]:
    return CENTRE + radius * math.sin(angle), CENTRE - radius * math.cos(angle)
