"""Tables that are never cut: columns as wide as their words ask, smaller letters, pages that lie, and parts as a last resort."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from sotay.papers import letters, nd30
from sotay.papers.laying.parts import Cell, Grid, Line
from sotay.papers.laying.text import lined
from sotay.papers.model import Column, Table, words

_PARTED: Final = re.compile(r"[ \n]+")

INSET: Final = 4.0
"""Points left and right of the words in a cell."""
BREAKABLE: Final = 120.0
"""A word wider than this may be broken within its cell: addresses, names of 200 letters without a space."""
WHOLE_LINES: Final = 15
"""A row of so many lines at most stays on one page."""
_SHARE_KEPT: Final = 0.4
EASY: Final = 80.0
"""Points in which three or four words stand side by side."""
SLACK: Final = 1.02
"""Of a line in a column that is made for it: rows in bold and readers of Word files want a little more."""


def laid_tables(table: Table, *, standing: float, lying: float, size: float) -> tuple[list[Grid], bool]:
    """Return a table as one or more grids and whether they need a page that lies; `standing`, `lying` are the room in points.

    The letters become smaller down to `nd30.SMALLEST_TABLE_SIZE` only where the page already lies: first so that columns of
    sentences are read with ease, then so that no word is broken. What is wider than that is set in parts, each with the first
    columns again.
    """
    lies = lying > standing
    fitting = _standing_size(table, standing, size) if lies else None
    if fitting is not None:
        return [_grid(table, standing, fitting)], False
    sizes = (size, size - 1, size - 2)
    easy = next((one for one in sizes if sum(_easy(table, one)) <= lying), None)
    fitting = easy or next(
        (one for one in (size - 2, nd30.SMALLEST_TABLE_SIZE) if sum(_narrowest(table, one)) <= lying), None
    )
    if fitting is not None:
        return [_grid(table, lying, fitting)], lies
    parts = list(_parts(table, lying, nd30.SMALLEST_TABLE_SIZE))
    return [_grid(one, lying, nd30.SMALLEST_TABLE_SIZE) for one in parts], lies


def _standing_size(table: Table, room: float, size: float) -> float | None:
    """Return the size of letters by which a table stands upright, None where it needs a page that lies."""
    return next((one for one in (size, size - 1) if sum(_narrowest(table, one)) <= room), None)


def _easy(table: Table, size: float) -> list[float]:
    """Return how wide columns are at least to be read with ease: some words to a line, unless all their lines are shorter."""
    together = zip(_narrowest(table, size), _widest(table, size), strict=True)
    return [least if most == math.inf else max(least, min(most, EASY)) for least, most in together]


def _parts(table: Table, room: float, size: float) -> Iterator[Table]:
    """Yield tables of neighbouring columns that fit, each with the first ones before it."""
    least = _narrowest(table, size)
    repeated = 2 if len(least) > 2 and sum(least[:2]) <= room * _SHARE_KEPT else 1  # noqa: PLR2004
    if least[0] > room * _SHARE_KEPT:
        repeated = 0
    first = list(range(repeated))
    pages: list[list[int]] = [[]]
    taken = free = sum(least[:repeated])
    for place in range(repeated, len(least)):
        if pages[-1] and taken + least[place] > room:
            pages.append([])
            taken = free
        pages[-1].append(place)
        taken += least[place]
    for number, page in enumerate(pages, start=1):
        chosen = [*first, *page]
        said = f"{table.caption} (phần {number}/{len(pages)})".strip()
        yield Table(
            key=table.key,
            columns=tuple(table.columns[place] for place in chosen),
            rows=tuple(tuple(row[place] for place in chosen) for row in table.rows),
            caption=said,
            total=table.total,
            blank_rows=table.blank_rows,
        )


def _narrowest(table: Table, size: float) -> list[float]:
    """Return how wide each column is at least, so that no word is broken that should not be."""
    least = []
    for place, column in enumerate(table.columns):
        longest = max((_word(word, size, bold=True) for word in _split(column.title)), default=0.0)
        seen = {(word, bold) for text, bold in _cells(table, place) for word in _split(text)}
        longest = max(longest, max((_word(word, size, bold=bold) for word, bold in seen), default=0.0))
        least.append(min(longest, BREAKABLE) + 2 * INSET + 1)
    for start, end, title in _groups(table.columns):
        needed = max((_word(word, size, bold=True) for word in _split(title)), default=0.0)
        lack = min(needed, BREAKABLE) + 2 * INSET + 1 - sum(least[start:end])
        if title and lack > 0:
            for place in range(start, end):
                least[place] += lack / (end - start)
    return least


def _cells(table: Table, place: int) -> Iterator[tuple[str, bool]]:
    """Yield the words of each cell of a column, and whether any of them is set in bold."""
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        cell = row[place]
        bold = (table.total and number == last) or (not isinstance(cell, str) and any(run.bold for run in cell))
        yield words(cell), bold


def _split(text: str) -> list[str]:
    """Return the words of a text, those bound by a kept space as one."""
    return _PARTED.split(text)


def _grid(table: Table, room: float, size: float) -> Grid:
    least = _narrowest(table, size)
    widths = _shared(_widths(table, least, room), least, _widest(table, size))
    rows = tuple(tuple(lined(cell) for cell in row) for row in table.rows)
    return Grid(
        caption=table.caption,
        size=size,
        widths=widths,
        aligns=tuple(column.align for column in table.columns),
        heads=heads_of(table.columns),
        rows=rows,
        whole=tuple(_is_whole(row, widths, size) for row in rows),
        total=table.total and bool(rows),
        blank_rows=table.blank_rows,
    )


def _widths(table: Table, least: list[float], room: float) -> tuple[float, ...]:
    """Return shares of the room by what the columns ask for, none narrower than its words."""
    asked = [max(column.width, 0.01) for column in table.columns]
    fixed: set[int] = set()
    while True:
        free = room - sum(least[place] for place in fixed)
        shares = sum(one for place, one in enumerate(asked) if place not in fixed) or 1
        short = {
            place for place, one in enumerate(asked) if place not in fixed and free * one / shares < least[place] - 0.01
        }
        if not short:
            break
        fixed |= short
    if len(fixed) == len(asked):
        return tuple(one * room / sum(least) for one in least)
    return tuple(round(least[place] if place in fixed else free * one / shares, 3) for place, one in enumerate(asked))


def _widest(table: Table, size: float) -> list[float]:
    """Return how wide each column is at most: that of its longest line; without end where all its cells are to be written in."""
    most = []
    for place, column in enumerate(table.columns):
        told = {(line, bold) for text, bold in _cells(table, place) for line in text.split("\n") if line.strip()}
        longest = max((_word(line, size, bold=bold) for line, bold in told), default=math.inf)
        longest = max(longest, _in_two_lines(column.title, size))
        most.append(longest * SLACK + 2 * INSET + 1)
    return most


def _in_two_lines(title: str, size: float) -> float:
    """Return how wide a heading is at least that stands in two lines."""
    told = _split(title)
    halves = ((" ".join(told[:place]), " ".join(told[place:])) for place in range(1, len(told) + 1))
    return min((max(_word(half, size, bold=True) for half in both) for both in halves), default=0.0)


def _shared(widths: tuple[float, ...], least: list[float], most: list[float]) -> tuple[float, ...]:
    """Return widths with the room that no line of a column takes given to columns whose lines break."""
    wanted = [max(one, few) for one, few in zip(most, least, strict=True)]
    spare = [max(wide - one, 0.0) for wide, one in zip(widths, wanted, strict=True)]
    lack = [0.0 if one == math.inf else max(one - wide, 0.0) for wide, one in zip(widths, wanted, strict=True)]
    given = min(sum(spare), sum(lack))
    if given <= 0:
        return widths
    return tuple(
        round(wide - one * given / sum(spare) + few * given / sum(lack), 3)
        for wide, one, few in zip(widths, spare, lack, strict=True)
    )


def heads_of(columns: tuple[Column, ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of the heading: one, or two where neighbours have a common heading."""
    if not any(column.group for column in columns):
        return (tuple(Cell(text=lined(column.title)) for column in columns),)
    upper: list[Cell] = []
    lower: list[Cell] = []
    for start, end, title in _groups(columns):
        if not title:
            upper += [Cell(text=lined(column.title), down=2) for column in columns[start:end]]
            continue
        upper.append(Cell(text=lined(title), across=end - start))
        lower += [Cell(text=lined(column.title)) for column in columns[start:end]]
    return tuple(upper), tuple(lower)


def _groups(columns: tuple[Column, ...]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for title, members in groupby(columns, key=lambda column: column.group):
        end = start + len(list(members))
        yield start, end, title
        start = end


def _is_whole(row: tuple[Line, ...], widths: tuple[float, ...], size: float) -> bool:
    """Return whether a row is low enough to stay on one page; estimated, on the safe side."""
    for cell, room in zip(row, widths, strict=True):
        text = "".join(run.text for run in cell)
        letters_a_line = max((room - 2 * INSET) / (size * 0.62), 1)
        if text.count("\n") + len(text) / letters_a_line > WHOLE_LINES:
            return False
    return True


@lru_cache(maxsize=65536)
def _word(word: str, size: float, *, bold: bool) -> float:
    return letters.width(word, size, bold=bold)
