"""Writes upon audits: begun, planned, approved, told to units, begun in the room, closed by the meeting, given up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Decision, Unit, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import submit, withdraw
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.audits.findings.telling import told_at_meeting
from sotay.evaluation.audits.models import Audit, Programme, Visit
from sotay.evaluation.audits.plan import guards, writing
from sotay.evaluation.audits.plan.independence import Ties
from sotay.evaluation.audits.plan.queries import PURPOSE, round_of, was_ever_approved
from sotay.evaluation.audits.plan.telling import told
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.standard.parameters.queries import value_of
from sotay.standard.registry.gates import gate
from sotay.support.models import Document
from sotay.work.numbers import next_number

SERIES = "audits"
State = Audit.State
REASON, TASK = 500, 300


@command
def begin_audit(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    title: str = "",
    from_date: date,
    to_date: date,
    programme: Programme | None = None,
    **values: Any,
) -> Audit:
    """Begin an audit: *ĐG-2026-01*, on the scale of the agency; of a programme it takes purpose, scope and criteria.

    `values` are the other texts of it and the moments of its meetings. Visits are added or proposed afterwards.
    """
    require(actor, "evaluation.begin_audits", agency)
    agency = lock(agency)
    audit = Audit(agency=agency, year=from_date.year, from_date=from_date, to_date=to_date, programme=programme)
    if programme is not None:
        writing.fill(audit, {name: getattr(programme, name) for name in ("purpose", "scope", "criteria")})
    writing.fill(audit, {"title": title, **{name: value for name, value in values.items() if value}})
    audit.title = audit.title or _("Đánh giá nội bộ năm %s") % audit.year
    refuse(guards.why_not_programme(audit), guards.why_not_so(audit))

    audit.scale = value_of(agency.pk, "audit.scale", on=on)
    audit.number = next_number(agency, series=SERIES, year=audit.year)
    audit.code = f"ĐG-{audit.year}-{audit.number:02d}"
    audit.slug = f"dg-{audit.year}-{audit.number:02d}"
    audit.save()

    record("evaluation.audit.begun", actor=actor, subject=audit, code=audit.code, from_date=from_date, to_date=to_date)
    return audit


@command
def change_audit(audit: Audit, *, actor: Actor, version: int, **values: Any) -> Audit:
    """Change what stands about an audit whose plan is being written."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_write(audit))
    before = {name: getattr(audit, name) for name in writing.WRITTEN}
    changed = writing.fill(audit, values)
    refuse(guards.why_not_so(audit, writing.visits_of(audit)))
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    audit.save()

    told = {name: before[name] for name in changed if name in before}
    record("evaluation.audit.changed", actor=actor, subject=audit, fields=changed, before=told)
    return audit


@command
def set_team(
    audit: Audit,
    *,
    actor: Actor,
    version: int,
    on: date,
    lead: User,
    auditors: Iterable[User] = (),
    experts: Iterable[User] = (),
    trainees: Iterable[User] = (),
) -> Audit:
    """Name the team: one leads, others audit (both from the register of auditors), experts and trainees come along."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    members = [(lead, guards.Part.LEAD)]
    members += [(one, guards.Part.AUDITOR) for one in auditors]
    members += [(one, guards.Part.EXPERT) for one in experts]
    members += [(one, guards.Part.TRAINEE) for one in trainees]
    entries = writing.valid_on(audit.agency_id, audit.from_date)
    seated = writing.people_of(audit.agency, on)
    refuse(guards.why_not_write(audit), guards.why_not_team(members, entries, seated=seated))

    came, left = writing.set_members(audit, members)
    if not came and not left:
        return UNCHANGED  # type: ignore[return-value]
    audit.save()

    record(
        "evaluation.audit.team_set",
        actor=actor,
        subject=audit,
        came=[f"{one.user}: {one.get_part_display()}" for one in came],
        left=[f"{one.user}: {one.get_part_display()}" for one in left],
    )
    return audit


@command
def set_tasks(audit: Audit, *, actor: Actor, version: int, tasks: Mapping[int, str]) -> Audit:
    """Say what members of the team are to do, each by the key of the person; those not named keep theirs."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_write(audit))
    changed = []
    for one in audit.members.select_related("user").order_by("part", "user__name_sort", "pk"):
        task = one_line(nfc(tasks.get(one.user_id, one.task)))[:TASK]
        if task != one.task:
            one.task = task
            one.save()
            changed.append(f"{one.user}: {task}")
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    audit.save()

    record("evaluation.audit.tasks_set", actor=actor, subject=audit, tasks=changed)
    return audit


