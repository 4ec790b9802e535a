"""Periods that obligations are owed for: a year, a half, a quarter, a month, or none."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

YEAR: Final = "year"
HALF: Final = "half"
QUARTER: Final = "quarter"
MONTH: Final = "month"
NONE: Final = "none"
LENGTHS: Final = {YEAR: 12, HALF: 6, QUARTER: 3, MONTH: 1}

_KEY = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<letter>[HQ])(?P<part>\d)|(?P<month>\d\d)))?\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days by the calendar, both ends inside; `index` counts from 1 within the year.

    A period of no kind (`per` none) has no ends and an empty key.
    """

    per: str
    year: int = 0
    index: int = 1

    def __post_init__(self) -> None:
        if self.per != NONE and not 1 <= self.index <= 12 // LENGTHS[self.per]:
            message = f"no {self.per} {self.index} in a year"
            raise ValueError(message)

    @property
    def key(self) -> str:
        """How the period is stored: `2026`, `2026-H1`, `2026-Q3`, `2026-06`, or nothing."""
        match self.per:
            case "year":
                return f"{self.year:04d}"
            case "half":
                return f"{self.year:04d}-H{self.index}"
            case "quarter":
                return f"{self.year:04d}-Q{self.index}"
            case "month":
                return f"{self.year:04d}-{self.index:02d}"
        return ""

    @property
    def start(self) -> date:
        """The first day."""
        if self.per == NONE:
            return date.min
        return date(self.year, (self.index - 1) * LENGTHS[self.per] + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        if self.per == NONE:
            return date.max
        month = self.index * LENGTHS[self.per]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def name(self) -> str:
        """The period as it is said, in the language of the page."""
        match self.per:
            case "year":
                return _("Năm %(year)s") % {"year": self.year}
            case "half" if self.index == 1:
                return _("6 tháng đầu năm %(year)s") % {"year": self.year}
            case "half":
                return _("6 tháng cuối năm %(year)s") % {"year": self.year}
            case "quarter":
                return _("Quý %(index)s/%(year)s") % {
                    "index": ("I", "II", "III", "IV")[self.index - 1],
                    "year": self.year,
                }
            case "month":
                return _("Tháng %(index)s/%(year)s") % {"index": self.index, "year": self.year}
        return ""

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Span(Period):
    """Any days, both ends inside, as a meeting looks back upon: what is counted by the year is that of its last day."""

    first: date = date.min
    last: date = date.max

    @classmethod
    def of(cls, first: date, last: date) -> "Span":
        """Return the span from a first to a last day."""
        return cls(YEAR, last.year, 1, first, last)

    @property
    def start(self) -> date:
        """The first day."""
        return self.first

    @property
    def end(self) -> date:
        """The last day."""
        return self.last


def period_of(key: str) -> Period:
    """Return the period a key stands for; ValueError for a key that is none."""
    if not key:
        return Period(NONE)
    if not (found := _KEY.match(key)):
        message = f"{key!r} is no period"
        raise ValueError(message)
    year = int(found["year"])
    if found["month"]:
        return Period(MONTH, year, int(found["month"]))
    if found["letter"]:
        return Period(HALF if found["letter"] == "H" else QUARTER, year, int(found["part"]))
    return Period(YEAR, year)


def period_with(per: str, day: date) -> Period:
    """Return the period of a kind that a day lies in."""
    return Period(NONE) if per == NONE else Period(per, day.year, (day.month - 1) // LENGTHS[per] + 1)


def periods_on(per: str, on: date) -> tuple[Period, ...]:
    """Return the periods that are looked at on a day, earliest first.

    A year, its halves and its quarters are shown whole, so that the year can be seen at a glance; of months the one
    before and the current one.
    """
    if per == NONE:
        return (Period(NONE),)
    if per == MONTH:
        this = period_with(MONTH, on)
        return (period_with(MONTH, this.start - timedelta(days=1)), this)
    return tuple(Period(per, on.year, index) for index in range(1, 12 // LENGTHS[per] + 1))
