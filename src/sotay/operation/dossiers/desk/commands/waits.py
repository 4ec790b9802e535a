"""What stops the clock of a dossier or moves its day: what is missing, pauses, the one apology (law 3.2: 19)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models.calendar import calendar_of
from sotay.agency.vietnamese import nfc, one_line
from sotay.agency.workdays import TermUnit, WorkCalendar
from sotay.commands import command, refuse, require
from sotay.journal.recording import record
from sotay.operation.dossiers import clock
from sotay.operation.dossiers.desk import guards
from sotay.operation.dossiers.desk.acting import Kind, happen, local, locked, moment_of, rules_of
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.standard.parameters.queries import value_of

SUPPLEMENT_TERM = "dossiers.supplement.term"
BEGINS = (Kind.RECEIVED, Kind.SUPPLEMENTED)
"""With these a dossier is taken in, and what is missing is to be asked for within the term."""


@command
def ask_supplement(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    papers: Sequence[dict[str, Any]],
    version: int | None = None,
    at: datetime | None = None,
    number: str = "",
) -> Dossier:
    """Ask for what is missing, once for all of it: the clock stops (Mẫu 02). Asked too late, it is told as late."""
    require(actor, "operation.work_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(
        guards.why_not_act(dossier, Kind.SUPPLEMENT_ASKED, at=at, now=now),
        guards.why_not_ask(reason=reason, papers=papers),
    )

    last_day = last_day_to_ask(dossier)
    happen(
        dossier, Kind.SUPPLEMENT_ASKED, at=at, by=actor.person, unit=dossier.holder_unit, step=dossier.step,
        reason=nfc(reason).strip(), papers=list(papers), number=one_line(number),
    )  # fmt: skip

    day = local(at).date()
    late = last_day is not None and day > last_day
    _record("supplement_asked", actor, dossier, day, papers=len(papers), is_late=late)
    return dossier


@command
def take_supplement(
    dossier: Dossier, *, actor: Actor, now: datetime, version: int | None = None, at: datetime | None = None,
    note: str = "",
) -> Dossier:  # fmt: skip
    """Take what was missing: the clock begins anew, and a new receipt names the day (NĐ 61/2018 Điều 19.4)."""
    require(actor, "operation.serve_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(guards.why_not_act(dossier, Kind.SUPPLEMENTED, at=at, now=now))

    happen(
        dossier, Kind.SUPPLEMENTED, at=at, by=actor.person, unit=dossier.holder_unit, step=dossier.step,
        reason=nfc(note).strip(),
    )  # fmt: skip

    _record("supplemented", actor, dossier, local(at).date(), due_date=dossier.due_date)
    return dossier


@command
def pause(
    dossier: Dossier, *, actor: Actor, now: datetime, reason: str, version: int | None = None,
    at: datetime | None = None,
) -> Dossier:  # fmt: skip
    """Pause a dossier for something its settling waits for: a duty to pay, an opinion from outside."""
    require(actor, "operation.work_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(guards.why_not_act(dossier, Kind.PAUSED, at=at, now=now), guards.why_no_reason(reason))

    happen(
        dossier, Kind.PAUSED, at=at, by=actor.person, unit=dossier.holder_unit, step=dossier.step,
        reason=nfc(reason).strip(),
    )  # fmt: skip

    _record("paused", actor, dossier, local(at).date())
    return dossier


@command
def resume(
    dossier: Dossier, *, actor: Actor, now: datetime, version: int | None = None, at: datetime | None = None,
    note: str = "",
) -> Dossier:  # fmt: skip
    """Go on with a paused dossier: its day moves by the days the clock stood, unless pauses count."""
    require(actor, "operation.work_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(guards.why_not_act(dossier, Kind.RESUMED, at=at, now=now))

    happen(
        dossier, Kind.RESUMED, at=at, by=actor.person, unit=dossier.holder_unit, step=dossier.step,
        reason=nfc(note).strip(),
    )  # fmt: skip

    _record("resumed", actor, dossier, local(at).date(), due_date=dossier.due_date)
    return dossier


@command
def apologise(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    new_due_date: date,
    reason: str,
    version: int | None = None,
    at: datetime | None = None,
    number: str = "",
    signed_by: str = "",
) -> Dossier:
    """Apologise for a result that will be late and name one new day; too late an apology is told as such."""
    require(actor, "operation.work_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(
        guards.why_not_act(dossier, Kind.APOLOGISED, at=at, now=now),
        guards.why_not_apologise(dossier, new_due_date=new_due_date, reason=reason, said_on=local(at).date()),
    )

    happen(
        dossier, Kind.APOLOGISED, at=at, by=actor.person, unit=dossier.holder_unit, step=dossier.step,
        due_date=new_due_date, reason=nfc(reason).strip(), number=one_line(number), signed_by=one_line(signed_by),
    )  # fmt: skip

    day = local(at).date()
    _record(
        "apologised", actor, dossier, day, new_due_date=new_due_date, is_late=is_apology_late(dossier.due_date, day)
    )
    return dossier


def last_day_to_ask(dossier: Dossier) -> date | None:
    """Return the last day to ask for what is missing, by the term valid at the reception; None where nothing was received."""
    rows = DossierEvent.objects.filter(agency_id=dossier.agency_id, dossier=dossier, kind__in=BEGINS)
    begun, calendar = rows.order_by("-order").first(), calendar_of(dossier.agency)
    return _last_day(dossier, _counted_from(dossier, begun, calendar), calendar) if begun else None


def last_days_to_ask(dossier: Dossier, events: Iterable[DossierEvent]) -> dict[int, date]:
    """Return, for each time something missing was asked for (by its order), the last day to do so: from what came before it."""
    calendar, from_day, found = calendar_of(dossier.agency), dossier.received_date, {}
    for one in events:
        if one.kind in BEGINS:
            from_day = _counted_from(dossier, one, calendar)
        elif one.kind == Kind.SUPPLEMENT_ASKED:
            found[one.order] = _last_day(dossier, from_day, calendar)
    return found


def _counted_from(dossier: Dossier, begun: DossierEvent, calendar: WorkCalendar) -> date:
    return calendar.received_on(begun.date, received_time=local(begun.at).time(), cutoff=dossier.late_from)


def _last_day(dossier: Dossier, from_day: date, calendar: WorkCalendar) -> date:
    term = value_of(dossier.agency_id, SUPPLEMENT_TERM, on=dossier.received_date)
    return calendar.due(from_day, term.count, TermUnit(term.unit))


def is_apology_late(due_date: date | None, day: date) -> bool:
    """Return whether a day is too late for an apology for what was due on another."""
    return due_date is not None and day > clock.apology_due(due_date)


def due_when_told(dossier: Dossier, events: Iterable[DossierEvent]) -> dict[int, date | None]:
    """Return, for each event by its order, the day the dossier was due until then."""
    shown = list(events)
    happened = [clock.Happening(one.kind, local(one.at), one.due_date) for one in shown]
    stands = clock.stands_before(happened, rules_of(dossier), calendar_of(dossier.agency))
    return {one.order: before.due_date or before.due_before for one, before in zip(shown, stands, strict=True)}


def begins_anew(dossier: Dossier) -> bool:
    """Return whether the term of a dossier begins anew when what is missing comes: not where its day had passed before."""
    return dossier.due_date is None


def _record(act: str, actor: Actor, dossier: Dossier, day: date, **data: Any) -> None:
    """Write the journal line of an act: the code, the day, and nothing that was typed."""
    record(f"operation.dossier.{act}", actor=actor, subject=dossier, code=dossier.code, date=day, **data)
