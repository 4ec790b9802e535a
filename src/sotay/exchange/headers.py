"""The row of headings in a grid: where it stands, how many rows it takes, and by which words its columns are known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sotay.agency.vietnamese import fold
from sotay.exchange.grids import Grid, letters, raw_of

_BRACKETS: Final = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_NOT_WORDS: Final = re.compile(r"[^a-z0-9%]+")
_COUNTERS: Final = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu"})
_COLUMN_NUMBER: Final = re.compile(r"[(\[]?\s*([A-Z]|[0-9]{1,2})\s*[)\]]?")
_FEWEST_NUMBERED: Final = 3
_HIGHEST: Final = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its words (unique in the sheet), the letters Excel gives it, the keys it is known by."""

    name: str
    letters: str
    column: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a sheet and the rows they take."""

    first_row: int
    last_row: int
    headings: tuple[Heading, ...]
    counter: int | None = None
    """The column that only counts rows (STT), which is never read."""

    def matches(self, keys: frozenset[str]) -> int:
        """Return how many of the keys are known here."""
        return len(keys & frozenset().union(*(heading.keys for heading in self.headings)))


def heading_key(words: str) -> str:
    """Return the words of a heading as they are compared: folded, without brackets, stars and punctuation.

    `Tên đơn vị (*)`, `TEN DON VI` and `tên  đơn vị:` are the same.
    """
    folded = fold(words)
    key = _NOT_WORDS.sub(" ", _BRACKETS.sub(" ", folded)).strip()
    return key or _NOT_WORDS.sub(" ", folded).strip()


def find_header(grid: Grid, *, keys: Iterable[str] = (), depth: int) -> Header | None:
    """Return the header of a grid, looked for in its first rows; None when no row holds any word.

    With keys, the row that knows most of them; without, or when none is known, the first of the fullest rows of words.
    """
    wanted = frozenset(keys)
    filled = [number for number, values in grid.rows.items() if any(raw_of(value) for value in values)][:depth]
    headers = [header for number in filled if (header := _header_at(grid, number, wanted))]
    if not headers:
        return None
    known = max(headers, key=lambda header: header.matches(wanted))
    return known if known.matches(wanted) else max(headers, key=lambda header: len(header.headings))


def is_numbering(values: list[Any]) -> bool:
    """Return whether a row only numbers the columns, as forms do below the header: (1) (2) (3), A B 1 2."""
    found = [_COLUMN_NUMBER.fullmatch(raw) for value in values if (raw := raw_of(value))]
    if len(found) < _FEWEST_NUMBERED or not all(found):
        return False
    signs = [one[1] for one in found if one]
    named = [sign for sign in signs if sign.isalpha()]
    numbers = [int(sign) for sign in signs if not sign.isalpha()]
    expected = [chr(ord("A") + n) for n in range(len(named))], list(range(1, len(numbers) + 1))
    return (named, numbers) == expected


def _header_at(grid: Grid, number: int, wanted: frozenset[str]) -> Header | None:
    """Return the header that would begin in this row; None when it holds no word.

    A column that counts the rows is no heading, unless its word is one of those wanted.
    """
    last = number + _height(grid, number) - 1
    rows = [_filled_across(grid, row) for row in range(number, last + 1)]
    headings: list[Heading] = []
    counter = None
    taken: set[str] = set()
    for column in range(max(map(len, rows), default=0)):
        parts = list(dict.fromkeys(raw for row in rows if column < len(row) and (raw := _word(row[column]))))
        if not parts:
            continue
        name = " ".join(" ".join(parts).split())
        if heading_key(name) in _COUNTERS - wanted and counter is None:
            counter = column
            continue
        keys = frozenset({heading_key(name), heading_key(parts[-1])}) - {""}
        name = name if name not in taken else f"{name} ({letters(column)})"
        taken.add(name)
        headings.append(Heading(name, letters(column), column, keys))
    return Header(number, last, tuple(headings), counter) if headings else None


def _word(value: Any) -> str:
    """Return the text of a cell that could be a heading: numbers and dates are none."""
    return raw_of(value) if isinstance(value, str) else ""


def _height(grid: Grid, number: int) -> int:
    """Return how many rows a header takes that begins here: as many as its merged cells, two below a wide heading."""
    begun = [span for span in grid.spans if span.top == number and _word(_at(grid, number, span.left))]
    height = max((span.bottom - span.top + 1 for span in begun), default=1)
    below = grid.rows.get(number + 1, [])
    wide = [span for span in begun if span.top == span.bottom and span.right > span.left]
    if height == 1 and any(_word(value) for span in wide for value in below[span.left : span.right + 1]):
        everywhere = sum(1 for value in _filled_across(grid, number) if _word(value))
        narrower = everywhere > max(span.right - span.left + 1 for span in wide)
        height = 2 if narrower else 1  # one heading over everything is a title, not a header
    return min(height, _HIGHEST)


def _filled_across(grid: Grid, number: int) -> list[Any]:
    """Return the values of a row, those of merged cells repeated over their width."""
    values = list(grid.rows.get(number, []))
    for span in grid.spans:
        if span.top == number and span.right > span.left and span.left < len(values):
            width = span.right - span.left + 1
            values += [None] * max(0, span.right + 1 - len(values))
            values[span.left : span.right + 1] = [values[span.left]] * width
    return values


def _at(grid: Grid, row: int, column: int) -> Any:
    values = grid.rows.get(row, [])
    return values[column] if column < len(values) else None
