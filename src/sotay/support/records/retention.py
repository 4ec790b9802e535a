"""How long files are kept: typed retention, the last day of keeping, the day they go to the archive (law 33/2024, NĐ 30)."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from sotay.agency.vietnamese import fold, one_line
from sotay.support.records.models import RecordClass

MUST_ARCHIVE_YEARS = 5
"""Files kept this long or longer must be handed to the archive of the agency (NĐ 30/2020 Điều 30)."""
KEEP_LONGER_YEARS = 2
"""A unit keeps a file at most so much longer, with written consent (NĐ 30/2020 Điều 30)."""
HISTORY_YEARS = 5
"""Within how many years after the agency's archive took a file the historical archive gets it (law 33/2024)."""
LONGEST = 100

_YEARS = re.compile(r"(\d{1,3})(?:\s*(?:nam|years?))?")
_FOREVER = ("vinh vien", "permanent", "permanently")


class UnclearRetention(ValueError):  # noqa: N818  the word of the house
    """Raised for a retention that is neither a number of years nor *vĩnh viễn*; says so in words."""


def read_retention(text: str) -> int | None:
    """Return the years of `5`, `05 năm` or `5 years`, None for *vĩnh viễn*; UnclearRetention for all else."""
    typed = fold(one_line(text))
    if typed in _FOREVER:
        return None
    found = _YEARS.fullmatch(typed)
    if found is None or not 1 <= int(found[1]) <= LONGEST:
        raise UnclearRetention(_("Thời hạn bảo quản là số năm từ 1 đến 100, ví dụ “5 năm”, hoặc “vĩnh viễn”."))
    return int(found[1])


def years_later(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def kept_until(one: RecordClass, closed: date) -> date | None:
    """Return the last day a file closed on a day is kept, None for ever: whole years after that of the end of the work."""
    if one.is_permanent or one.years is None:
        return None
    if one.start == RecordClass.Start.DOCUMENT_ENDED:
        return years_later(closed, one.years)
    return date(closed.year + one.years, 12, 31)


def may_be_gone(one: RecordClass, closed: date | None, *, on: date) -> bool:
    """Return whether a file closed on a day may be disposed of on another: its class says so, and its time is over."""
    until = kept_until(one, closed) if closed else None
    return one.disposal == RecordClass.Disposal.DESTROY and until is not None and until < on


def must_be_archived(one: RecordClass) -> bool:
    """Return whether files of a class go to the archive of the agency."""
    return one.is_permanent or (one.years or 0) >= MUST_ARCHIVE_YEARS


def archive_due(one: RecordClass, closed: date, *, month_day: tuple[int, int]) -> date | None:
    """Return by when a file closed on a day is handed over, None for what need not be: the year after the work ended."""
    return date(closed.year + 1, *month_day) if must_be_archived(one) else None


def to_be_archived(prefix: str = "record_class__") -> Q:
    """Return the condition on files that must be handed over one day."""
    return Q(**{f"{prefix}is_permanent": True}) | Q(**{f"{prefix}years__gte": MUST_ARCHIVE_YEARS})


def time_is_over(spans: Iterable[tuple[int | None, str]], *, on: date) -> Q:
    """Return the condition on files whose last day of keeping lies before a day.

    `spans` are the retentions that occur: (years, start) of classes.
    """
    over = Q(pk__in=[])
    for years, start in spans:
        if years is None:
            continue
        same = Q(record_class__is_permanent=False, record_class__years=years, record_class__start=start)
        over |= same & Q(closed_date__lt=_first_kept(years, start, on=on))
    return over


def _first_kept(years: int, start: str, *, on: date) -> date:
    """Return the first closing day whose time is not over yet."""
    if start == RecordClass.Start.WORK_ENDED:
        return date(max(on.year - years, 1), 1, 1)
    try:
        return on.replace(year=max(on.year - years, 1))
    except ValueError:
        return date(on.year - years, 3, 1)
