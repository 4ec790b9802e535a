"""Writes upon visits as a set and one by one once the plan stands: proposed, given out, moved, set aside, told of."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, Unit
from sotay.agency.models.calendar import calendar_of
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.audits.models import Audit, AuditMember, Visit
from sotay.evaluation.audits.plan import guards, writing
from sotay.evaluation.audits.plan.commands import begin_audit
from sotay.evaluation.audits.plan.independence import Ties
from sotay.evaluation.audits.plan.queries import time_words
from sotay.evaluation.audits.plan.telling import told
from sotay.evaluation.audits.plan.visits import proposing
from sotay.journal.recording import record
from sotay.support.models import Document

Part, Role = AuditMember.Part, Seat.Role
AUDITED_KINDS = ("PROCEDURE",)
MOVED_WITH = ("representative",)
"""What may change with time and place without a new approval: whom the unit sends is its own affair."""


@command
def begin_with_visits(agency: Agency, *, actor: Actor, on: date, proposes: bool = False, **values: Any) -> Audit:
    """Begin an audit and, where that is wanted and anything is to be proposed, the visits of its units at once."""
    audit = begin_audit(agency, actor=actor, on=on, **values)
    if proposes and _units(audit, on):
        propose_visits(audit, actor=actor, version=audit.version, on=on)
    return audit


@command
def propose_visits(audit: Audit, *, actor: Actor, version: int, on: date) -> list[Visit]:
    """Propose a visit for every unit of the programme's months (without one: every unit) that has none yet.

    Half a day each on the working days of the audit, with the clauses of the programme and the procedures in force of the
    unit; where a team stands, with an independent auditor who is free then.
    """
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    wanted = _units(audit, on)
    there = set(audit.visits.values_list("unit_id", flat=True))
    missing = [one for one in wanted if one.unit.pk not in there]
    refuse(guards.why_not_write(audit), guards.why_nothing_to_propose(audit, wanted, missing))

    times = proposing.slots(audit.from_date, audit.to_date, calendar_of(audit.agency))
    documents = _documents(audit, [one.unit for one in missing])
    made = []
    for one, (starts_at, ends_at) in zip(missing, islice(times, len(there), None), strict=False):
        values = {"unit": one.unit, "starts_at": starts_at, "ends_at": ends_at, "clauses": one.clauses}
        visit = writing.new_visit(audit, values | {"content": "; ".join(one.contents)[:500]})
        visit.save()
        visit.documents.set(documents.get(one.unit.pk, []))
        made.append(visit)
    given = _give_out(audit)

    record("evaluation.audit.visits_proposed", actor=actor, subject=audit, visits=len(made), given=given)
    return made


@command
def assign_auditors(audit: Audit, *, actor: Actor, version: int) -> int:
    """Give every visit without an auditor to an independent one of the team who is free then; return how many were given."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_write(audit))
    given = _give_out(audit)
    refuse(guards.why_none_given(audit, given))

    record("evaluation.audit.auditors_assigned", actor=actor, subject=audit, given=given)
    return given


@command
def remove_visit(visit: Visit, *, actor: Actor) -> Audit:
    """Take a visit off a plan that is being written; one whose questions were answered stays."""
    require(actor, "evaluation.plan_audit", visit.audit)
    audit = lock(visit.audit)
    visit = lock(visit)
    refuse(guards.why_not_write(audit), guards.why_visit_is_over(visit), guards.why_answered(visit))
    unit, uuid = str(visit.unit), visit.uuid
    visit.delete()

    record("evaluation.audit.visit_removed", actor=actor, subject=audit, unit=unit, visit=uuid)
    return audit


