"""Months as people write them – 09/2021, 2021-09, Tháng 9 năm 2021, a day of it – as their first day; never guessed."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from sotay.agency.vietnamese import fold, one_line, parse_date

FIRST_YEAR, LAST_YEAR = 2000, 2100
_PATTERNS: Final = (
    re.compile(
        r"(?:thang|t|ky)?\s*(?P<month>[0-9]{1,2})\s*(?:[/.\-–]|\s*nam\s*|,\s*nam\s*|,?\s+)\s*(?P<year>[0-9]{4})"
    ),
    re.compile(r"(?P<year>[0-9]{4})\s*[/.\-–]\s*(?:thang|t)?\s*(?P<month>[0-9]{1,2})"),
    re.compile(r"(?:nam\s*)(?P<year>[0-9]{4})\s*[,/\-–]?\s*thang\s*(?P<month>[0-9]{1,2})"),
    re.compile(r"(?P<year>20[0-9]{2})(?P<month>0[1-9]|1[0-2])"),
)
_SERIALS: Final = range(36526, 73415)  # 1/1/2000 to 31/12/2100 as Excel counts days
_EPOCH: Final = date(1899, 12, 30)


class NoMonth(ValueError):  # noqa: N818  said of the text
    """Raised with words for a text that names no month."""


def read_month(value: Any) -> date:
    """Return the first day of the month a text or a day names; NoMonth with words for what is none.

    A quarter, a year, a month with two digits for its year are refused: they could be several months.
    """
    if isinstance(value, date):
        return _checked((value.date() if isinstance(value, datetime) else value).replace(day=1))
    text = one_line(str(value))
    words = fold(text).strip(" .:")
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(words):
            month = int(found["month"])
            if not 1 <= month <= 12:  # noqa: PLR2004  months
                raise NoMonth(_("Lịch không có tháng %s.") % month)
            return _checked(date(int(found["year"]), month, 1))
    try:
        return _checked(parse_date(text).replace(day=1))
    except ValueError as problem:
        if isinstance(problem, NoMonth):
            raise
        raise NoMonth(_("“%s” không phải là một tháng.") % text[:60]) from problem


def is_serial(number: float) -> bool:
    """Return whether a number may be a day as Excel counts them."""
    return float(number).is_integer() and int(number) in _SERIALS


def month_of_serial(number: float) -> date:
    """Return the first day of the month of a day as Excel counts them."""
    return (_EPOCH + timedelta(days=int(number))).replace(day=1)


def written(month: date) -> str:
    """Return a month as it is typed and stands in files: 09/2021."""
    return f"{month:%m/%Y}"


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months from one to another, both inside; none when the last is earlier."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def in_words(months: Iterable[date]) -> str:
    """Return months in words, runs of them as a span: `01–03/2026, 05/2026`."""
    runs: list[list[date]] = []
    for month in sorted(set(months)):
        if runs and next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(_span(run) for run in runs)


def _span(run: list[date]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return written(first)
    if first.year == last.year:
        return f"{first:%m}–{written(last)}"
    return f"{written(first)}–{written(last)}"


def _checked(month: date) -> date:
    if not FIRST_YEAR <= month.year <= LAST_YEAR:
        raise NoMonth(_("Năm %(year)s nằm ngoài khoảng 2000–2100.") % {"year": month.year})
    return month
