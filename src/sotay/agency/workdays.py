"""Working days, days off and terms: which day something is due by the decided calendar or, failing one, by statute."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, time, timedelta
from functools import lru_cache
from importlib import resources

import yaml
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_ONE = timedelta(days=1)
_SATURDAY = 5
_LONGEST_TERM, _LONGEST_IN_MONTHS = 40_000, 1_200  # more than a century is a typing slip
_CULTURE_DAY = (11, 24)
_CULTURE_DAY_BASIS = "Nghị quyết 28/2026/QH16, Điều 2"
_SWAPPED = "thay cho"
# From which year on which law gives the holidays, and the make-up days.
_LABOUR_CODES = (
    (2021, "Bộ luật Lao động 45/2019/QH14, Điều 112", "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3"),
    (2013, "Bộ luật Lao động 10/2012/QH13, Điều 115", "Bộ luật Lao động 10/2012/QH13, Điều 115 khoản 3"),
    (MINYEAR, "Bộ luật Lao động năm 1994, Điều 73", "Bộ luật Lao động năm 1994, Điều 73"),
)


class DayKind(TextChoices):
    """Why a day is not what its weekday says."""

    HOLIDAY = "HOLIDAY", gettext_lazy("nghỉ lễ, tết")
    MAKEUP = "MAKEUP", gettext_lazy("nghỉ bù")
    SWAP_OFF = "SWAP_OFF", gettext_lazy("nghỉ hoán đổi")
    SWAP_WORK = "SWAP_WORK", gettext_lazy("làm bù")


class TermUnit(TextChoices):
    """What a term is counted in."""

    WORKING = "WORKING", gettext_lazy("ngày làm việc")
    CALENDAR = "CALENDAR", gettext_lazy("ngày")
    MONTHS = "MONTHS", gettext_lazy("tháng")


@dataclass(frozen=True)
class NamedDay:
    """A day that is not what its weekday says, with its name and the paper it rests on."""

    date: date
    kind: DayKind
    name: str
    basis: str = ""


@dataclass(frozen=True)
class CalendarPack:
    """The decided calendar of one year as shipped: what it rests on and its days, in order."""

    year: int
    basis: str
    days: tuple[NamedDay, ...]


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. Years outside decided_years take the statutory days; Saturday and Sunday are the rest days.

    worked_days (swapped Saturdays) win over days_off.
    """

    days_off: frozenset[date]
    worked_days: frozenset[date]
    decided_years: frozenset[int]

    def decided(self, year: int) -> bool:
        """Tell whether the year's calendar was published; if not, say so beside every date computed with it."""
        return year in self.decided_years

    def undecided_years(self, start: date, end: date) -> tuple[int, ...]:
        """Return the years from start to end, both included, whose calendar was not published."""
        return tuple(year for year in range(start.year, end.year + 1) if not self.decided(year))

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on the day."""
        if day in self.worked_days:
            return True
        if day.weekday() >= _SATURDAY or day in self.days_off:
            return False
        return self.decided(day.year) or day not in _statutory_dates(day.year)

    def working_day_on_or_after(self, day: date) -> date:
        """Return the day itself when it is worked, else the next that is."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def last_working_day_on_or_before(self, day: date) -> date:
        """Return the day itself when it is worked, else the last before it: fixed dates do not roll forward."""
        return day if self.is_working_day(day) else self.previous_working_day(day)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after the day."""
        return self._step(day, _ONE)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before the day."""
        return self._step(day, -_ONE)

    def _step(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_working_day(day):
            day += step
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """Return the n-th working day after start, which is not counted; before it when n is negative.

        0 gives start or, when that is a day off, the next working day. ValueError when n is beyond a century.
        """
        _check_length(n)
        if n == 0:
            return self.working_day_on_or_after(start)
        day = start
        for _count in range(abs(n)):
            day = self._step(day, _ONE if n > 0 else -_ONE)
        return day

    def count_working_days(self, start: date, end: date) -> int:
        """Return how many working days lie after start up to and with end; negative when end is before start."""
        if end < start:
            return -self.count_working_days(end, start)
        days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
        return sum(map(self.is_working_day, days))

    def received_on(self, received: date, *, received_time: time | None = None, cutoff: time | None = None) -> date:
        """Return the day a reception counts for: after the cut-off, or on a day off, it is the next working day.

        Without both times it is the day itself (NĐ 61/2018/NĐ-CP điều 18.2: after 15:00 the next working day).
        """
        if received_time is None or cutoff is None:
            return received
        if received_time > cutoff:
            return self.next_working_day(received)
        return self.working_day_on_or_after(received)

    def raw_due(
        self,
        received: date,
        n: int,
        unit: TermUnit = TermUnit.WORKING,
        *,
        received_time: time | None = None,
        cutoff: time | None = None,
    ) -> date:
        """Return the last day of a term as counted, a day off or not: the safer day to warn of.

        The first day is not counted (Bộ luật Dân sự điều 147.2); a term in months ends on the same day of the month or
        on the month's last (148.3). ValueError for a negative term or one beyond a century.
        """
        if n < 0:
            raise ValueError(_("Thời hạn không được âm."))
        start = self.received_on(received, received_time=received_time, cutoff=cutoff)
        if unit == TermUnit.WORKING:
            return self.add_working_days(start, n)
        if unit == TermUnit.MONTHS:
            return add_months(start, n)
        _check_length(n)
        return start + n * _ONE

    def due(
        self,
        received: date,
        n: int,
        unit: TermUnit = TermUnit.WORKING,
        *,
        received_time: time | None = None,
        cutoff: time | None = None,
    ) -> date:
        """Return the day a legal term ends: the raw day or, when that is a day off, the next working day.

        Bộ luật Dân sự điều 148.5. Not for fixed dates ("trước ngày 10/6"): see last_working_day_on_or_before.
        """
        raw = self.raw_due(received, n, unit, received_time=received_time, cutoff=cutoff)
        return self.working_day_on_or_after(raw)

    def changed_by(self, days: Iterable[NamedDay], *, decided_years: Iterable[int] = ()) -> "WorkCalendar":
        """Return this calendar with days of one's own: they replace a decided year whole, and single days elsewhere."""
        own = {day.date: day.kind for day in days}
        years = frozenset(decided_years)
        off = {day for day in self.days_off if day not in own and day.year not in years}
        worked = {day for day in self.worked_days if day not in own and day.year not in years}
        return WorkCalendar(
            days_off=frozenset(off | {day for day, kind in own.items() if kind != DayKind.SWAP_WORK}),
            worked_days=frozenset(worked | {day for day, kind in own.items() if kind == DayKind.SWAP_WORK}),
            decided_years=self.decided_years | years,
        )


def add_months(start: date, n: int) -> date:
    """Return the same day n months later, or that month's last day when it has no such day (148.3)."""
    _check_length(n, longest=_LONGEST_IN_MONTHS)
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(_("Thời hạn quá dài."))
    month += 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _check_length(n: int, *, longest: int = _LONGEST_TERM) -> None:
    if abs(n) > longest:
        raise ValueError(_("Thời hạn quá dài."))


@lru_cache(maxsize=128)
def statutory_days(year: int) -> tuple[NamedDay, ...]:
    """Return the year's days off by statute alone, with the make-up days, in order.

    Bộ luật Lao động điều 112; a rest day that meets a holiday is made up on the next working day (điều 111.3), but not
    for 24/11 (NQ 28/2026/QH16 điều 2). Tết is 29 or 30 tháng Chạp to mùng 4 until the Prime Minister decides. The
    lunar days are known for 1901–2100; outside, nothing is returned.
    """
    import holidays  # loads every country it knows: only for a year without a published calendar

    found = holidays.country_holidays("VN", years=year, observed=False, language="vi")
    names = {day: name for day, name in found.items() if day.year == year and _SWAPPED not in name}
    holiday_basis, makeup_basis = next(bases for first, *bases in _LABOUR_CODES if year >= first)
    days = []
    taken = set(names)
    for day, name in sorted(names.items()):
        is_culture_day = (day.month, day.day) == _CULTURE_DAY
        days.append(NamedDay(day, DayKind.HOLIDAY, name, _CULTURE_DAY_BASIS if is_culture_day else holiday_basis))
        if day.weekday() < _SATURDAY or is_culture_day:
            continue
        makeup = day
        while makeup in taken or makeup.weekday() >= _SATURDAY:
            makeup += _ONE
        taken.add(makeup)
        days.append(NamedDay(makeup, DayKind.MAKEUP, f"{name} (nghỉ bù)", makeup_basis))
    return tuple(sorted(days, key=lambda named: named.date))


@lru_cache(maxsize=128)
def _statutory_dates(year: int) -> frozenset[date]:
    return frozenset(day.date for day in statutory_days(year))


@lru_cache(maxsize=1)
def shipped_packs() -> dict[int, CalendarPack]:
    """Return the calendars that come with the program, by year."""
    folder = resources.files("sotay.agency") / "calendar_packs"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    packs = [_read_pack(file.read_text(encoding="utf-8")) for file in files]
    return {pack.year: pack for pack in packs}


def _read_pack(text: str) -> CalendarPack:
    raw = yaml.safe_load(text)
    days = (NamedDay(day["date"], DayKind(day["kind"]), day["name"], day["basis"]) for day in raw["days"])
    return CalendarPack(raw["year"], raw["basis"], tuple(sorted(days, key=lambda named: named.date)))


@lru_cache(maxsize=1)
def shipped_calendar() -> WorkCalendar:
    """Return the calendar of all years that come with the program."""
    packs = shipped_packs()
    nothing = WorkCalendar(frozenset(), frozenset(), frozenset())
    return nothing.changed_by((day for pack in packs.values() for day in pack.days), decided_years=packs)
