"""Times of steps as procedures print them: “½ ngày”, “1/2”, “0,5”, “2.5 ngày”, “01”, “04 giờ”, “5 ngày làm việc”.

A number without a unit, or with the bare word *ngày*, is counted as its case is: in one counted by working days “½ ngày” is
half a working day. What is no single time is refused and left to people (`UnclearTime`); words behind a time, such as
“kể từ ngày nhận đủ hồ sơ hợp lệ”, are given back beside it.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sotay.agency.vietnamese import fold, nfc, one_line
from sotay.operation.procedures.models import TimeUnit

PLACES: Final = 3
"""Digits behind the comma that are kept."""
LARGEST: Final = 9999
_MINUTES: Final = 60
_NUMBER = r"(?P<whole>[0-9]+)(?:[.,](?P<part>[0-9]+))?"
_TIME: Final = re.compile(
    rf"^(?:khong qua |toi da |trong |trong vong |thoi han |≤ ?)?(?:(?:(?P<mixed>[0-9]+) +)?(?P<above>[0-9]+) ?/ ?(?P<below>[0-9]+)"
    rf"|{_NUMBER}|(?P<half>nua))"
    r"(?: ?\([^()0-9]*\))?"
    r"(?: ?(?P<unit>ngay lam viec|ngay lv|gio lam viec|gio hanh chinh|ngay|gio|h|phut|buoi|thang)(?![a-z0-9]))?"
    r"(?P<rest>.*)$"
)
_UNITS: Final = {
    "ngay lam viec": TimeUnit.WORKING_DAY,
    "ngay lv": TimeUnit.WORKING_DAY,
    "gio lam viec": TimeUnit.HOUR,
    "gio hanh chinh": TimeUnit.HOUR,
    "gio": TimeUnit.HOUR,
    "h": TimeUnit.HOUR,
    "thang": TimeUnit.MONTH,
}
_BARE: Final = {"", "ngay", "buoi"}
_ANOTHER: Final = re.compile(r"^ ?[-–+/*x]|^[.,/]?[0-9]|^ ?(?:den|hoac|va) [0-9]|^%")
_WORDS_BETWEEN: Final = re.compile(r"^[\s.,;:)–-]*")


class UnclearTime(ValueError):  # noqa: N818  the word of the house
    """Raised for a text that is no single time of a step."""


@dataclass(frozen=True, slots=True)
class StepTime:
    """A time: its value, what it is counted in, whether the text says so itself, and the words behind it (folded)."""

    value: Decimal
    unit: str
    says_unit: bool
    rest: str = ""


def read_time(text: str, *, unit: str = TimeUnit.WORKING_DAY) -> StepTime | None:
    """Return the time a text tells, None where it is blank (a merged cell); UnclearTime where it tells no single one.

    `unit` is what the case is counted in; it holds for a bare number and for the bare word *ngày*.
    """
    bare = fold(one_line(_without_vulgar_fractions(nfc(text)))).strip()
    if not bare or not bare.strip("-–./ "):
        return None
    found = _TIME.match(bare)
    if found is None:
        raise UnclearTime(text)
    word, rest = found["unit"] or "", found["rest"]
    if _ANOTHER.match(rest) or (not word and rest.strip(" .,;)")):
        raise UnclearTime(text)
    amount, counted = _counted(_amount(found, text), word, unit)
    return StepTime(
        exact(amount, text), counted, says_unit=word not in _BARE, rest=_WORDS_BETWEEN.sub("", rest).rstrip(" .;,")
    )


def exact(amount: Fraction, text: str = "") -> Decimal:
    """Return an amount as a decimal of three places; UnclearTime where it is none, negative or too large."""
    scaled = amount * 10**PLACES
    if scaled.denominator != 1 or not 0 <= amount <= LARGEST:
        raise UnclearTime(text or str(amount))
    value = Decimal(scaled.numerator).scaleb(-PLACES)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _counted(amount: Fraction, word: str, unit: str) -> tuple[Fraction, str]:
    """Return an amount in what its word, or else its case, is counted in."""
    if word == "phut":
        return amount / _MINUTES, TimeUnit.HOUR
    if word in _UNITS:
        return amount, _UNITS[word]
    if word == "":
        return amount, unit
    day = TimeUnit.DAY if unit in {TimeUnit.DAY, TimeUnit.MONTH} else TimeUnit.WORKING_DAY
    return (amount / 2 if word == "buoi" else amount), day


def _amount(found: re.Match[str], text: str) -> Fraction:
    if found["half"]:
        return Fraction(1, 2)
    if found["above"]:
        above, below = int(found["above"]), int(found["below"])
        if not 0 < above < below or (len(found["below"]) > 1 and found["below"] != "10"):
            raise UnclearTime(text)  # 4/4, 12/5, 1/25: a day of the calendar sooner than a part of one
        return Fraction(above, below) + int(found["mixed"] or 0)
    whole, part = found["whole"], found["part"] or ""
    if len(part) == PLACES and whole.lstrip("0"):
        raise UnclearTime(text)  # 1.500 is a thousand and a half, or one and a half: nobody knows
    if len(whole) > len(str(LARGEST)) + 1:
        raise UnclearTime(text)
    return Fraction(int(whole + part), 10 ** len(part))


def _without_vulgar_fractions(text: str) -> str:
    """Write ½ and the like as 1/2, apart from a number before it."""
    written = []
    for char in text:
        if unicodedata.decomposition(char).startswith("<fraction>") and char != "⅟":
            value = Fraction(unicodedata.numeric(char)).limit_denominator(10)
            written.append(f" {value.numerator}/{value.denominator}")
        else:
            written.append("/" if char in "⁄∕" else char)
    return "".join(written)
