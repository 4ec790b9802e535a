"""Printed time limits (thời hạn giải quyết) read as value, unit and case; what cannot be read is flagged, never guessed.

Pure functions over text; nothing here raises. A number that comes out stands in the text.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sotay.agency.vietnamese import fold, one_line, one_stroke, parse_number

HOUR, WORKING_DAY, DAY, MONTH = "HOUR", "WORKING_DAY", "DAY", "MONTH"

MISSING: Final = "limit_missing"
NONE: Final = "limit_none"
SAME_DAY: Final = "limit_same_day"
RANGE: Final = "limit_range"
NO_UNIT: Final = "limit_no_unit"
UNCLEAR: Final = "limit_unclear"
PARTLY: Final = "limit_partly"
CASES_UNNAMED: Final = "limit_cases_unnamed"
FLAGS: Final = (MISSING, NONE, SAME_DAY, RANGE, NO_UNIT, UNCLEAR, PARTLY, CASES_UNNAMED)

_LONGEST_TEXT, _LONGEST_CONDITION = 2000, 500
_MOST = Decimal(99999)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as it was read: how many, of what (HOUR, WORKING_DAY, DAY, MONTH), and in which case; "" is always."""

    value: Decimal
    unit: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class LimitsRead:
    """What a printed text says: its limits in the order they stand, and the flags for what it does not say clearly."""

    limits: tuple[Limit, ...] = ()
    flags: tuple[str, ...] = ()


_UNIT = r"(?:giờ(?:\s+làm\s+việc)?|ngày\s*(?:\(\s*làm\s+việc\s*\)|làm\s+việc)|ngày|tháng)(?!\w)"
_NUMBER = r"(?<![\w.,/½¼¾-])(?:\d{1,6}\s?[½¼¾]|[½¼¾]|\d{1,2}\s?/\s?\d{1,2}|\d{1,6}(?:[.,]\d{1,2})?)"
_AMOUNT = rf"(?P<number>{_NUMBER})(?:\s*\([^()\d]{{1,40}}\))?\s*(?P<unit>{_UNIT})"
_TERM = r"(?:thời\s+hạn|thời\s+gian)"
_LEAD = (
    rf"(?:(?:trong\s+)?{_TERM}(?:\s+(?:giải\s+quyết|thực\s+hiện|xử\s+lý|trả\s+kết\s+quả|thẩm\s+định))?(?:\s+hồ\s+sơ)?"
    r"(?:\s+(?:là|được|có\s+thể))*\s*:?\s*)?(?:kéo\s+dài\s+nhưng\s+)?"
    r"(?:(?:không\s+quá|tối\s+đa(?:\s+là)?|chậm\s+nhất(?:\s+là)?|trong\s+vòng|trong|là)\s*:?\s*)?"
)
_TAIL = r"(?P<tail>.*)"
_PLAIN = re.compile(rf"{_LEAD}{_AMOUNT}{_TAIL}", re.IGNORECASE)
_CASE = re.compile(
    r"(?:(?:(?:trong|đối\s+với)\s+)?trường\s+hợp|đối\s+với)\s+(?P<case>.{1,600}?)"
    rf"(?:(?:\s+thì|\s*[,:])\s+|\s+(?=không\s+quá|tối\s+đa|{_TERM}))"
    rf"{_LEAD}{_AMOUNT}{_TAIL}",
    re.IGNORECASE,
)
_SINCE = re.compile(r"[\s,(]*(?:(?:tính|kể)\s+)*từ\s+(?:ngày|khi|thời\s+điểm|lúc|sau)\b(?P<what>[^\d]*)", re.IGNORECASE)
_FOR = re.compile(r"[\s,(]*(?:áp\s+dụng\s+)?(?:đối\s+với|nếu)\s+(?P<case>.+)", re.IGNORECASE)
_OF_WHICH = re.compile(r"[\s,(]*trong\s+đó\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:hoặc|kéo\s+dài|gia\s+hạn|trừ|nhưng|trong\s+đó|thêm|nếu)\b", re.IGNORECASE)
_ANY_AMOUNT = re.compile(rf"(?:\d|[½¼¾])\s*(?:\([^()]*\)\s*)?{_UNIT}", re.IGNORECASE)
_AFTER_HOUR = re.compile(r"sau\s+\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2}(?:\s*phút)?)?", re.IGNORECASE)
_TODAY = re.compile(r"\btrong\s+ngày\b|\b(?:giải\s+quyết|trả\s+kết\s+quả|thực\s+hiện)\s+ngay\b", re.IGNORECASE)
_SPAN = re.compile(r"\d\s*(?:-|–|—|đến|tới)\s*\d", re.IGNORECASE)
_BARE = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")
_CUT = re.compile(
    r"\s*;\s*|\.\s+|(?:,\s*|\s+)(?=(?<!đối với )(?<!trong )(?:(?:trong|đối\s+với)\s+)?trường\s+hợp\b[^;]*?\d)"
    rf"|,\s*(?=\d{{1,4}}\s*{_UNIT}\s+đối\s+với)",
    re.IGNORECASE,
)
_NO_LIMIT = frozenset({"khong quy dinh", "khong quy dinh thoi han", "khong quy dinh thoi han giai quyet", "khong co"})