@command
def move_visit(
    visit: Visit,
    *,
    actor: Actor,
    version: int,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    reason: str,
    **values: Any,
) -> Visit:
    """Change time and place of a visit after the approval, with a reason that is told to those concerned.

    `values` may name another representative of the unit. On another day an auditor may no longer be independent, or no
    longer valid: then it is refused, and the plan is opened again.
    """
    require(actor, "evaluation.plan_audit", visit.audit)
    audit = lock(visit.audit)
    visit = lock(visit, version=version)
    refuse(guards.why_not_move(audit, visit), why_no_reason(reason))
    was = time_words(visit)
    wanted = {"starts_at": starts_at, "ends_at": ends_at, "place": place}
    wanted |= {name: value for name, value in values.items() if name in MOVED_WITH}
    changed = writing.fill(visit, wanted)
    known = writing.read_again(visit)
    known.starts_at = visit.starts_at
    given = [(one.user, one.override_reason) for one in known.auditors.all()]
    refuse(
        guards.why_not_time(audit, starts_at=starts_at, ends_at=ends_at),
        guards.why_represents(visit, [user for user, _reason in given]),
    )
    valid = writing.valid_on(audit.agency_id, audit.from_date)
    refuse(
        guards.why_dependent(known, given, Ties.of(visit.agency, [known]), field="day"),
        guards.why_no_longer_valid(known, [user for user, _reason in given], valid, field="day"),
    )
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    visit.save()

    record(
        "evaluation.audit.visit_moved",
        actor=actor,
        subject=audit,
        reason=one_line(reason),
        unit=str(visit.unit),
        was=was,
        now=time_words(visit),
        **told(audit, [visit], text=f"{visit.unit}: {time_words(visit)}. {one_line(reason)}", auditors=True),
    )
    return visit


@command
def set_aside_visit(visit: Visit, *, actor: Actor, version: int, reason: str) -> Visit:
    """Say that a visit is not held, with a reason told to those concerned; it keeps the closing meeting waiting no more."""
    require(actor, "evaluation.plan_audit", visit.audit)
    audit = lock(visit.audit)
    visit = lock(visit, version=version)
    refuse(guards.why_not_move(audit, visit), guards.why_answered(visit, but_dropped=True), why_no_reason(reason))

    visit.set_aside_reason = one_line(reason)[:300]
    visit.save()

    text = _("%(unit)s: không đánh giá. %(why)s") % {"unit": visit.unit, "why": visit.set_aside_reason}
    record(
        "evaluation.audit.visit_set_aside",
        actor=actor,
        subject=audit,
        reason=reason,
        unit=str(visit.unit),
        **told(audit, [visit], text=text, auditors=True),
    )
    return visit


@command
def give_notice(audit: Audit, *, actor: Actor, version: int, on: date, notice_date: date) -> Audit:
    """Tell the units their visits: heads and representatives get a notice each; the day is that of the paper or today."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_notify(audit, notice_date=notice_date, on=on))

    audit.notice_date = notice_date
    audit.save()

    visits = list(writing.visits_of(audit).filter(set_aside_reason=""))
    record("evaluation.audit.noticed", actor=actor, subject=audit, notice_date=notice_date, **told(audit, visits))
    return audit


def _units(audit: Audit, on: date) -> list[proposing.Proposed]:
    if audit.programme is not None:
        lines = audit.programme.lines.select_related("unit", "process__owner_unit")
        return proposing.from_programme(lines, proposing.months_of(audit))
    units = Unit.objects.filter(agency=audit.agency).in_force(on).order_by("order", "name_sort", "pk")
    return [proposing.Proposed(unit) for unit in units]


def _documents(audit: Audit, units: Iterable[Unit]) -> dict[int, list[Document]]:
    """Return the procedures in force of each unit, by its key."""
    rows = Document.objects.filter(
        agency=audit.agency, unit__in=list(units), kind__in=AUDITED_KINDS, state=Document.State.IN_FORCE
    )
    found: dict[int, list[Document]] = {}
    for one in rows.order_by("code_sort", "pk"):
        found.setdefault(one.unit_id, []).append(one)  # type: ignore[arg-type]  # asked for by unit
    return found


def _give_out(audit: Audit) -> int:
    members = audit.members.filter(part__in=[Part.LEAD, Part.AUDITOR]).select_related("user")
    team = [one.user for one in members.order_by("part", "user__name_sort", "pk")]
    visits = list(writing.visits_of(audit).order_by("starts_at", "position", "pk"))
    ties = Ties.of(audit.agency, visits, users=[one.pk for one in team])
    valid = writing.valid_on(audit.agency_id, audit.from_date)
    found = proposing.given_out(visits, team, valid, ties)
    for visit in visits:
        if visit.pk in found:
            writing.set_auditors(visit, [(found[visit.pk], "")])
    return len(found)
