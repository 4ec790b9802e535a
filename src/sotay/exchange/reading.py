"""Reading of tables: XLSX, XLS, CSV and JSON as rows that know sheet, row, column and raw text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext_lazy as _

from sotay.blobs.kinds import recognise
from sotay.blobs.refusals import BlobRefused
from sotay.exchange.grids import LIMITS, FileProblem, Grid, Limits, Note, Span, Words, Wrong, letters, raw_of
from sotay.exchange.headers import Header, Heading, find_header, heading_key, is_numbering
from sotay.exchange.texts import read_csv, read_json
from sotay.exchange.workbooks import XLS, XLSX, read_workbook

__all__ = ["LIMITS", "Cell", "FileProblem", "Limits", "Note", "Reading", "Row", "Sheet", "Wrong", "read"]

GUIDE_SHEET: Final = "Hướng dẫn"
"""The sheet of our own templates that explains; never read as data."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text as a person sees it, its value as the file holds it, its address (C5)."""

    raw: str
    value: Any
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: sheet (empty in CSV and JSON), number as counted in the file, cells by the words of the heading."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table found in a file: its headings in order and its rows."""

    name: str
    header_row: int
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file, and what was passed over."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all sheets, in the order of the file."""
        for sheet in self.sheets:
            yield from sheet.rows


def read(source: bytes | BinaryIO, *, name: str, words: Iterable[str] = (), limits: Limits = LIMITS) -> Reading:
    """Return the tables of a file; raise FileProblem when it cannot be read.

    `name` is the file's name (its ending must fit the content), `words` the words headings may have: they find the
    header below titles and choose the sheets; without them the fullest row of words is the header.
    """
    stream = _whole(source, limits)
    keys = frozenset(heading_key(word) for word in words)
    grids, notes = _grids(stream, name=name, limits=limits)
    found = []
    for grid in grids:
        if heading_key(grid.name) == heading_key(GUIDE_SHEET):
            continue
        notes += grid.notes
        if header := find_header(grid, keys=keys, depth=limits.header_depth):
            found.append((grid, header))
        else:
            notes.append(Note(_place(grid.name), _("Không có dữ liệu.")))
    if keys and any(header.matches(keys) for _grid, header in found):
        for grid, header in found:
            if not header.matches(keys):
                notes.append(Note(_place(grid.name), _("Không có tiêu đề cột cần nhập, không đọc.")))
        found = [(grid, header) for grid, header in found if header.matches(keys)]
    if not found:
        raise FileProblem("empty")
    sheets = tuple(_sheet(grid, header, notes) for grid, header in found)
    return Reading(sheets, tuple(notes))


def _whole(source: bytes | BinaryIO, limits: Limits) -> BinaryIO:
    content = source if isinstance(source, bytes) else source.read(limits.size + 1)
    if len(content) > limits.size:
        raise FileProblem("too_large", limit=limits.size // (1 << 20))
    return BytesIO(content)


def _grids(stream: BinaryIO, *, name: str, limits: Limits) -> tuple[list[Grid], list[Note]]:
    try:
        media_type = recognise(stream, name=name)
    except BlobRefused as refusal:
        raise FileProblem.of(refusal) from refusal
    if media_type in {XLSX, XLS}:
        return read_workbook(stream, media_type=media_type, limits=limits)
    if not media_type.startswith("text/plain"):
        raise FileProblem("kind")
    read_text = read_json if name.lower().endswith(".json") else read_csv
    return [read_text(stream, limits=limits)], []


def _sheet(grid: Grid, header: Header, notes: list[Note]) -> Sheet:
    """Return the rows below the header; rows that are no data are passed over, and said where that is not plain."""
    below = {number: list(values) for number, values in grid.rows.items() if number > header.last_row}
    _fill_down(below, grid.spans)
    first = next(iter(below), None)
    if first is not None and is_numbering(below[first]):
        notes.append(Note(_place(grid.name, first), _("Dòng đánh số cột, không đọc.")))
        del below[first]
    words = {heading.name: heading_key(heading.name) for heading in header.headings}
    across = {span.top: span for span in grid.spans if span.right > span.left}
    rows = []
    for number, values in below.items():
        cells = dict(_cells(values, number, header))
        if not any(cell.raw or isinstance(cell.value, Wrong) for cell in cells.values()):
            continue
        filled = [(name, cell) for name, cell in cells.items() if cell.raw]
        if len(filled) >= min(2, len(words)) and all(heading_key(cell.raw) == words.get(name) for name, cell in filled):
            continue  # the header again, as on the next printed page; one cell alone may be a code that reads like it
        if (span := across.get(number)) and _is_title(values, span, header):
            what = _("Dòng tiêu đề nhóm “%(title)s”, không đọc.") % {"title": raw_of(values[span.left])}
            notes.append(Note(_place(grid.name, number), what))
            continue
        rows.append(Row(grid.name, number, MappingProxyType(cells)))
    return Sheet(grid.name, header.first_row, _with_nameless(header, rows), tuple(rows))


def _cells(values: list[Any], number: int, header: Header) -> Iterator[tuple[str, Cell]]:
    known = {heading.column for heading in header.headings} | {header.counter}
    for heading in header.headings:
        value = values[heading.column] if heading.column < len(values) else None
        yield heading.name, Cell(raw_of(value), value, f"{heading.letters}{number}")
    for column, value in enumerate(values):
        if column not in known and (raw := raw_of(value)):
            heading = _nameless(column)
            yield heading.name, Cell(raw, value, f"{heading.letters}{number}")


def _nameless(column: int) -> Heading:
    return Heading(f"({letters(column)})", letters(column), column, frozenset())


def _with_nameless(header: Header, rows: list[Row]) -> tuple[Heading, ...]:
    """Return the headings and, after them, a column without words for each that holds data all the same."""
    named = {heading.name for heading in header.headings}
    others = dict.fromkeys(name for row in rows for name in row.cells if name not in named)
    return header.headings + tuple(Heading(name, name.strip("()"), -1, frozenset()) for name in others)


def _fill_down(rows: dict[int, list[Any]], spans: tuple[Span, ...]) -> None:
    """Repeat the value of cells merged downwards in every row they cover: each of these rows has it."""
    for span in spans:
        if span.bottom == span.top or span.top not in rows or span.left >= len(rows[span.top]):
            continue
        value = rows[span.top][span.left]
        for number in range(span.top + 1, span.bottom + 1):
            if (values := rows.get(number)) is not None and any(raw_of(one) for one in values):
                values += [None] * (span.left + 1 - len(values))
                values[span.left] = value


def _is_title(values: list[Any], span: Span, header: Header) -> bool:
    """Return whether a row is one text merged over half of the table or more: the title of a group of rows."""
    filled = [column for column, value in enumerate(values) if raw_of(value) and column != header.counter]
    wide = (span.right - span.left + 1) * 2 >= len(header.headings)
    return wide and filled == [span.left]


def _place(sheet: str, number: int | None = None) -> Words:
    """Return where something stands, in words."""
    if number is None:
        return _("Trang “%(sheet)s”") % {"sheet": sheet} if sheet else ""
    if not sheet:
        return _("Dòng %(row)s") % {"row": number}
    return _("Trang “%(sheet)s”, dòng %(row)s") % {"sheet": sheet, "row": number}
