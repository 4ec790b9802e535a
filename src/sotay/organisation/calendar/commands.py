"""Writes upon the working calendar."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, CalendarDay, CalendarYear
from sotay.agency.vietnamese import one_line
from sotay.agency.workdays import shipped_packs
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.calendar import guards
from sotay.organisation.calendar.queries import days_to_start_from


@command
def take_pack(agency: Agency, *, actor: Actor, year: int) -> CalendarYear:
    """Make the shipped calendar of a year the agency's own, days the agency set before kept."""
    require(actor, "organisation.manage_calendar", agency)
    lock(agency)
    refuse(guards.why_not_take(agency, year=year))

    decided = CalendarYear.objects.create(
        agency=agency, year=year, basis=shipped_packs()[year].basis[:300], source=CalendarYear.Source.PACK
    )
    _fill(agency, year)

    record("organisation.calendar_year.taken", actor=actor, subject=decided, year=year, basis=decided.basis)
    return decided


@command
def decide_year(agency: Agency, *, actor: Actor, year: int, basis: str, decided_date: date) -> CalendarYear:
    """Decide a year by the agency's own notice; a year begun starts from the shipped days, else from the statutory."""
    require(actor, "organisation.manage_calendar", agency)
    lock(agency)
    basis = one_line(basis)
    refuse(guards.why_not_decide(year=year, basis=basis))

    wanted = {"basis": basis, "decided_date": decided_date, "source": CalendarYear.Source.DECISION}
    decided = CalendarYear.objects.filter(agency=agency, year=year).first()
    if decided is None:
        decided = CalendarYear.objects.create(agency=agency, year=year, **wanted)
        _fill(agency, year)
    elif all(getattr(decided, name) == value for name, value in wanted.items()):
        return UNCHANGED  # type: ignore[return-value]
    else:
        for name, value in wanted.items():
            setattr(decided, name, value)
        decided.save()

    record(
        "organisation.calendar_year.decided",
        actor=actor,
        subject=decided,
        year=year,
        basis=basis,
        decided_date=decided_date,
    )
    return decided


@command
def set_day(agency: Agency, *, actor: Actor, date: date, kind: str, name: str, basis: str) -> CalendarDay:
    """Make a day off, or a rest day a working one, by a paper; a day set before is changed."""
    require(actor, "organisation.manage_calendar", agency)
    lock(agency)
    basis, name = one_line(basis), one_line(name)
    refuse(guards.why_not_set(day=date, kind=kind, basis=basis))

    wanted = {"kind": kind, "name": name, "basis": basis}
    day = CalendarDay.objects.filter(agency=agency, date=date).first()
    before = {field: getattr(day, field) for field in wanted} if day else None
    if before == wanted and day:
        return UNCHANGED  # type: ignore[return-value]
    if day is None:
        day = CalendarDay.objects.create(agency=agency, date=date, **wanted)
    else:
        for field, value in wanted.items():
            setattr(day, field, value)
        day.save()

    record("organisation.calendar_day.set", actor=actor, subject=day, date=date, before=before, after=wanted)
    return day


@command
def remove_day(day: CalendarDay, *, actor: Actor, version: int, reason: str) -> None:
    """Let a day be again what its weekday says (or what the shipped calendar says, in a year not decided)."""
    require(actor, "organisation.manage_calendar", day)
    day = lock(day, version=version)
    refuse(guards.why_not_remove(reason=reason))

    record("organisation.calendar_day.removed", actor=actor, subject=day, reason=reason, date=day.date, name=day.name)
    day.delete()


def _fill(agency: Agency, year: int) -> None:
    """Write the year's days that the agency has not set itself."""
    own = set(CalendarDay.objects.filter(agency=agency, date__year=year).values_list("date", flat=True))
    CalendarDay.objects.bulk_create(
        CalendarDay(agency=agency, date=day.date, kind=day.kind, name=day.name[:200], basis=day.basis[:300])
        for day in days_to_start_from(year)
        if day.date not in own
    )
