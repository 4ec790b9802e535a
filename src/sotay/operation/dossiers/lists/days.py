"""Days of a list: real ones, serials, and texts in the order of the source; what only the other order reads is told."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Final

from sotay.exchange.grids import Wrong
from sotay.operation.dossiers.models import DossierSource

Order = DossierSource.DateOrder
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_KEPT: Final = 50_000
_EPOCH: Final = datetime.combine(date(1899, 12, 30), time())
_SERIALS: Final = (32_874, 73_415)
"""1990 to 2100, as Excel counts days."""
_DAY: Final = re.compile(
    r"(?:(?P<h0>\d{1,2})[:hg](?P<m0>\d{2})(?::\d{2})?\s*[,-]?\s*(?:ngày\s*)?)?"
    r"(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{1,4})"
    r"(?:[T,\s-]*(?P<h1>\d{1,2})[:hg](?P<m1>\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<half>[AaPp][Mm]|SA|CH)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?\Z"
)
_OFFICE: Final = timezone(timedelta(hours=7))
_YEAR_DIGITS: Final = 4
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Day:
    """What a cell says: a day, its time where one stands there, or the code of what is wrong."""

    date: str = ""
    at: str = ""
    wrong: str = ""


@dataclass(slots=True)
class Days:
    """Reads the days of one column; each way of writing is read once. `only_other` and `only_ours` tell which order fits."""

    order: str
    only_other: int = 0
    only_ours: int = 0
    _known: dict[Any, Day] = field(default_factory=dict)
    _clocks: dict[str, bool] = field(default_factory=dict)

    @property
    def is_other(self) -> bool:
        """Whether the other order alone reads all of it: then those that both orders read are read wrong."""
        return bool(self.only_other and not self.only_ours)

    def read(self, value: Any) -> Day:
        """Return what a cell that is not blank says."""
        found = self._known.get(value) or self._with_known_time(value)
        if found is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = self._known[value] = self._read(value)
        return found

    def _with_known_time(self, value: Any) -> Day | None:
        """Return a day with a time such as 05/02/2026 08:30 by the day alone: days come again, moments hardly ever do."""
        if not isinstance(value, str) or len(value) != len("05/02/2026 08:30") or value[10] != " ":
            return None
        clock = value[11:]
        if clock not in self._clocks:
            self._clocks[clock] = _is_clock(clock)
        if not self._clocks[clock]:
            return None
        day = self.read(value[:10])
        return Day(day.date, f"{day.date} {clock}+07") if day.date else None

    def _read(self, value: Any) -> Day:
        if isinstance(value, datetime):
            return _of(value, with_time=value.time() != time())
        if isinstance(value, date):
            return _of(datetime.combine(value, time()), with_time=False)
        if isinstance(value, Wrong):
            return Day(wrong="formula")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _of_serial(float(value))
        text = str(value).strip()
        if found := _DAY.match(text):
            return self._written(found)
        try:
            return _of_serial(float(text.replace(",", ".")))
        except ValueError:
            return Day(wrong="day")

    def _written(self, found: "re.Match[str]") -> Day:
        first, second, third = found["a"], found["b"], found["c"]
        if len(first) == _YEAR_DIGITS:
            return _made(int(first), int(second), int(third), found)
        if len(third) != _YEAR_DIGITS or len(first) > 2:  # noqa: PLR2004  digits
            return Day(wrong="year")
        ours = (int(second), int(first)) if self.order == Order.DAY_FIRST else (int(first), int(second))
        day, other = _made(int(third), *ours, found), _made(int(third), ours[1], ours[0], found)
        if day.wrong and not other.wrong:
            self.only_other += 1
            return Day(wrong="order")
        self.only_ours += bool(other.wrong and not day.wrong)
        return day


def _is_clock(text: str) -> bool:
    """Return whether a text is a time of the day, HH:MM."""
    hours, minutes = text[:2], text[3:]
    digits = hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()
    return digits and text[2] == ":" and int(hours) < 24 and int(minutes) < 60  # noqa: PLR2004  of a clock


def _made(year: int, month: int, day: int, found: "re.Match[str]") -> Day:
    hour, minute = found["h1"] or found["h0"], found["m1"] or found["m0"]
    try:
        clock = time(_hour(int(hour), found["half"]), int(minute or 0)) if hour else time()
        moment = datetime.combine(date(year, month, day), clock)
        if found["zone"]:  # programs write the midnight of the office as 17:00 of the day before, UTC
            moment = (
                datetime.fromisoformat(f"{moment.isoformat()}{found['zone']}").astimezone(_OFFICE).replace(tzinfo=None)
            )
    except (ValueError, OverflowError):
        return Day(wrong="no_day")
    return _of(moment, with_time=hour is not None and not (found["zone"] and moment.time() == time()))


def _hour(hour: int, half: str | None) -> int:
    """Return an hour of twelve as one of twenty-four."""
    if half is None:
        return hour
    return hour % _NOON + (_NOON if half.upper() in {"PM", "CH"} else 0)


def _of_serial(number: float) -> Day:
    if not _SERIALS[0] <= number < _SERIALS[1]:
        return Day(wrong="day")
    moment = _EPOCH + timedelta(minutes=round(number * 24 * 60))
    return _of(moment, with_time=number != int(number))


def _of(moment: datetime, *, with_time: bool) -> Day:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return Day(wrong="year")
    day = moment.date().isoformat()
    # a list tells the time of the office, which is that of Vietnam
    return Day(date=day, at=f"{day} {moment:%H:%M}+07" if with_time else "")
