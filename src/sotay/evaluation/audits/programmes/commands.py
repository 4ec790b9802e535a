"""Writes upon the yearly programme of internal audits: begin, write, submit, approve, revise (ISO 9001 9.2.2 a)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.audits.models import Audit, Programme, ProgrammeLine
from sotay.evaluation.audits.plan.commands import plan_approved, plan_returned, submit_plan_with_programme
from sotay.evaluation.audits.programmes import guards, writing
from sotay.evaluation.audits.programmes.drafting import begin_with, proposed_lines
from sotay.evaluation.audits.programmes.planned import plan_of
from sotay.journal.recording import record
from sotay.search import index

PURPOSE = "evaluation.programme"
State = Programme.State
REASON = 300
RETURNED = 500


@command
def begin_programme(agency: Agency, *, actor: Actor, year: int, months: Sequence[int] = (), on: date) -> Programme:
    """Begin the programme of a year with a first draft proposed from evidence (`drafting.py`).

    `months` are those of units that last year's programme did not have.
    """
    require(actor, "evaluation.write_programme", agency)
    agency = lock(agency)  # so that two people do not begin the same
    there = Programme.objects.filter(agency=agency, year=year).select_related("agency").order_by("-revision").first()
    refuse(guards.why_not_begin(year=year, this_year=on.year, there=there))

    programme = Programme(agency=agency, year=year, slug=writing.slug_of(year, 0))
    begin_with(programme)
    programme.save()
    lines = writing.tidy(proposed_lines(programme, months=months, on=on))
    writing.keep_lines(programme, lines)

    record("evaluation.programme.begun", actor=actor, subject=programme, year=year, lines=len(lines))
    return programme


@command
def write_programme(
    programme: Programme, *, actor: Actor, version: int, lines: Iterable[ProgrammeLine], **texts: Any
) -> Programme:
    """Write a draft as a whole: its texts, and a line for each unit and process of which something is said."""
    require(actor, "evaluation.write_programme", programme)
    programme = lock(programme, version=version)
    kept = writing.tidy(lines)
    refuse(guards.why_not_write(programme), guards.why_not_lines(kept))

    changed = writing.fill(programme, texts)
    if writing.keep_lines(programme, kept):
        changed.append("lines")
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    programme.save()

    record("evaluation.programme.written", actor=actor, subject=programme, fields=changed)
    return programme


@command
def submit_programme(
    programme: Programme, *, actor: Actor, version: int, note: str = "", is_plan: bool = False, on: date
) -> Approval:
    """Submit a programme to the head of the committee (or as the route of the agency says).

    With one audit in the year it may be that audit's plan too (`is_plan`): both are in one round (practice.md 7).
    """
    require(actor, "evaluation.write_programme", programme)
    programme = lock(programme, version=version)
    audits = list(plan_of(programme)) if is_plan else []
    refuse(
        guards.why_not_submit(programme, _lines(programme)), guards.why_not_plan(audits) if is_plan else (),
    )  # fmt: skip

    programme.is_plan = is_plan
    approval = submit(programme, [programme, *audits], actor=actor, purpose=PURPOSE, note=note, on=on)
    programme.state, programme.returned_reason = State.SUBMITTED, ""
    programme.save()
    for audit in audits:
        submit_plan_with_programme(audit, actor=actor, note=note)

    record("evaluation.programme.submitted", actor=actor, subject=programme, note=note)
    return approval


@command
def programme_approved(approval: Approval, *, actor: Actor, kept: Iterable[Programme | Audit]) -> Programme:
    """Keep that a programme was approved; the revision before it is superseded.

    Where it is the plan of an audit too, approving it approves the plan. What was left out is written again.
    """
    uuids = {one.uuid for one in kept}
    programme = _programme_of(approval)
    if programme.uuid in uuids:
        _approve(programme, approval, actor=actor)
    else:
        _give_back(programme, _left_out_reason(approval, programme.uuid), actor=actor)
    audit = _audit_in(approval)
    if audit is not None and audit.uuid in uuids:
        audit = plan_approved(approval, actor=actor, kept=[audit])
        if programme.uuid in uuids:
            audit.programme = programme
            audit.save(update_fields=["programme"])
    elif audit is not None:
        plan_returned(approval, actor=actor, reason=_left_out_reason(approval, audit.uuid))
    return programme


@command
def programme_returned(approval: Approval, *, actor: Actor, reason: str) -> Programme:
    """Open a programme for writing again, with the reason, and the plan that went with it; one taken back was not returned."""
    programme = _programme_of(approval)
    if approval.state == Approval.State.WITHDRAWN:
        programme.state, programme.returned_reason = State.DRAFT, ""
        programme.save()
        record("evaluation.programme.withdrawn", actor=actor, subject=programme, reason=reason)
    else:
        _give_back(programme, reason, actor=actor)
    if _audit_in(approval) is not None:
        plan_returned(approval, actor=actor, reason=reason)
    return programme


@command
def revise_programme(programme: Programme, *, actor: Actor, version: int, reason: str) -> Programme:
    """Begin a revision of the programme that holds, with its reason; it holds until the revision is approved."""
    require(actor, "evaluation.write_programme", programme)
    programme = lock(programme, version=version)
    same = Programme.objects.filter(agency=programme.agency, year=programme.year).select_related("agency")
    prepared = same.filter(state__in=[State.DRAFT, State.SUBMITTED]).first()
    refuse(guards.why_not_revise(programme, prepared=prepared), why_no_reason(reason))

    revision = (same.aggregate(last=Max("revision"))["last"] or 0) + 1
    new = Programme(
        agency=programme.agency,
        year=programme.year,
        revision=revision,
        slug=writing.slug_of(programme.year, revision),
        is_plan=False,
        reason=one_line(reason)[:REASON],
        **{name: getattr(programme, name) for name in writing.TEXTS},
    )
    new.save()
    writing.keep_lines(new, writing.copies_of(_lines(programme), new))

    record("evaluation.programme.revised", actor=actor, subject=new, reason=new.reason, revision=revision)
    return new


@command
def drop_programme(programme: Programme, *, actor: Actor, version: int, reason: str) -> None:
    """Give up a draft that nobody was shown; the reason stays in the journal."""
    require(actor, "evaluation.write_programme", programme)
    programme = lock(programme, version=version)
    refuse(guards.why_not_drop(programme), why_no_reason(reason))

    agency, title = programme.agency, str(programme)
    index.forget([subjects.ref_of(programme)], agency_id=agency.pk)
    programme.delete()
    record("evaluation.programme.dropped", actor=actor, subject=agency, reason=one_line(reason), title=title)


def _approve(programme: Programme, approval: Approval, *, actor: Actor) -> None:
    for old in Programme.objects.select_for_update().filter(
        agency_id=programme.agency_id, year=programme.year, state=State.APPROVED
    ):
        old.state = State.SUPERSEDED
        old.save()
        record("evaluation.programme.superseded", actor=actor, subject=old, by_revision=programme.revision)
    programme.state, programme.approved_date = State.APPROVED, approval.approved_date or today()
    programme.save()
    record(
        "evaluation.programme.approved",
        actor=actor,
        subject=programme,
        approved_date=programme.approved_date,
        way=approval.way,
        **paper_of(approval),
    )


def _give_back(programme: Programme, reason: str, *, actor: Actor) -> None:
    programme.state, programme.returned_reason = State.DRAFT, one_line(reason)[:RETURNED]
    programme.save()
    record("evaluation.programme.returned", actor=actor, subject=programme, reason=reason)


def _left_out_reason(approval: Approval, uuid: UUID) -> str:
    item = approval.items.filter(subject_uuid=uuid).first()
    return item.left_out_reason if item else ""


def _audit_in(approval: Approval) -> Audit | None:
    """Return the audit whose plan is in a round with a programme."""
    items = approval.items.filter(subject_type=Audit._meta.label_lower).values("subject_uuid")
    return Audit.objects.filter(agency_id=approval.agency_id, uuid__in=items).first()


def _lines(programme: Programme) -> list[ProgrammeLine]:
    return list(programme.lines.select_related("unit", "process").order_by("position", "pk"))


def _programme_of(approval: Approval) -> Programme:
    rows = Programme.objects.select_for_update()
    return rows.get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
