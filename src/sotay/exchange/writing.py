"""Writing of tables: XLSX and CSV that open in Excel as they are meant, never as formulas, and templates to fill in."""

import csv
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from sotay.agency.vietnamese import format_date, nfc
from sotay.exchange.columns import Column
from sotay.exchange.grids import letters
from sotay.exchange.parsing import Parser
from sotay.exchange.reading import GUIDE_SHEET
from sotay.exchange.texts import guarded

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"

Record = Mapping[str, Any] | Sequence[Any]

_IN_MEMORY: Final = 4 * 1024 * 1024
_MEASURED: Final = 200
_NARROWEST, _WIDEST = 8, 60
_MOST_DIGITS: Final = 15
_LONGEST_TEXT: Final = 32_767
_FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel counts a day that never was
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n'＝＋－＠]")
_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_SHEET_NAME: Final = 31
_LONGEST_LIST: Final = 255
_A4: Final = 9
_PROPERTIES: Final = "docProps/core.xml"
_MADE: Final = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_FIRST_ZIP_YEAR: Final = 1980
_LARGE: Final = 1 << 31
_TEMPLATE_ROWS: Final = 1000


def write_xlsx(columns: Sequence[Column], rows: Iterable[Record], *, title: str) -> IO[bytes]:
    """Return an open XLSX of the rows, wound back to its start; rows are taken one by one, never all held.

    A row is a mapping by the keys of the columns or a sequence in their order. Dates and numbers are real ones, times
    those of Vietnam; a text is a text whatever it begins with. `title` names the sheet and stands on printed pages.
    """
    return write_sheets([(title, columns, rows)])


def write_sheets(
    sheets: Iterable[tuple[str, Sequence[Column], Iterable[Record]]], *, day: date | None = None
) -> IO[bytes]:
    """Return an open XLSX with a sheet for each title, columns and rows; see `write_xlsx`. Equal titles get a number.

    With a `day` it bears that and no clock: the same sheets are the same bytes.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    names: set[str] = set()
    for title, columns, rows in sheets:
        name = _free_name(sheet_name(title), names)
        sheet = workbook.create_sheet(name)
        _set_up(workbook, sheet, title, columns)
        values = (_values(row, columns) for row in rows)
        first = list(islice(values, _MEASURED))
        _set_widths(sheet, columns, first)
        sheet.append([_heading(sheet, column.title) for column in columns])
        last = 1
        for last, row in enumerate(chain(first, values), start=2):  # noqa: B007  the number of the last row is used below
            sheet.append([_cell(sheet, value) for value in row])
        if columns:
            sheet.auto_filter.ref = f"A1:{letters(len(columns) - 1)}{last}"
    if not names:
        workbook.create_sheet(sheet_name(""))
    return _saved(workbook) if day is None else of_one_moment(_saved(workbook), day)


def _free_name(name: str, taken: set[str]) -> str:
    """Return a name no sheet has yet, whatever its capitals, and note it."""
    free, number = name, 1
    while free.lower() in taken:
        number += 1
        free = f"{name[: _LONGEST_SHEET_NAME - len(str(number)) - 3]} ({number})"
    taken.add(free.lower())
    return free


def write_csv(columns: Sequence[Column], rows: Iterable[Record]) -> bytes:
    """Return the rows as CSV; see `csv_lines`."""
    return b"".join(csv_lines(columns, rows))


def csv_lines(columns: Sequence[Column], rows: Iterable[Record]) -> Iterator[bytes]:
    """Yield the rows as CSV, line by line, for an answer that is sent while it is made.

    UTF-8 with its mark, `;` between fields and the decimal comma, as Excel writes and opens it where the comma is the
    decimal sign; every field is quoted, and a text that could be taken for a formula has an apostrophe before it.
    """
    yield "\ufeff".encode()
    yield _line([guarded(column.title) for column in columns])
    for row in rows:
        yield _line([_plain(value) for value in _values(row, columns)])


def template_xlsx(columns: Sequence[Column], examples: Iterable[Record] = (), *, title: str = "") -> IO[bytes]:
    """Return a workbook to fill in: a sheet with the headings alone, and a guide with rules and examples.

    Required columns bear a star, closed lists can be chosen from, codes stay texts. The examples stand in the guide,
    which is never read, so that nobody imports them by mistake.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = sheet_name(title or _("Dữ liệu"))
    _set_up(workbook, sheet, title or _("Dữ liệu"), columns)
    shown = [_values(row, columns) for row in examples]
    _set_widths(sheet, columns, shown)
    sheet.append([_heading(sheet, f"{column.title} *" if column.required else column.title) for column in columns])
    for number, column in enumerate(columns):
        if not isinstance(column.parse, Parser):
            continue
        sheet.column_dimensions[letters(number)].number_format = column.parse.cell_format
        words = ",".join(str(word) for word in column.parse.words)
        if column.parse.words and len(words) + 2 <= _LONGEST_LIST and words.count(",") < len(column.parse.words):
            several = DataValidation(type="list", formula1='"{}"'.format(words.replace('"', '""')), allow_blank=True)
            several.showErrorMessage = False
            several.add(f"{letters(number)}2:{letters(number)}{_TEMPLATE_ROWS}")
            sheet.add_data_validation(several)
    _write_guide(workbook.create_sheet(GUIDE_SHEET), columns, shown)
    return _saved(workbook)


def sheet_name(title: str) -> str:
    """Return a title as Excel allows it for a sheet: at most 31 characters, no brackets, colons, stars, question marks or slashes."""
    bare = _NOT_IN_SHEET_NAMES.sub(" ", _writable(title))[:_LONGEST_SHEET_NAME].strip(" '")
    return bare or "Sheet1"


