"""Kinds of parameters: how a value is typed, kept as text, shown, and what day it means."""

import calendar
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import fold, one_line

DAYS_IN_A_YEAR: Final = 366
MONTHS_IN_TEN_YEARS: Final = 120
WHOLE: Final = 100
LEAST, MOST = 2, 10_000


class Mistyped(ValueError):  # noqa: N818  said of the value
    """Raised with a text for the user when a value cannot be read."""


class Kind(ABC):
    """A kind of parameter. Values are kept as text in one canonical form, which `keep` makes of what a user types."""

    hint: str | Promise = ""

    @abstractmethod
    def keep(self, typed: str) -> str:
        """Return what was typed (or kept before) in the canonical form; raise Mistyped."""

    @abstractmethod
    def value(self, kept: str) -> Any:
        """Return the value a canonical text stands for."""

    @abstractmethod
    def show(self, kept: str) -> str:
        """Return the value as a page shows it."""

    def type(self, kept: str) -> str:
        """Return the value as a user would type it into a form."""
        return self.show(kept)

    @property
    def choices(self) -> tuple[tuple[str, Any], ...]:
        """The only values there are; empty for kinds that are typed."""
        return ()


class MonthDay(Kind):
    """A day of every year, the last on which the obligation is met in time; kept as `09-30`. Fixed dates do not roll."""

    hint = gettext_lazy("Ngày và tháng, ví dụ 30/9.")
    _typed = re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\Z")
    _kept = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)\Z")

    def keep(self, typed: str) -> str:
        """Return day and month as `MM-DD`; 29 February is refused, it is not a day of every year."""
        typed = one_line(typed)
        found = self._kept.match(typed) or self._typed.match(typed)
        day, month = (int(found["day"]), int(found["month"])) if found else (0, 0)
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2001, month)[1]:  # noqa: PLR2004  months
            raise Mistyped(_("Hãy ghi ngày và tháng có trong mọi năm, ví dụ 30/9."))
        return f"{month:02d}-{day:02d}"

    def value(self, kept: str) -> tuple[int, int]:
        """Return (month, day)."""
        month, day = kept.split("-")
        return int(month), int(day)

    def show(self, kept: str) -> str:
        """Return `30/9`."""
        month, day = self.value(kept)
        return f"{day}/{month}"

    def due(self, kept: str, year: int) -> date:
        """Return the last day in time in a year."""
        return date(year, *self.value(kept))


class BeforeMonthDay(MonthDay):
    """The day of every year *before* which the obligation is met: *trước ngày 10/6* means 9/6 at the latest."""

    hint = gettext_lazy("Ngày và tháng; phải xong trước ngày này, ví dụ 10/6 nghĩa là chậm nhất 9/6.")

    def show(self, kept: str) -> str:
        """Return `trước ngày 10/6`."""
        return _("trước ngày %(day)s") % {"day": super().show(kept)}

    def type(self, kept: str) -> str:
        """Return `10/6`."""
        return super().show(kept)

    def due(self, kept: str, year: int) -> date:
        """Return the day before."""
        return super().due(kept, year) - timedelta(days=1)


class OnDate(Kind):
    """One date; kept as `2027-01-01`."""

    hint = gettext_lazy("Ngày, tháng, năm, ví dụ 01/01/2027.")
    _typed = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})\Z")

    def keep(self, typed: str) -> str:
        """Return the date in ISO form."""
        typed = one_line(typed)
        try:
            if found := self._typed.match(typed):
                return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
            return date.fromisoformat(typed).isoformat()
        except ValueError as error:
            raise Mistyped(_("Hãy ghi ngày có thật, ví dụ 01/01/2027.")) from error

    def value(self, kept: str) -> date:
        """Return the date."""
        return date.fromisoformat(kept)

    def show(self, kept: str) -> str:
        """Return `01/01/2027`."""
        return f"{self.value(kept):%d/%m/%Y}"