@command
def name_decision(
    audit: Audit, *, actor: Actor, version: int, on: date, decision: Decision | NewDecision | None
) -> Audit:
    """Name the decision the team rests on; it may come later than the plan, as papers do."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_name_decision(audit, decision))
    paper = entered(decision, agency=audit.agency, actor=actor, on=on)
    if paper == audit.decision:
        return UNCHANGED  # type: ignore[return-value]

    audit.decision = paper
    audit.save()

    record("evaluation.audit.decision_named", actor=actor, subject=audit, number=paper.number)  # type: ignore[union-attr]
    return audit


@command
def add_visit(
    audit: Audit,
    *,
    actor: Actor,
    unit: Unit,
    starts_at: datetime,
    ends_at: datetime,
    auditors: Iterable[User] = (),
    documents: Iterable[Document] = (),
    override_reason: str = "",
    **values: Any,
) -> Visit:
    """Add a *lịch đánh giá*; auditors must be of the team and independent (9.2.2 c; `independence.py`)."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit)
    refuse(guards.why_not_write(audit))
    auditors, documents = list(auditors), list(documents)
    visit = writing.new_visit(audit, {"unit": unit, "starts_at": starts_at, "ends_at": ends_at, **values})
    refuse(guards.why_not_visit(audit, visit, auditors=auditors, documents=documents))

    visit.save()
    visit.documents.set(documents)
    _give(visit, auditors, override_reason)

    record("evaluation.audit.visit_added", actor=actor, subject=audit, unit=str(unit), starts_at=starts_at)
    return visit


@command
def change_visit(
    visit: Visit,
    *,
    actor: Actor,
    version: int,
    auditors: Iterable[User] | None = None,
    documents: Iterable[Document] | None = None,
    override_reason: str = "",
    **values: Any,
) -> Visit:
    """Change a visit of a plan that is being written; without auditors or documents named these stay."""
    require(actor, "evaluation.plan_audit", visit.audit)
    audit = lock(visit.audit)
    visit = lock(visit, version=version)
    refuse(guards.why_not_write(audit), guards.why_visit_is_over(visit))
    given = [one.user for one in visit.auditors.select_related("user")] if auditors is None else list(auditors)
    documents = list(visit.documents.all() if documents is None else documents)
    was = visit.unit
    changed = writing.fill(visit, values)
    if "unit" in changed:
        visit.unit, wanted = was, visit.unit  # what was found there is told of the unit it was found at
        refuse(guards.why_answered(visit))
        visit.unit = wanted
    refuse(guards.why_not_visit(audit, visit, auditors=given, documents=documents))

    if writing.set_documents(visit, documents):
        changed.append("documents")
    if _give(visit, given, override_reason):
        changed.append("auditors")
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    visit.save()

    record("evaluation.audit.visit_changed", actor=actor, subject=audit, unit=str(visit.unit), fields=changed)
    return visit


