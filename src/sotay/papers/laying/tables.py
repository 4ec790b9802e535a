"""Tables that are never cut: columns as wide as their words ask, smaller letters, pages that lie, and parts as a last resort."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from sotay.papers import letters, nd30
from sotay.papers.laying.parts import Cell, Grid, Line
from sotay.papers.laying.text import lined
from sotay.papers.model import Column, Table, words

INSET: Final = 4.0
"""Points left and right of the words in a cell."""
BREAKABLE: Final = 120.0
"""A word wider than this may be broken within its cell: addresses, names of 200 letters without a space."""
WHOLE_LINES: Final = 15
"""A row of so many lines at most stays on one page."""
_SHARE_KEPT: Final = 0.4


def laid_tables(table: Table, *, standing: float, lying: float, size: float) -> tuple[list[Grid], bool]:
    """Return a table as one or more grids and whether they need a page that lies; `standing`, `lying` are the room in points.

    The letters become smaller down to `nd30.SMALLEST_TABLE_SIZE` only where the page already lies. What is wider than that
    is set in parts, each with the first columns again.
    """
    for room, sizes in ((standing, (size, size - 1)), (lying, (size, size - 1, size - 2, nd30.SMALLEST_TABLE_SIZE))):
        for letters_size in sizes:
            if sum(_narrowest(table, letters_size)) <= room:
                return [_grid(table, room, letters_size)], room > standing
    parts = list(_parts(table, lying, nd30.SMALLEST_TABLE_SIZE))
    return [_grid(one, lying, nd30.SMALLEST_TABLE_SIZE) for one in parts], lying > standing


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
        longest = max((_word(word, size, bold=True) for word in column.title.split()), default=0.0)
        seen = {word for row in table.rows for word in words(row[place]).split()}
        longest = max(longest, max((_word(word, size, bold=False) for word in seen), default=0.0))
        least.append(min(longest, BREAKABLE) + 2 * INSET + 1)
    for start, end, title in _groups(table.columns):
        needed = max((_word(word, size, bold=True) for word in title.split()), default=0.0)
        lack = min(needed, BREAKABLE) + 2 * INSET + 1 - sum(least[start:end])
        if title and lack > 0:
            for place in range(start, end):
                least[place] += lack / (end - start)
    return least


def _grid(table: Table, room: float, size: float) -> Grid:
    widths = _widths(table, _narrowest(table, size), room)
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
