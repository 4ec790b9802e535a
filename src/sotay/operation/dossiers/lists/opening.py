"""A list as a file: its tables found below titles and merged headings, its rows one after the other, never all held."""

import codecs
import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import TextIOWrapper
from itertools import islice
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import fold
from sotay.blobs.kinds import recognise
from sotay.blobs.refusals import BlobRefused
from sotay.blobs.texts import encoding_of
from sotay.exchange.biff import survey_xls
from sotay.exchange.grids import FileProblem, Grid, Limits, Note, Span
from sotay.exchange.headers import Header, find_header, heading_key, is_numbering
from sotay.exchange.survey import Extent, survey_xlsx
from sotay.exchange.texts import delimiter_of, unguarded
from sotay.exchange.workbooks import XLS, XLSX, damage_said, hidden_notes
from sotay.operation.dossiers.lists.words import WORDS

SIZE: Final = 600 * 1024 * 1024
LIMITS: Final = Limits(size=SIZE, rows=250_000, cells=4_000_000, characters=250_000_000)
"""Of a workbook, which a reader has to hold; a CSV is read line by line."""
MOST_LINES: Final = 2_000_000
HEAD: Final = 60
_KEYS: Final = frozenset(map(heading_key, WORDS))
_TAIL: Final = 4

Row = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with headings: `rows()` begins anew each time and yields row numbers as counted in the file, and values."""

    name: str
    header: Header
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The tables of a file and what was passed over."""

    tables: tuple[Table, ...]
    notes: tuple[Note, ...]


@contextmanager
def opened(file: BinaryIO, *, name: str, told: frozenset[str] = frozenset()) -> Iterator[Opened]:
    """Give the tables of a file; raise FileProblem when it cannot be read. `told` are headings a source names."""
    keys = _KEYS | frozenset(map(heading_key, told))
    try:
        media_type = recognise(file, name=name)
    except BlobRefused as refusal:
        raise FileProblem.of(refusal) from refusal
    if media_type in {XLSX, XLS}:
        with _workbook(file, media_type, keys) as found:
            yield found
    elif media_type.startswith("text/plain"):
        yield _text(file, keys)
    else:
        raise FileProblem("kind")


@contextmanager
def _workbook(file: BinaryIO, media_type: str, keys: frozenset[str]) -> Iterator[Opened]:
    import python_calamine as calamine

    extents: dict[str, Extent] | list[Extent]
    extents = survey_xlsx(file, LIMITS) if media_type == XLSX else survey_xls(file, LIMITS)
    tables, notes = [], []
    file.seek(0)
    with damage_said(), calamine.CalamineWorkbook.from_filelike(file) as workbook:
        for number, about in enumerate(workbook.sheets_metadata):
            place = _("Trang “%(sheet)s”") % {"sheet": about.name}
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if about.visible != calamine.SheetVisibleEnum.Visible:
                notes.append(Note(place, _("Trang ẩn, không đọc.")))
                continue
            extent = extents.get(about.name) if isinstance(extents, dict) else extents[number]
            if extent is None:
                raise FileProblem("damaged")
            sheet = workbook.get_sheet_by_index(number)
            table = _sheet(sheet, extent, keys)
            if table is None:
                notes.append(Note(place, _("Không có tiêu đề cột cần nhập, không đọc.")))
                continue
            notes += hidden_notes(about.name, extent)
            tables.append(table)
        yield _found(tables, notes)


def _sheet(sheet: Any, extent: Extent, keys: frozenset[str]) -> Table | None:
    """Return a sheet of a workbook as a table; None where no heading is known."""
    top, left = sheet.start or (0, 0)
    before = [None] * left
    wrong: dict[int, list[tuple[int, Any]]] = {}
    for (row, column), sign in extent.wrong.items():
        wrong.setdefault(row, []).append((column, sign))
    spans = [
        Span(first[0] + 1, first[1], min(last[0] + 1, extent.bottom), min(last[1], extent.right))
        for first, last in sheet.merged_cell_ranges or ()
    ]
    if sum(max(0, span.bottom - span.top) for span in spans) > LIMITS.cells:
        raise FileProblem("damaged")  # merged cells never overlap

    def rows() -> Iterator[Row]:
        for number, values in enumerate(sheet.iter_rows(), start=top + 1):
            whole = before + [None if value == "" else value for value in values]
            for column, sign in wrong.get(number, ()):
                whole += [None] * (column + 1 - len(whole))
                whole[column] = sign if whole[column] is None else whole[column]
            yield number, whole

    head = dict(islice(rows(), HEAD))
    grid = Grid(sheet.name, head, tuple(span for span in spans if span.top in head))
    header = find_header(grid, keys=keys, depth=LIMITS.header_depth)
    if header is None or not header.matches(keys):
        return None
    down = [span for span in spans if span.top > header.last_row and span.bottom > span.top]
    return Table(sheet.name, header, lambda: _below(_filled_down(rows(), down), header))


