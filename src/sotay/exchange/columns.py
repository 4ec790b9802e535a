"""Columns as features declare them, and rows turned into values by them: every bad cell named, nothing raised."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sotay.exchange.grids import Words, Wrong
from sotay.exchange.headers import Heading, heading_key
from sotay.exchange.parsing import (
    Doubtful,
    Parser,
    Unreadable,
    choice,
    code,
    date_vi,
    decimal_vi,
    email,
    integer,
    text,
    text_up_to,
    yes_no,
)
from sotay.exchange.reading import Cell, Note, Reading, Row, Sheet

__all__ = [
    "Column", "Doubtful", "Parsed", "ParsedRow", "Parser", "Problem", "Unreadable", "choice", "code", "code_again", "date_vi",
    "decimal_vi", "email", "integer", "parse_rows", "text", "text_up_to", "words_of", "yes_no",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that is imported or exported.

    `header` is the word shown and then others that are understood; `parse` reads a cell that is not blank (Parser, or
    any function of a Cell that raises Unreadable); blank cells give `default`, or a problem when `required`; `unique`
    refuses a value that stood in a row above; `width` in characters is for writing.
    """

    key: str
    header: Words | Sequence[Words]
    parse: Callable[[Cell], Any] = text
    required: bool = False
    unique: bool = False
    default: Any = None
    hint: Words = ""
    width: int | None = None

    @property
    def words(self) -> tuple[Words, ...]:
        """The words its heading may have, the shown one first."""
        return (self.header,) if isinstance(self.header, str | Promise) else tuple(self.header)

    @property
    def title(self) -> str:
        """The heading as it is shown."""
        return str(self.words[0])


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place of a file and how to mend it; row and address are empty for a whole column."""

    sheet: str
    row: int | None
    column: str
    address: str
    raw: str
    what: Words
    mend: Words

    @property
    def where(self) -> str:
        """The place in words: sheet, row, column and address."""
        parts = []
        if self.sheet:
            parts.append(str(_("trang “%(sheet)s”") % {"sheet": self.sheet}))
        if self.row is not None:
            parts.append(str(_("dòng %(row)s") % {"row": self.row}))
        if self.column:
            parts.append(str(_("cột “%(column)s”") % {"column": self.column}))
        place = ", ".join(parts)
        return place[:1].upper() + place[1:] + (f" ({self.address})" if self.address else "")

    def as_dict(self) -> dict[str, str]:
        """Return the problem as `sotay import --json` prints it."""
        return {"where": self.where, "what": str(self.what), "mend": str(self.mend)}


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A row whose every cell was read: values by the keys of the columns, and where it stood."""

    sheet: str
    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, Cell] = field(repr=False)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def problem(self, key: str, what: Words, mend: Words = "") -> Problem:
        """Return a problem of this row found later (a code nobody has, a unit that ended), placed at the cell."""
        cell = self.cells.get(key)
        address, raw, column = (cell.address, cell.raw, key) if cell else ("", "", key)
        return Problem(self.sheet, self.number, self._titles.get(key, column), address, raw, what, mend)

    _titles: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came of a file: rows that can be used, problems that refuse it, flags for what was kept all the same.

    `ignored` are the headings no column knows. A file with problems is not imported, so `rows` are then for preview only.
    """

    rows: tuple[ParsedRow, ...]
    problems: tuple[Problem, ...]
    flags: tuple[Problem, ...]
    ignored: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def ok(self) -> bool:
        """Whether the file can be imported."""
        return not self.problems


def words_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return all words the headings may have, as `read` wants them to find the header."""
    return tuple(str(word) for column in columns for word in column.words)


def parse_rows(reading: Reading, columns: Sequence[Column]) -> Parsed:
    """Return the values of every row; never raises for what stands in a file.

    A missing heading of a required column, every bad cell and every repeated unique value is a problem that names its
    place and how to mend it.
    """
    work = _Work(columns)
    for sheet in reading.sheets:
        work.take(sheet)
    if not work.rows and not work.problems:
        what, mend = _("Tệp không có dòng dữ liệu nào."), _("Hãy nhập dữ liệu dưới dòng tiêu đề.")
        work.problems.append(Problem("", None, "", "", "", what, mend))
    return Parsed(
        tuple(work.rows), tuple(work.problems), tuple(work.flags), tuple(dict.fromkeys(work.ignored)), reading.notes
    )