def read_limits(text: str) -> LimitsRead:
    """Return the limits a printed text says and the flags for what it leaves open; never raises, never guesses.

    "Ngay trong ngày" gives no number: when a dossier of the afternoon is due is a matter of the procedure.
    """
    said = one_stroke(one_line(text))
    if not said:
        return LimitsRead(flags=(MISSING,))
    if fold(said).rstrip(" .") in _NO_LIMIT:
        return LimitsRead(flags=(NONE,))
    if len(said) > _LONGEST_TEXT:
        return LimitsRead(flags=(UNCLEAR,))
    limits: list[Limit] = []
    flags: list[str] = []
    for part in _parts(said):
        limit, flag = _read(part)
        limits += [limit] if limit else []
        flags += [flag] if flag else []
    if limits and any(flag in {UNCLEAR, RANGE, NO_UNIT} for flag in flags):
        flags = [flag for flag in flags if flag not in {UNCLEAR, RANGE, NO_UNIT}] + [PARTLY]
    if said.endswith(("…", "...")):  # the source cut it off
        flags.append(PARTLY)
    if has_unnamed_cases(limits):
        flags.append(CASES_UNNAMED)
    if not limits and not flags:
        flags.append(UNCLEAR)  # nothing but marks
    return LimitsRead(tuple(limits), tuple(dict.fromkeys(flags)))


def has_unnamed_cases(limits: list[Limit]) -> bool:
    """Return whether two different limits hold for one case, so that nobody can tell which is meant."""
    known: dict[str, tuple[Decimal, str]] = {}
    return any(known.setdefault(fold(one.condition), (one.value, one.unit)) != (one.value, one.unit) for one in limits)


def _parts(said: str) -> list[str]:
    """Return the sentences and cases of a text, without bullets and the mark at the end."""
    parts = (re.sub(r"^[-–+•*]\s+", "", part.strip()) for part in _CUT.split(said))
    return [part for part in (one.rstrip(" .,;") for one in parts) if part]


def _read(part: str) -> tuple[Limit | None, str]:
    """Return the limit of one part and the flag for what it leaves open."""
    found = _CASE.fullmatch(part) or _PLAIN.fullmatch(part)
    if found and (value := _value(found["number"])) is not None:
        case = found.groupdict().get("case") or ""
        if not _ANY_AMOUNT.search(case):
            return _with_tail(found, value, case)
    rest = _AFTER_HOUR.sub("", part)
    if _TODAY.search(rest) and not any(char.isdigit() for char in rest):
        return None, SAME_DAY
    if _SPAN.search(part):
        return None, RANGE
    return None, NO_UNIT if _BARE.fullmatch(part) else UNCLEAR


def _with_tail(found: re.Match[str], value: Decimal, case: str) -> tuple[Limit | None, str]:
    """Return the limit with what follows it: from when it runs, or for whom it holds."""
    tail = found["tail"].strip(" .")
    unit = _unit(found["unit"])
    if not tail:
        return Limit(value, unit, _condition(case)), ""
    if (since := _SINCE.fullmatch(tail)) and not _MORE.search(since["what"]):
        return Limit(value, unit, _condition(case)), ""
    if (whom := _FOR.fullmatch(tail)) and not _ANY_AMOUNT.search(tail):
        words = whom["case"].removesuffix(")") if tail.startswith("(") else whom["case"]
        return Limit(value, unit, _condition("; ".join(filter(None, [case, words])))), ""
    if _ANY_AMOUNT.search(tail) and not _OF_WHICH.match(tail):
        return None, UNCLEAR
    return Limit(value, unit, _condition(case)), PARTLY


def _condition(case: str) -> str:
    said = one_line(case).strip(" ,:;.")
    return said if len(said) <= _LONGEST_CONDITION else f"{said[: _LONGEST_CONDITION - 1]}…"


def _value(number: str) -> Decimal | None:
    """Return the number; None for one no limit can have, or of which more than hundredths would be kept."""
    try:
        value = parse_number(number)
    except ValueError:
        return None
    fits = value <= _MOST and value == value.quantize(Decimal("0.01"))
    return value if fits else None


def _unit(word: str) -> str:
    said = fold(word)
    if said.startswith("gio"):
        return HOUR
    if said.startswith("thang"):
        return MONTH
    return WORKING_DAY if "lam viec" in " ".join(said.replace("(", " ").split()) else DAY