def _filled_down(rows: Iterator[Row], spans: list[Span]) -> Iterator[Row]:
    """Yield rows, those below the first of cells merged downwards with its value."""
    begun = {(span.top, span.left): None for span in spans}
    fills: dict[int, list[tuple[int, int]]] = {}
    for span in spans:
        for number in range(span.top + 1, span.bottom + 1):
            fills.setdefault(number, []).append((span.left, span.top))
    for number, values in rows:
        for column, value in enumerate(values):
            if (number, column) in begun:
                begun[number, column] = value
        for column, first in fills.get(number, ()):
            if column < len(values) and values[column] is None and any(value is not None for value in values):
                values[column] = begun[first, column]
        yield number, values


def _below(rows: Iterator[Row], header: Header) -> Iterator[Row]:
    """Yield the rows below a header but those that are blank, number the columns, or repeat the header."""
    first = True
    words = [(one.column, heading_key(one.name)) for one in header.headings][:3]
    for number, values in rows:
        if number <= header.last_row or not any(value not in (None, "") for value in values):
            continue
        if first and is_numbering(values):
            first = False
            continue
        first = False
        if all(at < len(values) and _reads(values[at], key) for at, key in words):
            continue
        yield number, values


def _reads(value: Any, key: str) -> bool:
    """Return whether a cell reads like a heading; nearly none does, which its first letter tells."""
    return isinstance(value, str) and _letter(value[:1]) == key[:1] and heading_key(value) == key


@lru_cache(maxsize=4096)
def _letter(sign: str) -> str:
    return fold(sign)


def _text(file: BinaryIO, keys: frozenset[str]) -> Opened:
    encoding = _encoding(file)
    with _lines(file, encoding) as text:
        lines = [line.removeprefix("\ufeff") for line in islice(text, HEAD)]
    sep = bool(lines) and lines[0].strip().strip('"').lower().startswith("sep=")
    delimiter = lines[0].strip().strip('"')[len("sep=") :] if sep else ""
    delimiter = delimiter if len(delimiter) == 1 else delimiter_of(lines)

    def rows() -> Iterator[Row]:
        return _records(file, encoding, delimiter)

    head: dict[int, list[Any]] = {}
    try:
        for number, record in islice(rows(), HEAD):
            head[number] = [None] * len(record) if sep and number == 1 else [value or None for value in record]
    except FileProblem:
        if not head:
            raise
    header = find_header(Grid("", head), keys=keys, depth=LIMITS.header_depth)
    if header is None or not header.matches(keys):
        return _found([], [])
    width = len(head[header.last_row])
    return _found([Table("", header, lambda: _below(_whole(rows(), file, header, width), header))], [])


def _found(tables: list[Table], notes: list[Note]) -> Opened:
    if not tables:
        raise FileProblem(
            "no_headings",
            what=_("Không tìm thấy dòng tiêu đề có cột mã hồ sơ, ngày tiếp nhận trong tệp."),
            mend=_("Hãy xuất lại danh sách hồ sơ kèm dòng tiêu đề; tệp CSV nên lưu dạng CSV UTF-8."),
        )
    return Opened(tuple(tables), tuple(notes))


def _encoding(file: BinaryIO) -> str:
    """Return the encoding of a text; raise FileProblem for none, and for UTF-8 that ends within a character."""
    encoding = encoding_of(file)
    if encoding is None:
        raise FileProblem("encoding")
    if encoding == "windows-1258" and _is_utf8_but_for_its_end(file):
        raise _cut(None)
    return encoding


def _is_utf8_but_for_its_end(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(1 << 20):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def _lines(file: BinaryIO, encoding: str) -> Iterator[TextIOWrapper]:
    """Give the text of a file from its beginning; the file itself stays open."""
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()


def _records(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[Row]:
    """Yield the records of a CSV; raise FileProblem where quotes do not close or there are too many."""
    number = 0
    with _lines(file, encoding) as text:
        try:
            for number, record in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
                if number > MOST_LINES:
                    raise FileProblem("too_many_rows", limit=MOST_LINES)
                if number == 1 and record:
                    record[0] = record[0].removeprefix("\ufeff")
                yield number, [unguarded(value) if "'" in value else value for value in record]
        except csv.Error as problem:
            raise _cut(number + 1) from problem


def _whole(rows: Iterator[Row], file: BinaryIO, header: Header, width: int) -> Iterator[Row]:
    """Yield rows; raise FileProblem when the last is shorter than all before it and no line end follows."""
    short = 0
    number, length = 0, width
    for number, values in rows:
        if number > header.last_row:
            short += length < width
            length = len(values)
        yield number, values
    if length < width and not short:
        file.seek(-_TAIL, 2)
        if not file.read(_TAIL).rstrip(b"\0").endswith((b"\n", b"\r")):
            raise _cut(number)


def _cut(row: int | None) -> FileProblem:
    """Return that a file ends where it should not."""
    mend = _("Hãy xuất hoặc tải lại tệp từ hệ thống một cửa; chưa dòng nào được nhập.")
    if row is None:
        return FileProblem("cut", what=_("Tệp bị cắt giữa chừng: chữ cuối cùng không đủ."), mend=mend)
    what = _("Tệp bị cắt giữa chừng, hoặc dấu nháy kép mở mà không đóng, ở dòng %(row)s.") % {"row": row}
    return FileProblem("cut", what=what, mend=mend)
