"""What every reader of files gives: grids of values, cleaned text, and the words for files that cannot be read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import format_date, format_number, nfc
from sotay.blobs.refusals import BlobRefused

Words = str | Promise

# Signs that take no room and no sense: zero width, byte order mark, soft hyphen, direction; control but tab and line end.
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_LINE_ENDS: Final = re.compile(r"\r\n?|\u2028|\u2029|\x85")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; beyond it the file is refused, never cut."""

    size: int = 20 * 1024 * 1024
    sheets: int = 50
    rows: int = 100_000
    cells: int = 1_000_000
    """Of all sheets: the area from the first to the last filled cell, for that is what takes memory."""
    characters: int = 50_000_000
    header_depth: int = 15
    """The header is looked for in so many rows from the first filled one."""


LIMITS: Final = Limits()

_save_again = _("Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi tải lên.")
_PROBLEMS: Final[dict[str, tuple[Words, Words]]] = {
    "kind": (_("Loại tệp này không nhập được."), _("Hãy dùng tệp .xlsx, .xls, .csv hoặc .json.")),
    "damaged": (_("Tệp bị hỏng, không đọc được."), _save_again),
    "encrypted": (_("Tệp được đặt mật khẩu nên không đọc được."), _("Hãy bỏ mật khẩu, lưu lại rồi tải lên.")),
    "too_large": (
        _("Tệp lớn hơn %(limit)s MB."),
        _("Hãy tách thành nhiều tệp, hoặc xoá hình ảnh và các trang không cần nhập."),
    ),
    "too_many_rows": (_("Tệp có hơn %(limit)s dòng."), _("Hãy tách thành nhiều tệp.")),
    "too_many_cells": (
        _("Bảng trải quá rộng: hơn %(limit)s ô kể cả ô trống ở giữa."),
        _("Hãy xoá các dòng, cột ở xa bảng dữ liệu (chọn cả dòng hoặc cột rồi Xoá), lưu lại rồi tải lên."),
    ),
    "too_much_text": (_("Tệp có quá nhiều chữ."), _("Hãy tách thành nhiều tệp.")),
    "too_many_sheets": (_("Tệp có hơn %(limit)s trang tính."), _("Hãy xoá các trang không cần nhập.")),
    "empty": (_("Không tìm thấy bảng dữ liệu trong tệp."), _("Hãy dùng tệp mẫu và nhập dữ liệu dưới dòng tiêu đề.")),
    "encoding": (
        _("Không đọc được chữ trong tệp."),
        _("Hãy lưu lại thành CSV UTF-8 (Excel: Lưu thành… › CSV UTF-8) hoặc .xlsx."),
    ),
    "json": (_("Tệp JSON sai cú pháp (dòng %(line)s, cột %(column)s)."), _("Hãy xuất lại tệp từ phần mềm nguồn.")),
    "json_shape": (
        _("Tệp JSON không phải là danh sách các bản ghi."),
        _('Hãy dùng dạng [{"cột": "giá trị", …}, …], mỗi tên cột một lần.'),
    ),
}

_filled = lazy(lambda words, facts: str(words) % facts, str)


class FileProblem(Exception):  # noqa: N818  the word of the house
    """Raised for a file that cannot be read at all: a code for tests, what is wrong, how to mend it."""

    def __init__(self, code: str, *, what: Words = "", mend: Words = "", **facts: Any) -> None:
        super().__init__(code, facts)
        words = _PROBLEMS.get(code, ("", ""))
        facts = {key: format_number(value) if isinstance(value, int) else value for key, value in facts.items()}
        self.code = code
        self.what: Words = what or _filled(words[0], facts)
        self.mend: Words = mend or _filled(words[1], facts)

    @classmethod
    def of(cls, refusal: BlobRefused) -> "FileProblem":
        """Return the refusal of the bytes in the words of reading."""
        return cls(refusal.code, what=refusal.text, mend=refusal.mend)

    def __str__(self) -> str:
        return f"{self.what} {self.mend}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands in a cell that has no value: an error of Excel (#N/A), or a formula never calculated (empty sign)."""

    sign: str = ""


class Percent(float):
    """A number Excel shows as a percentage: 0.98 in the file, 98% in the cell."""

    @property
    def shown(self) -> Decimal:
        """The number before the sign, as a person sees it."""
        return (Decimal(repr(float(self))) * 100).normalize()


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the report should know although nothing is refused."""

    where: Words
    what: Words


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range; rows from 1 as people count them, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """One sheet as it stands in the file: values by row number (from 1), columns from 0; blanks are None."""

    name: str
    rows: dict[int, list[Any]]
    spans: tuple[Span, ...] = ()
    notes: list[Note] = field(default_factory=list)
    wrong: Mapping[tuple[int, int], Wrong] = field(default_factory=dict)


def clean(text: str) -> str:
    """Return a text as it is kept: NFC, one blank between words, no unseen signs, no blanks at the ends of lines."""
    lines = _UNSEEN.sub("", _LINE_ENDS.sub("\n", nfc(text))).split("\n")
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in lines).strip()


def raw_of(value: Any) -> str:
    """Return a value as a person sees it in the cell: 1.0 is 1, a date is dd/mm/yyyy, no value is nothing."""
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case Percent():
            return f"{value.shown:f}%".replace(".", ",") if value - value == 0 else str(float(value))
        case float():
            return f"{Decimal(repr(value)):f}".removesuffix(".0") if value - value == 0 else str(value)
        case Decimal():
            return f"{value:f}"
        case date() | time() | timedelta():
            return _moment(value)
        case Wrong():
            return value.sign
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime) and value.time() != time():
        return f"{format_date(value)} {value:%H:%M}"
    return format_date(value)


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, B, …, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