class Days(Kind):
    """A number of plain days, 0 to 366."""

    hint = gettext_lazy("Số ngày, ví dụ 30.")

    def keep(self, typed: str) -> str:
        """Return the number without leading zeros."""
        typed = one_line(typed)
        if not typed.isascii() or not typed.isdigit() or int(typed) > DAYS_IN_A_YEAR:
            raise Mistyped(_("Hãy ghi số ngày từ 0 đến 366."))
        return str(int(typed))

    def value(self, kept: str) -> int:
        """Return the number."""
        return int(kept)

    def show(self, kept: str) -> str:
        """Return `30 ngày`."""
        return _("%(count)s ngày") % {"count": kept}

    def type(self, kept: str) -> str:
        """Return the bare number."""
        return kept


class Months(Kind):
    """A number of months, 1 to 120."""

    hint = gettext_lazy("Số tháng, ví dụ 12.")

    def keep(self, typed: str) -> str:
        """Return the number without leading zeros."""
        typed = one_line(typed)
        if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) <= MONTHS_IN_TEN_YEARS:
            raise Mistyped(_("Hãy ghi số tháng từ 1 đến 120."))
        return str(int(typed))

    def value(self, kept: str) -> int:
        """Return the number."""
        return int(kept)

    def show(self, kept: str) -> str:
        """Return `12 tháng`."""
        return _("%(count)s tháng") % {"count": kept}

    def type(self, kept: str) -> str:
        """Return the number alone."""
        return kept


class Count(Kind):
    """A number of things from which on something is said, 2 to 10,000."""

    hint = gettext_lazy("Số lượng, ví dụ 10.")

    def keep(self, typed: str) -> str:
        """Return the number without leading zeros."""
        typed = one_line(typed)
        if not typed.isascii() or not typed.isdigit() or not LEAST <= int(typed[:9]) <= MOST:
            raise Mistyped(_("Hãy ghi một số từ 2 đến 10000."))
        return str(int(typed))

    def value(self, kept: str) -> int:
        """Return the number."""
        return int(kept)

    def show(self, kept: str) -> str:
        """Return the bare number."""
        return kept


class Percent(Kind):
    """A share in percent, 0 to 100, as a decimal with a point; typed and shown with a comma."""

    hint = gettext_lazy("Tỷ lệ phần trăm từ 0 đến 100, ví dụ 50 hoặc 62,5.")

    def keep(self, typed: str) -> str:
        """Return the number in its shortest form."""
        try:
            value = Decimal(one_line(typed).removesuffix("%").strip().replace(",", "."))
        except InvalidOperation as error:
            raise Mistyped(_("Hãy ghi tỷ lệ phần trăm từ 0 đến 100.")) from error
        if not value.is_finite() or not 0 <= value <= WHOLE:
            raise Mistyped(_("Hãy ghi tỷ lệ phần trăm từ 0 đến 100."))
        return f"{value.normalize():f}"

    def value(self, kept: str) -> Decimal:
        """Return the number."""
        return Decimal(kept)

    def show(self, kept: str) -> str:
        """Return `62,5%`."""
        return self.type(kept) + "%"

    def type(self, kept: str) -> str:
        """Return `62,5`."""
        return kept.replace(".", ",")


@dataclass(frozen=True, slots=True)
class Length:
    """A term: so many working days, plain days or months (Bộ luật Dân sự 147–148)."""

    count: int
    unit: str


