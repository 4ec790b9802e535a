"""The picture of a programme: units and processes by months, planned held against done; shapes tell what colours tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sotay.evaluation.audits.models import ProgrammeLine
from sotay.evaluation.audits.programmes.done import MONTHS, Cell

LABEL: Final = 190
CELL: Final = 30
ROW: Final = 28
HEAD: Final = 26
LONGEST: Final = 26


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that is not empty: its middle in the picture, and how it is drawn."""

    x: int
    y: int
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture: its short name, its height, whether it is shaded, its marks."""

    label: str
    y: int
    middle: int
    shaded: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture in units of its own; `months` are the numbers on top with their middles."""

    width: int
    height: int
    months: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]
    row: int = ROW
    label: int = LABEL


def drawing_of(rows: Sequence[tuple[ProgrammeLine, Sequence[Cell]]]) -> Drawing:
    """Return the picture of the lines of a programme and their cells."""
    drawn = []
    for place, (line, cells) in enumerate(rows):
        top = HEAD + place * ROW
        marks = tuple(Mark(_middle(cell.month), top + ROW // 2, cell.key) for cell in cells if cell.key != "empty")
        drawn.append(Row(short(line), top, top + ROW // 2, place % 2 == 1, marks))
    return Drawing(
        width=LABEL + 12 * CELL,
        height=HEAD + len(drawn) * ROW,
        months=tuple((month, _middle(month)) for month in MONTHS),
        rows=tuple(drawn),
    )


def short(line: ProgrammeLine) -> str:
    """Return the name of a line as far as it fits beside the picture."""
    name = line.unit.name if line.unit is not None else str(line.process)
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _middle(month: int) -> int:
    return LABEL + (month - 1) * CELL + CELL // 2