class _Work:
    """One file being parsed."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.titles = {column.key: column.title for column in columns}
        self.rows: list[ParsedRow] = []
        self.problems: list[Problem] = []
        self.flags: list[Problem] = []
        self.ignored: list[str] = []
        self._seen: dict[tuple[str, Any], Row] = {}

    def take(self, sheet: Sheet) -> None:
        """Parse the rows of one sheet."""
        found = self._headings(sheet)
        used = {heading.name for heading in found.values()}
        self.ignored += [heading.name for heading in sheet.headings if heading.name not in used]
        for column in self.columns:
            if column.required and column.key not in found:
                what = _("Thiếu cột “%(column)s”.") % {"column": column.title}
                words = ", ".join(f"“{word}”" for word in column.words)
                mend = _("Thêm cột có tiêu đề là một trong: %(words)s.") % {"words": words}
                self.problems.append(Problem(sheet.name, None, column.title, "", "", what, mend))
        for row in sheet.rows:
            self._row(row, found)

    def _headings(self, sheet: Sheet) -> dict[str, Heading]:
        """Return which heading each column stands under; a word earlier in the list wins, no heading serves two."""
        found: dict[str, Heading] = {}
        free = list(sheet.headings)
        places = max((len(column.words) for column in self.columns), default=0)
        for place in range(places):
            for column in self.columns:
                if column.key in found or place >= len(column.words):
                    continue
                key = heading_key(str(column.words[place]))
                heading = next((one for one in free if key in one.keys), None)
                if heading:
                    found[column.key] = heading
                    free.remove(heading)
        return found

    def _row(self, row: Row, found: Mapping[str, Heading]) -> None:
        cells = {key: cell for key, heading in found.items() if (cell := row.cells.get(heading.name))}
        if not any(cell.raw or isinstance(cell.value, Wrong) for cell in cells.values()):
            return
        before = len(self.problems)
        values = {
            column.key: self._value(row, column, cells.get(column.key), present=column.key in found)
            for column in self.columns
        }
        if len(self.problems) == before:
            self.rows.append(ParsedRow(row.sheet, row.number, values, cells, self.titles))

    def _value(self, row: Row, column: Column, cell: Cell | None, *, present: bool) -> Any:
        if cell and isinstance(cell.value, Wrong):
            return self._refuse(row, column, cell, *_about(cell.value))
        if cell is None or not cell.raw:
            if column.required and present:
                self._refuse(row, column, cell, _("Ô trống."), _("Cột này bắt buộc, hãy nhập giá trị."))
            return column.default
        try:
            value = column.parse(cell)
        except Unreadable as problem:
            return self._refuse(row, column, cell, problem.what, problem.mend)
        except Doubtful as doubt:
            value = doubt.value
            self.flags.append(_problem(row, column, cell, doubt.what, _("Hãy kiểm tra lại giá trị này.")))
        if column.unique:
            first = self._seen.setdefault((column.key, value), row)
            if first is not row:
                self._refuse(row, column, cell, *_repeated(cell, first))
        return value

    def _refuse(self, row: Row, column: Column, cell: Cell | None, what: Words, mend: Words) -> None:
        self.problems.append(_problem(row, column, cell, what, mend))


def _problem(row: Row, column: Column, cell: Cell | None, what: Words, mend: Words) -> Problem:
    address, raw = (cell.address, cell.raw) if cell else ("", "")
    return Problem(row.sheet, row.number, column.title, address, raw, what, mend)


def _about(wrong: Wrong) -> Iterator[Words]:
    if wrong.sign:
        yield _("Ô có lỗi Excel %(sign)s.") % {"sign": wrong.sign}
        yield _("Sửa công thức, hoặc nhập thẳng giá trị vào ô.")
    else:
        yield _("Ô có công thức nhưng chưa có kết quả.")
        yield _("Mở tệp bằng Excel, lưu lại rồi tải lên; hoặc nhập thẳng giá trị vào ô.")


def _repeated(cell: Cell, first: Row) -> tuple[Words, Words]:
    what = _("“%(raw)s” đã có ở dòng %(row)s.") % {"raw": cell.raw, "row": first.number}
    return what, _("Mỗi giá trị ở cột này chỉ được có một lần; hãy bỏ dòng trùng hoặc sửa giá trị.")


def code_again(row: ParsedRow, code: str, rows: dict[str, ParsedRow]) -> Problem | None:
    """Return that a code stands in an earlier row, however it is capitalised; else None, and the row is kept in `rows`."""
    first = rows.setdefault(code.lower(), row)
    if first is row:
        return None
    what = _("Mã %(code)s đã có ở dòng %(row)d; chữ hoa, chữ thường không phân biệt hai mã.")
    return row.problem("code", what % {"code": code, "row": first.number}, _("Bỏ dòng trùng, hoặc sửa mã."))