class Term(Kind):
    """A length of time; kept as `3 MONTHS`, `5 WORKING` or `60 CALENDAR`, typed as `3 tháng`, `5 ngày làm việc`."""

    hint = gettext_lazy("Ví dụ 3 tháng, 5 ngày làm việc, 60 ngày.")
    _units: Final = {"thang": "MONTHS", "ngay lam viec": "WORKING", "ngay": "CALENDAR"}
    _typed = re.compile(r"(?P<count>\d{1,3})\s+(?P<unit>.+)\Z")

    def keep(self, typed: str) -> str:
        """Return count and unit."""
        found = self._typed.match(one_line(typed))
        unit = self._units.get(fold(found["unit"]), found["unit"].upper()) if found else ""
        if not found or unit not in self._units.values() or not int(found["count"]):
            raise Mistyped(_("Hãy ghi như 3 tháng, 5 ngày làm việc hoặc 60 ngày."))
        return f"{int(found['count'])} {unit}"

    def value(self, kept: str) -> Length:
        """Return the length."""
        count, unit = kept.split()
        return Length(int(count), unit)

    def show(self, kept: str) -> str:
        """Return `3 tháng`."""
        length = self.value(kept)
        said = {
            "MONTHS": _("%(count)s tháng"),
            "WORKING": _("%(count)s ngày làm việc"),
            "CALENDAR": _("%(count)s ngày"),
        }
        return said[length.unit] % {"count": length.count}

    def type(self, kept: str) -> str:
        """Return the term in Vietnamese words, whatever the language of the page."""
        length = self.value(kept)
        words = {"MONTHS": "tháng", "WORKING": "ngày làm việc", "CALENDAR": "ngày"}
        return f"{length.count} {words[length.unit]}"


class Choice(Kind):
    """One of a few words."""

    names: Final = {
        "ONE_STOP": gettext_lazy("Hệ thống một cửa"),
        "DOCUMENT_SYSTEM": gettext_lazy("Hệ thống quản lý văn bản"),
        "SOTAY": gettext_lazy("Tại Sotay"),
        "SETTLED": gettext_lazy("Hồ sơ đã giải quyết"),
        "DUE": gettext_lazy("Hồ sơ đến hạn giải quyết"),
        "RECEIVED": gettext_lazy("Hồ sơ tiếp nhận trong kỳ"),
        "SIMPLE": gettext_lazy("Đơn giản"),
        "FULL": gettext_lazy("Đầy đủ"),
        "ALWAYS": gettext_lazy("Luôn cần"),
        "EVALUATED": gettext_lazy("Xét sự cần thiết từng trường hợp"),
        "HIDDEN": gettext_lazy("Không công khai"),
        "SHOWN": gettext_lazy("Công khai, không cần đăng nhập"),
        "READY": gettext_lazy("Đã có kết quả hoặc đã trả kết quả"),
        "RETURNED": gettext_lazy("Đã trả kết quả"),
    }

    def __init__(self, *options: str) -> None:
        self.options = options

    @property
    def choices(self) -> tuple[tuple[str, Any], ...]:
        """The words with their names."""
        return tuple((option, self.names[option]) for option in self.options)

    def keep(self, typed: str) -> str:
        """Return one of the words."""
        if typed not in self.options:
            raise Mistyped(_("Hãy chọn một trong các giá trị."))
        return typed

    def value(self, kept: str) -> str:
        """Return the word."""
        return kept

    def show(self, kept: str) -> str:
        """Return the word's name."""
        return str(self.names[kept])

    def type(self, kept: str) -> str:
        """Return the word."""
        return kept


class UnitCode(Kind):
    """The code of a body (QĐ 20/2020/QĐ-TTg, before it TT 10/2016/TT-BTTTT), or nothing; a dash says that there is none."""

    hint = gettext_lazy("Mã định danh của cơ quan, ví dụ H47.16; gạch ngang (-) nếu không dùng.")
    _typed = re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,4}|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")

    def keep(self, typed: str) -> str:
        """Return the code in capitals without blanks, or nothing."""
        typed = "".join(one_line(typed).upper().split())
        if typed in {"", "-"}:
            return ""
        if not self._typed.fullmatch(typed):
            raise Mistyped(_("Hãy ghi mã định danh như H47.16 hoặc 000.00.16.H47."))
        return typed

    def value(self, kept: str) -> str:
        """Return the code, or nothing."""
        return kept

    def show(self, kept: str) -> str:
        """Return the code, or that there is none."""
        return kept or _("không dùng")

    def type(self, kept: str) -> str:
        """Return the code, or a dash."""
        return kept or "-"


KINDS: Final = {
    kind.__name__: kind
    for kind in (MonthDay, BeforeMonthDay, OnDate, Days, Months, Count, Percent, Term, Choice, UnitCode)
}
