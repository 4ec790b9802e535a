"""The timetable of an audit as a picture: days from top to bottom, hours from left to right, a block for each visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from sotay.evaluation.audits.models import Visit
from sotay.ui.formats import ngay

LEFT, TOP, WIDTH, LANE, GAP = 84.0, 24.0, 720.0, 42.0, 8.0
FIRST_HOUR, LAST_HOUR = 7, 17
PAD, LETTERS = 14.0, 0.135
"""What is left free beside the words of a block, and how many letters stand in a unit of width."""


@dataclass(frozen=True, slots=True)
class Block:
    """A visit as drawn: its box, its words, and whether it is done, set aside or not yet."""

    x: float
    y: float
    width: float
    height: float
    title: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A day as drawn: its name and how high its row is."""

    label: str
    weekday: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Timetable:
    """The picture, ready to draw; its twin is the table of visits."""

    width: float
    height: float
    rows: tuple[Row, ...]
    hours: tuple[tuple[float, str], ...]
    blocks: tuple[Block, ...]


def timetable(visits: Iterable[Visit]) -> Timetable | None:
    """Return the picture of visits (unit and auditors prefetched); None where there are none."""
    standing = sorted(visits, key=lambda one: (one.starts_at, one.position, one.pk))
    if not standing:
        return None
    first = min(FIRST_HOUR, *(localtime(one.starts_at).hour for one in standing))
    last = max(LAST_HOUR, *(_end_hour(one) for one in standing))
    scale = (WIDTH - LEFT) / (last - first)
    by_day: dict[date, list[Visit]] = {}
    for one in standing:
        by_day.setdefault(localtime(one.starts_at).date(), []).append(one)
    rows, blocks, y = [], [], TOP
    for day, some in by_day.items():
        lanes = _lanes(some)
        height = len(lanes) * LANE + GAP
        rows.append(Row(label=ngay(day), weekday=day.isoweekday(), y=y, height=height))
        for number, lane in enumerate(lanes):
            blocks += [_block(one, y + GAP / 2 + number * LANE, first, scale) for one in lane]
        y += height
    hours = tuple((round(LEFT + (hour - first) * scale, 1), f"{hour:02d}:00") for hour in range(first, last + 1))
    return Timetable(width=WIDTH, height=round(y + 4, 1), rows=tuple(rows), hours=hours, blocks=tuple(blocks))


def _lanes(visits: list[Visit]) -> list[list[Visit]]:
    """Put visits of a day into as few lanes as hold them without touching."""
    lanes: list[list[Visit]] = []
    for one in visits:
        free = next((lane for lane in lanes if lane[-1].ends_at <= one.starts_at), None)
        if free is None:
            lanes.append([one])
        else:
            free.append(one)
    return lanes


def _block(visit: Visit, y: float, first: int, scale: float) -> Block:
    begins, ends = localtime(visit.starts_at), localtime(visit.ends_at)
    x = LEFT + (begins.hour + begins.minute / 60 - first) * scale
    width = max(18.0, (visit.ends_at - visit.starts_at).total_seconds() / 3600 * scale)
    who = ", ".join(str(one.user) for one in visit.auditors.all())
    tone = "aside" if visit.set_aside_reason else "done" if visit.finished_date else "open" if who else "nobody"
    return Block(
        x=round(x + 1, 1),
        y=round(y + 2, 1),
        width=round(min(width, WIDTH - x) - 2, 1),
        height=LANE - 4,
        title=_cut(str(visit.unit), width),
        note=_cut(f"{begins:%H:%M}–{ends:%H:%M} {who}", width),
        tone=tone,
    )


def _cut(text: str, width: float) -> str:
    most = max(3, int((width - PAD) * LETTERS))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _end_hour(visit: Visit) -> int:
    ends = localtime(visit.ends_at)
    return ends.hour + (1 if ends.minute else 0)
