"""Writes upon proposals to improve: made, judged, carried out as work, measured (ISO 9001 10.1, 10.3)."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.agency.models import Agency
from sotay.agency.subjects import Known
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.improvement.proposals import guards
from sotay.improvement.proposals.models import Proposal
from sotay.improvement.proposals.writing import SERIES, WRITTEN, fill
from sotay.journal.recording import record
from sotay.work.assignments.commands import give_assignment
from sotay.work.assignments.moving import when_ended
from sotay.work.models import Assignment
from sotay.work.numbers import next_number

State = Proposal.State
TEXT = 500


@command
def make_proposal(agency: Agency, *, actor: Actor, on: date, origin: Known | None = None, **values: Any) -> Proposal:
    """Propose an improvement: *ĐX-2026-001*; `origin` is the record it is born from. Without a unit it is the own one."""
    require(actor, "improvement.make_proposal", agency)
    proposal = Proposal(agency=agency, proposed_by=actor.person, proposed_date=on)
    fill(proposal, values)
    if proposal.unit is None:
        proposal.unit_id = min(actor.unit_ids(), default=None)
    if origin is not None:
        proposal.origin_type, proposal.origin_uuid = origin.ref.type, origin.ref.uuid
        proposal.origin_text = f"{origin.label}: {origin.title}"[:300]
    refuse(guards.why_not_so(proposal))

    proposal.code = f"ĐX-{on.year}-{next_number(agency, series=SERIES, year=on.year):03d}"
    proposal.slug = proposal.code.lower().replace("đ", "d")
    proposal.save()

    record("improvement.proposal.made", actor=actor, subject=proposal, title=proposal.title)
    return proposal


@command
def change_proposal(proposal: Proposal, *, actor: Actor, version: int, **values: Any) -> Proposal:
    """Change a proposal that nobody judged yet; who made it does."""
    require(actor, "improvement.change_proposal", proposal)
    proposal = lock(proposal, version=version)
    before = {name: getattr(proposal, name) for name in WRITTEN}
    fill(proposal, values)
    refuse(guards.why_not_open(proposal), guards.why_not_so(proposal))
    changed = [name for name in WRITTEN if getattr(proposal, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    proposal.save()

    record("improvement.proposal.changed", actor=actor, subject=proposal, fields=changed)
    return proposal


@command
def withdraw_proposal(proposal: Proposal, *, actor: Actor, version: int, reason: str) -> Proposal:
    """Take a proposal back before it was judged, with a reason."""
    require(actor, "improvement.change_proposal", proposal)
    proposal = lock(proposal, version=version)
    refuse(guards.why_not_open(proposal), why_no_reason(reason))

    proposal.state = State.WITHDRAWN
    proposal.save()

    record("improvement.proposal.withdrawn", actor=actor, subject=proposal, reason=one_line(reason))
    return proposal


@command
def accept_proposal(
    proposal: Proposal, *, actor: Actor, version: int, owner: Owner, due_date: date, text: str = "", on: date
) -> Proposal:
    """Accept a proposal: it becomes work with an owner and a day. Whoever made it does not judge it."""
    require(actor, "improvement.judge_proposal", proposal)
    proposal = lock(proposal, version=version)
    refuse(guards.why_not_open(proposal), guards.why_names(proposal, text=text))

    _judge(proposal, State.ACCEPTED, text=text, actor=actor, on=on)
    proposal.assignment = _give(proposal, actor=actor, owner=owner, due_date=due_date, on=on)
    proposal.save()

    record(
        "improvement.proposal.accepted",
        actor=actor,
        subject=proposal,
        reason=proposal.judged_text,
        assignment=proposal.assignment.code,
    )
    return proposal


@command
def reject_proposal(proposal: Proposal, *, actor: Actor, version: int, text: str, on: date) -> Proposal:
    """Turn a proposal down; who made it reads why."""
    require(actor, "improvement.judge_proposal", proposal)
    proposal = lock(proposal, version=version)
    refuse(guards.why_not_reject(proposal, text=text), guards.why_names(proposal, text=text))

    _judge(proposal, State.REJECTED, text=text, actor=actor, on=on)
    proposal.save()

    record("improvement.proposal.rejected", actor=actor, subject=proposal, reason=proposal.judged_text)
    return proposal


@command
def give_again(proposal: Proposal, *, actor: Actor, version: int, owner: Owner, due_date: date, on: date) -> Proposal:
    """Give the work of an accepted proposal to somebody again, when what was given had been cancelled."""
    require(actor, "improvement.judge_proposal", proposal)
    proposal = lock(proposal, version=version)
    refuse(guards.why_not_give_again(proposal))

    proposal.assignment = _give(proposal, actor=actor, owner=owner, due_date=due_date, on=on)
    proposal.save()

    record("improvement.proposal.given_again", actor=actor, subject=proposal, assignment=proposal.assignment.code)
    return proposal


@when_ended
@command
def proposal_carried_out(work: Assignment, *, actor: Actor, on: date) -> Proposal:  # noqa: ARG001  the day of the work counts
    """Keep that a proposal was carried out when its work is confirmed, on the day the work was done."""
    rows = Proposal.objects.select_for_update().filter(agency_id=work.agency_id, assignment=work, state=State.ACCEPTED)
    proposal = rows.first()
    if proposal is None or work.state != Assignment.State.CONFIRMED:
        return UNCHANGED  # type: ignore[return-value]

    proposal.state, proposal.done_date = State.DONE, work.done_date
    proposal.save()

    record("improvement.proposal.carried_out", actor=actor, subject=proposal, done_date=proposal.done_date)
    return proposal


@command
def measure_proposal(
    proposal: Proposal,
    *,
    actor: Actor,
    version: int,
    before: str,
    after: str,
    outcome: str,
    measured_date: date,
    outcome_text: str = "",
    on: date,
) -> Proposal:
    """Keep what a proposal brought: how it was before and is after, by somebody who did not carry it out."""
    require(actor, "improvement.measure_proposal", proposal)
    proposal = lock(proposal, version=version)
    fill(proposal, {"before": before, "after": after, "outcome_text": outcome_text})
    told = {"outcome": outcome, "before": proposal.before, "after": proposal.after}
    refuse(
        guards.why_not_measure(proposal, **told, measured_date=measured_date, on=on),
        guards.why_names(proposal, before=proposal.before, after=proposal.after, outcome_text=proposal.outcome_text),
    )

    proposal.state, proposal.outcome = State.MEASURED, outcome
    proposal.measured_by, proposal.measured_date = actor.person, measured_date
    proposal.save()

    record(
        "improvement.proposal.measured",
        actor=actor,
        subject=proposal,
        outcome=outcome,
        before=proposal.before,
        after=proposal.after,
    )
    return proposal


def _judge(proposal: Proposal, state: str, *, text: str, actor: Actor, on: date) -> None:
    proposal.state, proposal.judged_by, proposal.judged_date = state, actor.person, on
    proposal.judged_text = one_line(text)[:TEXT]


def _give(proposal: Proposal, *, actor: Actor, owner: Owner, due_date: date, on: date) -> Assignment:
    what = "\n\n".join(filter(None, [proposal.what, proposal.judged_text]))
    return give_assignment(
        proposal.agency,
        actor=actor,
        title=proposal.title,
        owner=owner,
        due_date=due_date,
        what=what,
        origin=proposal,
        on=on,
    )
