"""Reads of the working calendar."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sotay.agency.actor import Actor
from sotay.agency.models import CalendarDay, CalendarYear
from sotay.agency.workdays import DayKind, NamedDay, shipped_packs, statutory_days
from sotay.commands import NotFound

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the grid: its kind as a word (`work`, `rest`, or the kind of a day that differs) and its name."""

    day: date
    in_month: bool
    sign: str
    name: str = ""
    today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the grid with its weeks, Monday first, and the number of working days."""

    number: int
    weeks: tuple[tuple[Cell, ...], ...]
    working_days: int


@dataclass(frozen=True, slots=True)
class YearPage:
    """What the page of a year shows; `source` is DECISION, PACK, SHIPPED or STATUTE."""

    year: int
    decided: CalendarYear | None
    source: str
    basis: str
    has_pack: bool
    months: tuple[Month, ...]
    days: tuple[NamedDay, ...]
    own: dict[date, UUID]
    working_days: int


def get_year_page(year: int, *, viewer: Actor, on: date) -> YearPage:
    """Return a year of the agency's calendar: its own where decided, the shipped one, else the statutory days."""
    decided = CalendarYear.objects.of(viewer).filter(year=year).first()
    own = {day.date: day for day in CalendarDay.objects.of(viewer).filter(date__year=year)}
    pack = shipped_packs().get(year)
    named = {} if decided else {day.date: day for day in days_to_start_from(year)}
    named |= {day.date: NamedDay(day.date, DayKind(day.kind), day.name, day.basis) for day in own.values()}
    months = tuple(_month(year, number, named, on=on) for number in range(1, 13))
    source = decided.source if decided else ("SHIPPED" if pack else "STATUTE")
    return YearPage(
        year=year,
        decided=decided,
        source=source,
        basis=decided.basis if decided else (pack.basis if pack else ""),
        has_pack=pack is not None,
        months=months,
        days=tuple(named[day] for day in sorted(named)),
        own={day: record.uuid for day, record in own.items()},
        working_days=sum(month.working_days for month in months),
    )


def days_to_start_from(year: int) -> tuple[NamedDay, ...]:
    """Return the shipped days of a year, or by statute alone when none were shipped."""
    pack = shipped_packs().get(year)
    return pack.days if pack else statutory_days(year)


def get_day(uuid: UUID, *, viewer: Actor) -> CalendarDay:
    """Return one day the agency set itself; NotFound hides those of others."""
    day = CalendarDay.objects.of(viewer).select_related("agency").filter(uuid=uuid).first()
    if day is None:
        raise NotFound
    return day


def _month(year: int, number: int, named: dict[date, NamedDay], *, on: date) -> Month:
    weeks = tuple(
        tuple(_cell(day, number, named, on=on) for day in week) for week in Calendar().monthdatescalendar(year, number)
    )
    worked = sum(cell.in_month and cell.sign in {"work", "SWAP_WORK"} for week in weeks for cell in week)
    return Month(number, weeks, worked)


def _cell(day: date, month: int, named: dict[date, NamedDay], *, on: date) -> Cell:
    known = named.get(day)
    sign = str(known.kind.value) if known else ("rest" if day.weekday() >= _SATURDAY else "work")
    return Cell(day, day.month == month, sign, known.name if known else "", day == on)