@command
def submit_plan(audit: Audit, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit the plan; each visit needs a valid auditor who is independent, or an override with its reason."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_write(audit), _why_incomplete(audit))

    approval = submit(audit, [audit], actor=actor, purpose=PURPOSE, note=note, on=on)
    audit.state, audit.returned_reason = State.SUBMITTED, ""
    audit.save()

    record("evaluation.audit.submitted", actor=actor, subject=audit, note=note)
    return approval


@command
def submit_plan_with_programme(audit: Audit, *, actor: Actor, note: str = "") -> Audit:
    """Keep that the plan was submitted with the programme of its year: one paper, one approval (practice.md 7)."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit)
    refuse(guards.why_not_write(audit), _why_incomplete(audit))

    audit.state, audit.returned_reason = State.SUBMITTED, ""
    audit.save()

    record("evaluation.audit.submitted", actor=actor, subject=audit, note=note)
    return audit


@command
def withdraw_plan(audit: Audit, *, actor: Actor, version: int, reason: str) -> Audit:
    """Take a submitted plan back, with a reason; it is being written again."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_withdraw(audit), why_no_reason(reason))

    approval, _steps = round_of(audit)
    assert approval is not None  # noqa: S101  a submitted plan has its round
    withdraw(approval, actor=actor, version=approval.version, reason=reason)
    return lock(audit)


@command
def plan_approved(approval: Approval, *, actor: Actor, kept: Iterable[Audit]) -> Audit:  # noqa: ARG001  a set of one
    """Keep that the plan was approved; who audits must still be valid and independent on that day."""
    audit = _audit_of(approval)
    refuse(_why_incomplete(audit))
    audit.state, audit.planned_date = State.PLANNED, approval.approved_date or today()
    audit.save()

    record("evaluation.audit.planned", actor=actor, subject=audit, planned_date=audit.planned_date, way=approval.way)
    return audit


@command
def plan_returned(approval: Approval, *, actor: Actor, reason: str) -> Audit:
    """Open the plan for writing again, with the reason."""
    audit = _audit_of(approval)
    audit.state, audit.returned_reason = State.PLANNING, one_line(reason)[:REASON]
    audit.save()

    record("evaluation.audit.returned", actor=actor, subject=audit, reason=reason)
    return audit


@command
def reopen_plan(audit: Audit, *, actor: Actor, version: int, reason: str) -> Audit:
    """Open an approved plan to change what only a new approval may change: team, units, clauses, days; units are told anew."""
    require(actor, "evaluation.plan_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_reopen(audit, reason=reason))

    audit.state, audit.returned_reason = State.PLANNING, one_line(reason)[:REASON]
    audit.planned_date, audit.notice_date = None, None
    audit.save()

    record("evaluation.audit.reopened", actor=actor, subject=audit, reason=reason)
    return audit


@command
def start_audit(audit: Audit, *, actor: Actor, on: date) -> Audit:
    """Begin an audit: its opening meeting is held, or the first question is answered; begun already it is left alone."""
    require(actor, "evaluation.start_audit", audit)
    audit = lock(audit)
    if audit.state == State.UNDERWAY:
        return UNCHANGED  # type: ignore[return-value]
    refuse(guards.why_not_start(audit))

    audit.state = State.UNDERWAY
    audit.save()

    record("evaluation.audit.started", actor=actor, subject=audit, started_date=on)
    return audit


@command
def hold_closing_meeting(audit: Audit, *, actor: Actor, version: int, on: date, held_date: date | None = None) -> Audit:
    """Keep that the closing meeting was held (today unless a day is named); who was audited sees the findings from then on.

    Refused while a visit is neither finished nor set aside, and by whatever bars the gate `audit.close_meeting`.
    """
    require(actor, "evaluation.hold_closing_meeting", audit)
    audit = lock(audit, version=version)
    held_date = held_date or on
    # locked: no checklist is opened again while the meeting is being held
    visits = list(writing.visits_of(audit).select_for_update(of=("self",)).order_by("starts_at", "position", "pk"))
    refuse(guards.why_not_close(audit, visits, held_date=held_date, on=on))
    refuse(gate(guards.CLOSE_MEETING, audit))

    audit.state, audit.closed_meeting_date = State.MET, held_date
    audit.save()

    record("evaluation.audit.met", actor=actor, subject=audit, held_date=held_date, **told_at_meeting(audit, on=on))
    return audit


@command
def cancel_audit(audit: Audit, *, actor: Actor, version: int, reason: str) -> Audit:
    """Give an audit up before its closing meeting, with a reason told to those concerned where the plan stood."""
    require(actor, "evaluation.cancel_audit", audit)
    audit = lock(audit, version=version)
    refuse(guards.why_not_cancel(audit, reason=reason))

    was_approved = audit.planned_date is not None or was_ever_approved(audit)
    audit.state, audit.cancelled_reason = State.CANCELLED, one_line(reason)[:REASON]
    audit.save()

    visits = list(writing.visits_of(audit).filter(set_aside_reason="")) if was_approved else []
    text = _("Cuộc đánh giá đã hủy. %s") % audit.cancelled_reason
    people = told(audit, visits, text=text, auditors=True)
    record("evaluation.audit.cancelled", actor=actor, subject=audit, reason=reason, **people)
    return audit


def _give(visit: Visit, auditors: Sequence[User], override_reason: str) -> bool:
    """Give a visit to its auditors, refused for whoever is not independent; return whether anything changed."""
    known = writing.read_again(visit)
    known.unit, known.starts_at = visit.unit, visit.starts_at  # as they will be saved
    ties = Ties.of(visit.agency, [known], users=[one.pk for one in auditors])
    given = writing.overridden(known, auditors, override_reason, ties)
    refuse(guards.why_dependent(known, given, ties, field="auditors"))
    return writing.set_auditors(visit, given)


def _why_incomplete(audit: Audit) -> Iterable[Any]:
    visits = list(writing.visits_of(audit).filter(set_aside_reason=""))
    ties = Ties.of(audit.agency, visits)
    return guards.why_incomplete(audit, visits, ties, writing.valid_on(audit.agency_id, audit.from_date))


def _audit_of(approval: Approval) -> Audit:
    """Return the audit of a round, whether it was submitted alone or with the programme of its year."""
    uuids = list(approval.items.values_list("subject_uuid", flat=True))
    return Audit.objects.select_for_update().get(agency_id=approval.agency_id, uuid__in=uuids)