def _write_guide(sheet: Any, columns: Sequence[Column], examples: list[list[Any]]) -> None:
    heads = [_("Cột"), _("Bắt buộc"), _("Cách ghi")]
    heads += [_("Ví dụ %(number)s") % {"number": number} for number in range(1, len(examples) + 1)]
    sheet.append([_heading(sheet, head) for head in heads])
    for place, column in enumerate(columns):
        parser = column.parse if isinstance(column.parse, Parser) else None
        hint = str(column.hint or (parser.hint if parser else ""))
        if parser and parser.words:
            hint = f"{hint} {'; '.join(str(word) for word in parser.words)}".strip()
        about = [column.title, _("Có") if column.required else _("Không"), hint]
        sheet.append([_cell(sheet, value) for value in (*about, *(example[place] for example in examples))])
    for number, width in enumerate([28, 10, 60, *(24 for _example in examples)]):
        sheet.column_dimensions[letters(number)].width = width
    sheet.freeze_panes = "A2"


def _set_up(workbook: Any, sheet: Any, title: str, columns: Sequence[Column]) -> None:
    """Set what holds for the whole sheet; it is to be known before the first row is written."""
    workbook.properties.title = _writable(title)
    workbook.properties.creator = "Sotay"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape" if len(columns) > 4 else "portrait"  # noqa: PLR2004  what fits upright
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = _writable(title).replace("&", "&&")
    sheet.oddFooter.right.text = "&P/&N"


def _set_widths(sheet: Any, columns: Sequence[Column], rows: list[list[Any]]) -> None:
    for number, column in enumerate(columns):
        longest = max((len(line) for row in rows for line in _plain(row[number]).split("\n")), default=0)
        width = column.width or min(_WIDEST, max(_NARROWEST, len(column.title) + 3, longest + 2))
        sheet.column_dimensions[letters(number)].width = width


def _saved(workbook: Any) -> IO[bytes]:
    from openpyxl.writer.excel import save_workbook

    stream = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  who asked for it closes it
    save_workbook(workbook, stream)
    stream.seek(0)
    return stream


def of_one_moment(workbook: IO[bytes], day: date) -> IO[bytes]:
    """Return an XLSX written anew with a day in place of the moment it was made, in its properties and on every part."""
    moment = f"{day.isoformat()}T00:00:00Z"
    stream = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  who asked for it closes it
    with workbook, ZipFile(workbook) as made, ZipFile(stream, "w", ZIP_DEFLATED) as anew:
        for part in made.infolist():
            about = ZipInfo(part.filename, (max(day.year, _FIRST_ZIP_YEAR), day.month, day.day, 0, 0, 0))
            about.compress_type, about.external_attr = ZIP_DEFLATED, part.external_attr
            if part.filename == _PROPERTIES:
                anew.writestr(about, _MADE.sub(rf"\g<1>{moment}\g<2>", made.read(part).decode()))
                continue
            with made.open(part) as before, anew.open(about, "w", force_zip64=part.file_size >= _LARGE) as after:
                shutil.copyfileobj(before, after)
    stream.seek(0)
    return stream


def _values(row: Record, columns: Sequence[Column]) -> list[Any]:
    """Return the values of a row in the order of the columns, as kinds that both formats know."""
    found = [row.get(column.key) for column in columns] if isinstance(row, Mapping) else list(row)
    if len(found) != len(columns):
        message = f"a row of {len(found)} values for {len(columns)} columns"
        raise ValueError(message)
    return [_known(value) for value in found]


def _known(value: Any) -> Any:
    """Return the value as None, int, float, Decimal, date, datetime (local, without zone), time or text."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if value is None or type(value) in {int, float, Decimal, date, time}:
        return value
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(one) for one in value)
    return str(value)


def _heading(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="E8EDF3")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell that is what its value is; numbers and nothing go as they are.

    openpyxl alone would make a formula of '=1+1' and an error of '#N/A'.
    """
    from openpyxl.cell import WriteOnlyCell

    if not _fits_excel(value):
        value = _plain(value)
    if isinstance(value, date):
        cell: Any = WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
        return cell
    if not isinstance(value, str):
        return value
    text = _LIKE_ESCAPE.sub("_x005F_", _writable(value)[:_LONGEST_TEXT])
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
    if _FORMULA.match(text):
        cell.quotePrefix = True  # it stays a text also when somebody edits it
    return cell


def _fits_excel(value: Any) -> bool:
    """Return whether Excel keeps the value whole: 15 digits, finite numbers, days it knows."""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return number.is_finite() and (isinstance(value, float) or len(number.as_tuple().digits) <= _MOST_DIGITS)
    return True


def _plain(value: Any) -> str:
    """Return the value as CSV holds it."""
    match value:
        case None:
            return ""
        case str():
            return guarded(_writable(value))
        case int():
            return str(value)
        case float() | Decimal():
            number = Decimal(repr(value)) if isinstance(value, float) else value
            return f"{number:f}".replace(".", ",") if number.is_finite() else ""
        case datetime():
            return f"{format_date(value)} {value:%H:%M}"
        case date():
            return format_date(value)
        case _:
            return f"{value:%H:%M}"


def _line(fields: list[str]) -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerow(fields)
    return stream.getvalue().encode()


def _writable(text: str) -> str:
    """Return a text in NFC with plain line ends, without the characters no XML can hold."""
    return _UNWRITABLE.sub("", nfc(text).replace("\r\n", "\n").replace("\r", "\n"))
