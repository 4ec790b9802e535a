"""Targets (chỉ tiêu) as people write them – "≥ 98 %", "dưới 3 %", "trước ngày 30/9" – read, or asked about; never guessed.

`read_target` gives a `Target`, or raises `Unclear` with what is not understood and how to write it.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import fold, format_date, format_number, one_line, parse_number


class Direction(models.TextChoices):
    """Which side of the target is good."""

    GE = "GE", gettext_lazy("≥ ít nhất, từ … trở lên")
    GT = "GT", gettext_lazy("> trên, hơn")
    LE = "LE", gettext_lazy("≤ nhiều nhất, không quá")
    LT = "LT", gettext_lazy("< dưới")
    EQ = "EQ", gettext_lazy("= đúng bằng")
    BY = "BY", gettext_lazy("hoàn thành chậm nhất ngày")
    NONE = "NONE", gettext_lazy("không để xảy ra")


SIGNS: Final = {"GE": "≥", "GT": ">", "LE": "≤", "LT": "<", "EQ": "="}


@dataclass(frozen=True, slots=True)
class Target:
    """A target that can be measured: a direction with a number and its unit, or with the last good day."""

    direction: str
    value: Decimal | None = None
    day: date | None = None
    measure: str = ""

    def __str__(self) -> str:
        if self.direction == Direction.NONE:
            return _("không để xảy ra")
        if self.direction == Direction.BY:
            return _("chậm nhất ngày %s") % format_date(self.day) if self.day else ""
        number = format_number(self.value.normalize()) if self.value is not None else ""
        return f"{SIGNS[self.direction]} {number} {self.measure}".strip()


def target_of(direction: str, value: Decimal | None, day: date | None, measure: str = "") -> Target | None:
    """Return a target as columns keep it, None while it was not understood: then it has no direction."""
    return Target(direction, value, day, measure) if direction else None


class Unclear(ValueError):  # noqa: N818  said of the text
    """Raised for a target that cannot be measured, or means several things: why, how to write it, and a code."""

    def __init__(self, what: Any, mend: Any, *, code: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what, self.mend, self.code = str(what), str(mend), code


# Words before or behind a number, on folded text; the longer stand first, so that "không quá" is not read as "quá".
_BEFORE: Final = (
    (r"khong (?:duoi|thap hon|it hon|nho hon)|it nhat|toi thieu|tro len tu|>=|=>|≥|⩾|dat tu|tu", "GE"),
    (r"khong (?:qua|vuot qua|vuot|tren|cao hon|nhieu hon|lon hon)|nhieu nhat|toi da|<=|=<|≤|⩽", "LE"),
    (r"tren|hon|lon hon|cao hon|nhieu hon|vuot|>", "GT"),
    (r"duoi|nho hon|it hon|thap hon|chua den|chua toi|<", "LT"),
    (r"dung|bang|=", "EQ"),
)
_BEHIND: Final = ((r"tro len", "GE"), (r"tro xuong", "LE"))
_NUMBER: Final = r"[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|[½¼¾]"
_PERCENT: Final = r"%|phan tram"
_MEASURED: Final = re.compile(
    rf"(?:(?P<before>{'|'.join(f'(?:{words})' for words, _code in _BEFORE)})\s*)?"
    rf"(?<![0-9.,/:])(?P<number>{_NUMBER})(?![0-9]|[.,:][0-9]|/[0-9]|\s?thang\b)"
    rf"\s*(?P<percent>{_PERCENT})?(?P<behind>\s*(?:{'|'.join(words for words, _code in _BEHIND)}))?"
)
_SHARE: Final = re.compile(r"(?<![0-9/.])([0-9]+)\s*/\s*([0-9]+)(?![0-9/])(?=\s*[^0-9\s%])")
_DAY: Final = r"(?:ngay\s*)?(?P<day>[0-9]{1,2})\s*[/.\-]\s*(?P<month>[0-9]{1,2})(?:\s*[/.\-]\s*(?P<year>[0-9]{4}))?"
_DAY_IN_WORDS: Final = r"ngay\s*(?P<day>[0-9]{1,2})\s*thang\s*(?P<month>[0-9]{1,2})(?:\s*nam\s*(?P<year>[0-9]{4}))?"
_MONTH: Final = r"(?:het\s*)?thang\s*(?P<month>[0-9]{1,2})(?:\s*(?:/|nam)\s*(?P<year>[0-9]{4}))?"
_QUARTER: Final = r"(?:het\s*)?quy\s*(?P<quarter>iv|iii|ii|i|[1-4])\b(?:\s*(?:/|nam)\s*(?P<year>[0-9]{4}))?"
_UNTIL: Final = r"(?P<until>truoc|cham nhat(?: la| vao| trong)?|den het|het|khong muon hon|khong cham hon|trong|vao)\s*"
_BY: Final = tuple(re.compile(rf"\b{_UNTIL}{span}") for span in (_DAY_IN_WORDS, _DAY, _MONTH, _QUARTER))
_NEVER: Final = re.compile(
    r"khong (?:de xay ra|de|xay ra|phat sinh|co (?:truong hop|vu|ho so|don thu|khieu nai|y kien|sai sot|loi)"
    r"|con (?:truong hop|ho so))"
)
_NOTHING: Final = re.compile(r"(?:khong co|khong|chua co|k|ko|n/a|-+|–|\.+)")
_ASIDE: Final = re.compile(r"\([^()]*\)")
_YEARS: Final = re.compile(r"\b(?:nam|tcvn|iso|so)\s*(?:iso\s*)?[0-9][0-9:./\-]*")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WHOLE: Final = Decimal(100)
LARGEST: Final = Decimal(10) ** 14
_PLACES: Final = Decimal("0.0001")
_RELATIVE: Final = re.compile(r"\b(?:tang|giam)\b(?!.*\b(?:xuong|len|con)\b)|so voi")
_EXCEEDING: Final = re.compile(r"\b(?:qua|vuot qua)\s*$")
_RANGE: Final = re.compile(rf"\b(?:tu\s*)?(?:{_NUMBER})\s*%?\s*(?:-|–|den|toi)\s*(?:{_NUMBER})\s*%")


def read_target(text: str, *, year: int, measure: str = "", direction: str = "") -> Target:
    """Return the target a text tells for a year; `measure` and `direction` are what was chosen beside it.

    A bare number needs a direction; a share of a whole ("60/60 đơn vị") and 100 % mean all of it. "Trước ngày 10/6" is
    met on 9/6 at the latest (practice.md 2.4). Raises Unclear.
    """
    words = _clean(text)
    if not words:
        raise Unclear(_("Chưa có chỉ tiêu."), _how(), code="target_missing")
    if _NOTHING.fullmatch(words):
        raise Unclear(
            _("“%s” có hai nghĩa: không để xảy ra, hoặc chưa đặt chỉ tiêu.") % one_line(text),
            _("Ghi “không để xảy ra” nếu chỉ tiêu là 0; nếu chưa có thì ghi mức phải đạt."),
            code="target_ambiguous",
        )
    if found := _day(words, year=year):
        target, rest = found
        _ask_if_counted_too(rest, text=one_line(text))
        return target
    if never := _NEVER.search(words):
        _ask_if_counted_too(words[: never.start()] + " " + words[never.end() :], text=one_line(text))
        return Target(Direction.NONE, Decimal(0), measure=measure)
    return _number(words, text=one_line(text), measure=one_line(measure), direction=direction)


def _clean(text: str) -> str:
    """Return the text folded, without asides and the numbers of years and standards."""
    words = fold(one_line(text)).replace("\u00a0", " ")
    return " ".join(_YEARS.sub(" ", _ASIDE.sub(" ", words)).split()).strip(" .;,")


def _ask_if_counted_too(rest: str, *, text: str) -> None:
    """Raise Unclear where beside a day, or "không để xảy ra", a number tells a level of its own; 100 % is just all of it."""
    for one in _MEASURED.finditer(rest):
        part = one["percent"] and parse_number(one["number"]) != _WHOLE
        if part or one["before"] or one["behind"] or _EXCEEDING.search(rest[: one.start("number")]):
            raise Unclear(
                _("“%s” có cả con số và một điều kiện khác.") % text,
                _(
                    "Ghi mỗi mục tiêu một chỉ tiêu: một mức phải đạt, hoặc một ngày; phần còn lại lập thành mục tiêu riêng."
                ),
                code="target_several",
            )


def _day(words: str, *, year: int) -> tuple[Target, str] | None:
    """Return the last good day a text names with the words around it, None when it names none."""
    for pattern in _BY:
        if found := pattern.search(words):
            named = found.groupdict()
            on_year = int(named.get("year") or year)
            try:
                first, last = _span(named, on_year)
            except ValueError as problem:
                raise Unclear(_("Ngày trong chỉ tiêu không có trong lịch."), _how(), code="target_day") from problem
            day = first - timedelta(days=1) if named["until"] == "truoc" else last
            return Target(Direction.BY, day=day), words[: found.start()] + " " + words[found.end() :]
    return None


def _span(named: dict[str, Any], year: int) -> tuple[date, date]:
    """Return the first and the last day of what was named: a day, a month or a quarter."""
    if named.get("day"):
        day = date(year, int(named["month"]), int(named["day"]))
        return day, day
    if quarter := named.get("quarter"):
        number = _ROMAN.get(quarter) or int(quarter)
        first, month = date(year, number * 3 - 2, 1), number * 3
    else:
        month = int(named["month"])
        first = date(year, month, 1)
    return first, date(year, month, calendar.monthrange(year, month)[1])


def _number(words: str, *, text: str, measure: str, direction: str) -> Target:
    """Return the one number a text tells with its direction."""
    if _RANGE.search(words):
        raise Unclear(_("“%s” là một khoảng.") % text, _("Ghi mức phải đạt, ví dụ “≥ 95 %”."), code="target_range")
    if share := _SHARE.search(words):
        return _share(share, text=text, rest=words[share.end() :], measure=measure)
    found = [one for one in _MEASURED.finditer(words) if not re.search(r"\bmuc\s*$", words[: one.start("number")])]
    told = [one for one in found if one["before"] or one["behind"] or one["percent"]] or found
    if not told:
        raise Unclear(_("“%s” không có con số hoặc ngày để đo.") % text, _how(), code="target_not_measurable")
    if len({one["number"] for one in told}) > 1:
        raise Unclear(
            _("“%s” có nhiều con số.") % text, _("Ghi riêng mức phải đạt, ví dụ “≥ 98 %”."), code="target_several"
        )
    one = told[0]
    value = parse_number(one["number"])
    if value >= LARGEST or value != value.quantize(_PLACES):
        raise Unclear(
            _("“%s” quá lớn hoặc có quá bốn chữ số sau dấu phẩy.") % text,
            _("Viết số như 98,5 hoặc 98,5 %."),
            code="target_number",
        )
    measure = _measure(one, words, text=text, value=value, measure=measure)
    side = _side(one) or direction
    if not side and measure == "%" and value == _WHOLE:
        side = Direction.EQ
    if _RELATIVE.search(words):
        raise Unclear(
            _("“%s” là mức tăng hoặc giảm, chưa cho biết phải đạt bao nhiêu.") % text,
            _("Ghi mức phải đạt trong năm; giá trị của năm trước ghi ở giá trị nền."),
            code="target_relative",
        )
    if not side:
        raise Unclear(
            _("Chưa rõ “%s” là ít nhất, nhiều nhất hay đúng bằng.") % text,
            _("Ghi thêm dấu: “≥ %(n)s”, “≤ %(n)s” hoặc “= %(n)s”.") % {"n": format_number(value)},
            code="target_direction",
        )
    return Target(side, value, measure=measure)


def _side(one: re.Match[str]) -> str:
    """Return the direction the words beside a number tell; those behind it weigh more ("từ 3 % trở xuống")."""
    for words, code in _BEHIND:
        if one["behind"] and re.search(words, one["behind"]):
            return code
    for words, code in _BEFORE:
        if one["before"] and re.fullmatch(words, one["before"]):
            return code
    return ""


def _measure(one: re.Match[str], words: str, *, text: str, value: Decimal, measure: str) -> str:
    """Return the unit; Unclear where text and field differ, or a share may have been meant as a part of one."""
    in_text = "%" if one["percent"] else ""
    if in_text and measure and measure != "%":
        raise Unclear(
            _("Chỉ tiêu ghi %% nhưng đơn vị tính là “%s”.") % measure,
            _("Sửa một trong hai cho khớp nhau."),
            code="target_measure",
        )
    if not in_text and measure == "%" and 0 < value <= 1:
        raise Unclear(
            _("“%s” với đơn vị %% có thể là tỷ lệ viết dạng thập phân.") % text,
            _("Ghi rõ “%(whole)s %%” hoặc “%(same)s %%”.")
            % {"whole": format_number((value * 100).normalize()), "same": format_number(value)},
            code="target_share",
        )
    if in_text or measure:
        return in_text or measure
    behind = re.match(r"\s*([a-z]+(?: [a-z]+)?)", words[one.end() :])
    return _UNITS.get(behind[1].split(" ")[0], "") or _UNITS.get(behind[1], "") if behind else ""


_UNITS: Final = {
    "diem": "điểm", "ngay": "ngày", "gio": "giờ", "phut": "phút", "lan": "lần", "vu": "vụ", "ho": "hồ sơ", "ho so": "hồ sơ",
    "don": "đơn vị", "don vi": "đơn vị", "co quan": "cơ quan", "thu tuc": "thủ tục", "quy trinh": "quy trình",
    "nguoi": "người", "lop": "lớp", "cuoc": "cuộc", "van ban": "văn bản", "phieu": "phiếu", "huyen": "huyện", "xa": "xã",
}  # fmt: skip


def _share(share: re.Match[str], *, text: str, rest: str, measure: str) -> Target:
    """Return all of a whole for `60/60 đơn vị`; a part of it is asked about."""
    part, whole = int(share[1]), int(share[2])
    if part != whole or whole >= LARGEST:
        raise Unclear(
            _("“%s” là kết quả một phần, chưa rõ phải đạt bao nhiêu.") % text,
            _("Ghi mức phải đạt, ví dụ “%(n)s/%(n)s” hoặc “≥ 90 %%”.") % {"n": whole},
            code="target_part",
        )
    named = re.match(r"\s*([a-z]+(?: [a-z]+)?)", rest)
    unit = measure or (_UNITS.get(named[1], "") or _UNITS.get(named[1].split(" ")[0], "") if named else "")
    return Target(Direction.EQ, Decimal(whole), measure=unit)


def _how() -> str:
    return _("Viết như “≥ 98 %”, “dưới 3 %”, “trước ngày 30/9”, “không để xảy ra”.")
