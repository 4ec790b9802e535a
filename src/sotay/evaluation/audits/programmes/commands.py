"""Writes upon the yearly programme of internal audits: begin, write, submit, approve, revise (ISO 9001 9.2.2 a)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.audits.models import Programme, ProgrammeLine
from sotay.evaluation.audits.programmes import guards, writing
from sotay.evaluation.audits.programmes.drafting import begin_with, proposed_lines
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
def submit_programme(programme: Programme, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a programme to the head of the committee (or as the route of the agency says)."""
    require(actor, "evaluation.write_programme", programme)
    programme = lock(programme, version=version)
    refuse(guards.why_not_submit(programme, _lines(programme)))

    approval = submit(programme, [programme], actor=actor, purpose=PURPOSE, note=note, on=on)
    programme.state, programme.returned_reason = State.SUBMITTED, ""
    programme.save()

    record("evaluation.programme.submitted", actor=actor, subject=programme, note=note)
    return approval


@command
def programme_approved(approval: Approval, *, actor: Actor, kept: Iterable[Programme]) -> Programme:  # noqa: ARG001
    """Keep that a programme was approved; the revision before it is superseded, its audits go on under this one."""
    programme = _programme_of(approval)
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
    return programme


@command
def programme_returned(approval: Approval, *, actor: Actor, reason: str) -> Programme:
    """Open a programme for writing again, with the reason; one its author took back was not returned."""
    programme = _programme_of(approval)
    withdrawn = approval.state == Approval.State.WITHDRAWN
    programme.state = State.DRAFT
    programme.returned_reason = "" if withdrawn else one_line(reason)[:RETURNED]
    programme.save()

    act = "evaluation.programme.withdrawn" if withdrawn else "evaluation.programme.returned"
    record(act, actor=actor, subject=programme, reason=reason)
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


def _lines(programme: Programme) -> list[ProgrammeLine]:
    return list(programme.lines.select_related("unit", "process").order_by("position", "pk"))


def _programme_of(approval: Approval) -> Programme:
    rows = Programme.objects.select_for_update()
    return rows.get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
