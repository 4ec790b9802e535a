"""From a cell to a value: the parsers columns are declared with, each knowing how its values are to be written."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import fold, one_line, parse_date, parse_number
from sotay.exchange.grids import Words
from sotay.exchange.reading import Cell

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MOST_DIGITS: Final = 15
"""Excel keeps so many digits of a number."""
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}([. ][0-9]{3})+")
_DIGITS: Final = re.compile(r"[+-]?[0-9]+")
_SHORT: Final = 60


class Unreadable(Exception):  # noqa: N818  the word of the house
    """Raised by a parser for a cell it cannot read: what is wrong, and how to mend it."""

    def __init__(self, what: Words, mend: Words) -> None:
        super().__init__(what, mend)
        self.what, self.mend = what, mend


class Doubtful(Exception):  # noqa: N818
    """Raised by a parser for a cell it can read but would have looked at: the value is kept and flagged."""

    def __init__(self, value: Any, what: Words) -> None:
        super().__init__(value, what)
        self.value, self.what = value, what


@dataclass(frozen=True, slots=True)
class Parser:
    """Reads a cell that is not blank; raises Unreadable or Doubtful.

    `hint` tells people how to write the value, `words` are the only ones accepted (for a list to choose from),
    `cell_format` is how Excel shows the column.
    """

    read: Callable[[Cell], Any] = field(repr=False)
    hint: Words = ""
    words: tuple[Words, ...] = ()
    cell_format: str = "@"

    def __call__(self, cell: Cell) -> Any:
        """Return the value of a cell."""
        return self.read(cell)


def short(text: str) -> str:
    """Return a text short enough to be quoted in a message."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def _text(cell: Cell) -> str:
    return cell.raw


def _code(cell: Cell) -> str:
    code = one_line(cell.raw)
    if isinstance(cell.value, float) and not cell.value.is_integer():
        raise Doubtful(code, _("Excel giữ mã này như một số, có thể đã mất số 0 ở cuối; nên định dạng cột là Văn bản."))
    if isinstance(cell.value, float) and len(code.lstrip("-")) > _MOST_DIGITS:
        raise Doubtful(code, _("Excel chỉ giữ 15 chữ số của một số, có thể đã sai; nên định dạng cột là Văn bản."))
    return code


def _date(cell: Cell) -> date:
    mend = _("Viết ngày/tháng/năm đủ 4 chữ số năm, ví dụ 05/02/2026.")
    if isinstance(cell.value, date):
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    elif not isinstance(cell.value, str):
        raise Unreadable(_("“%(raw)s” không phải là ngày.") % {"raw": short(cell.raw)}, mend)
    else:
        try:
            day = parse_date(cell.raw)
        except ValueError as problem:
            raise Unreadable(_("Không đọc được ngày “%(raw)s”.") % {"raw": short(cell.raw)}, mend) from problem
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Unreadable(_("Năm %(year)s nằm ngoài khoảng 1900–2100.") % {"year": day.year}, mend)
    return day


def _decimal(cell: Cell) -> Decimal:
    mend = _("Viết số như 1234,5 hoặc 1.234,5 (dấu phẩy cho phần thập phân), không kèm chữ hay đơn vị.")
    try:
        number = _number(cell.value) if _is_number(cell.value) else parse_number(cell.raw)
    except (ValueError, ArithmeticError) as problem:
        raise Unreadable(_("“%(raw)s” không phải là số.") % {"raw": short(cell.raw)}, mend) from problem
    if not number.is_finite():
        raise Unreadable(_("“%(raw)s” không phải là số.") % {"raw": short(cell.raw)}, mend)
    return number


def _integer(cell: Cell) -> int:
    mend = _("Viết số nguyên như 1234 hoặc 1.234, không có phần thập phân.")
    wrong = _("“%(raw)s” không phải là số nguyên.") % {"raw": short(cell.raw)}
    bare = cell.raw.replace("−", "-")
    if _is_number(cell.value):
        number = _decimal(cell)
        if number != number.to_integral_value():
            raise Unreadable(wrong, mend)
        return int(number)
    if len(bare) > _SHORT or not (_DIGITS.fullmatch(bare) or _GROUPED.fullmatch(bare)):
        raise Unreadable(wrong, mend)
    return int(bare.replace(".", "").replace(" ", ""))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(value: float | Decimal) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _email(cell: Cell) -> str:
    address = one_line(cell.raw).removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError as problem:
        what = _("“%(raw)s” không phải là địa chỉ thư điện tử.") % {"raw": short(cell.raw)}
        raise Unreadable(what, _("Viết một địa chỉ, ví dụ nva@quangnam.gov.vn.")) from problem
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"


text: Final = Parser(_text, _("Chữ."))
code: Final = Parser(_code, _("Mã, đúng như trong văn bản."))
date_vi: Final = Parser(_date, _("Ngày/tháng/năm, ví dụ 05/02/2026."), cell_format="dd/mm/yyyy")
integer: Final = Parser(_integer, _("Số nguyên, ví dụ 1234."), cell_format="0")
decimal_vi: Final = Parser(_decimal, _("Số, ví dụ 1234,5."), cell_format="General")
email: Final = Parser(_email, _("Địa chỉ thư điện tử."))


def text_up_to(length: int) -> Parser:
    """Return a parser of texts of at most so many characters."""

    def read(cell: Cell) -> str:
        if len(cell.raw) > length:
            what = _("Dài %(length)s ký tự, nhiều nhất là %(most)s.") % {"length": len(cell.raw), "most": length}
            raise Unreadable(what, _("Hãy rút gọn nội dung ô này."))
        return cell.raw

    return Parser(read, _("Chữ, nhiều nhất %(most)s ký tự.") % {"most": length})


def choice(options: "Mapping[Any, Words | Iterable[Words]] | type[Choices]") -> Parser:
    """Return a parser of one of several values: `{value: words}` or a Choices class; the first word is the shown one.

    Words are compared folded; the value itself is understood too.
    """
    pairs = dict(options.choices) if isinstance(options, type) else options
    accepted: dict[str, Any] = {}
    shown = []
    for value, words in pairs.items():
        listed = [words] if isinstance(words, str | Promise) else list(words)
        shown.append(listed[0])
        for word in (*listed, str(value)):
            accepted.setdefault(_key(str(word)), value)

    def read(cell: Cell) -> Any:
        key = _key(cell.raw)
        if key not in accepted:
            what = _("“%(raw)s” không có trong danh sách.") % {"raw": short(cell.raw)}
            raise Unreadable(what, _("Chọn một trong: %(words)s.") % {"words": "; ".join(map(str, shown))})
        return accepted[key]

    return Parser(read, _("Chọn một giá trị trong danh sách."), words=tuple(shown))


def _key(word: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(word)).split()) or word.strip()


_YES: Final = frozenset({"co", "x", "✓", "✔", "v", "1", "true", "dung", "yes", "y"})
_NO: Final = frozenset({"khong", "0", "false", "sai", "no", "n", "k", "-"})


def _yes_no(cell: Cell) -> bool:
    key = _key(cell.raw)
    if key in _YES or key in _NO:
        return key in _YES
    what = _("“%(raw)s” không phải là Có hoặc Không.") % {"raw": short(cell.raw)}
    raise Unreadable(what, _("Viết Có hoặc Không (hoặc đánh dấu x, để trống)."))


yes_no: Final = Parser(_yes_no, _("Có hoặc Không."), words=(_("Có"), _("Không")))
