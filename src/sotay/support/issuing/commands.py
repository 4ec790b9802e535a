"""Writes upon what is issued together: begin, list, submit, approve, issue by a signed decision, withdraw on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Decision
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import approve_by_paper, submit
from sotay.approvals.models import Approval
from sotay.approvals.queries import latest_for
from sotay.commands import UNCHANGED, Reason, Refused, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.standard.registry.gates import gate
from sotay.support.documents import commands as documents
from sotay.support.documents import guards as document_guards
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing import guards, writing
from sotay.support.issuing.listing import MAY, take
from sotay.support.issuing.models import Issue, IssueItem

PURPOSE = "support.issues"
State = Issue.State


@command
def begin_issue(
    agency: Agency,
    *,
    actor: Actor,
    name: str,
    reason: str = "",
    in_force_date: date | None = None,
    revisions: Iterable[Revision] = (),
) -> Issue:
    """Begin an issue, empty or with revisions that are drafts or approved (practice.md 1.2)."""
    agency = lock(agency)
    require(actor, MAY, agency)
    refuse(guards.why_not_name(name))
    issue = writing.new_issue(agency, name=name, reason=one_line(nfc(reason))[:500], in_force_date=in_force_date)
    issue.save()
    taken = take(issue, revisions)

    record("support.issue.begun", actor=actor, subject=issue, revisions=len(taken))
    return issue


@command
def change_issue(
    issue: Issue, *, actor: Actor, version: int, name: str, reason: str = "", in_force_date: date | None = None
) -> Issue:
    """Change what stands about an issue that is being prepared."""
    require(actor, MAY, issue)
    issue = lock(issue, version=version)
    refuse(guards.why_not_change(issue), guards.why_not_name(name))

    wanted = {
        "name": one_line(nfc(name))[:200],
        "reason": one_line(nfc(reason))[:500],
        "in_force_date": in_force_date,
    }
    before = {field: getattr(issue, field) for field, value in wanted.items() if getattr(issue, field) != value}
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    for field, value in wanted.items():
        setattr(issue, field, value)
    issue.save()

    record("support.issue.changed", actor=actor, subject=issue, fields=list(before), before=before)
    return issue


@command
def submit_issue(issue: Issue, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit the whole list: revisions to be approved, documents to be withdrawn; drafts are pinned to what they say."""
    require(actor, MAY, issue)
    issue = lock(issue, version=version)
    items = writing.kept_items(issue)
    refuse(guards.why_not_submit(issue, items, on=on))

    records: list[Revision | Document] = [item.revision or item.document for item in items]
    approval = submit(issue, records, actor=actor, purpose=PURPOSE, note=note, on=on)
    for item in items:
        revision = item.revision
        if revision is None or revision.state != Revision.State.DRAFT:
            continue
        revision.state, revision.returned_reason = Revision.State.SUBMITTED, ""
        revision.save(update_fields=["state", "returned_reason"])
        record("support.revision.submitted", actor=actor, subject=revision, note=note)
    issue.state, issue.returned_reason = State.SUBMITTED, ""
    issue.save(update_fields=["state", "returned_reason"])

    record("support.issue.submitted", actor=actor, subject=issue, note=note, items=len(items))
    return approval


@command
def issue_approved(approval: Approval, *, actor: Actor, kept: Iterable[Any]) -> Issue:
    """Mark approved what was kept; what was left out is a draft again, with the reason, and off the list."""
    issue = _issue_of(approval)
    kept_uuids = {one.uuid for one in kept if one is not None}
    reasons = dict(approval.items.filter(left_out=True).values_list("subject_uuid", "left_out_reason"))
    issue.state, issue.approved_date = State.APPROVED, approval.approved_date or today()
    issue.save(update_fields=["state", "approved_date"])
    record("support.issue.approved", actor=actor, subject=issue, approved_date=issue.approved_date, way=approval.way)

    approved = []
    for item in writing.kept_items(issue):
        one = item.revision or item.document
        waits = item.revision is not None and item.revision.state == Revision.State.SUBMITTED
        if one.uuid in kept_uuids:
            approved += [item.revision] if waits and item.revision else []
            continue
        item.left_out_reason = one_line(reasons.get(one.uuid) or _("không được phê duyệt"))[:300]
        item.save(update_fields=["left_out_reason"])
        if waits and item.revision:
            documents.return_revision(item.revision, actor=actor, reason=item.left_out_reason)
    if approved:
        documents.revision_approved(approval, actor=actor, kept=approved)
    return issue


@command
def issue_returned(approval: Approval, *, actor: Actor, reason: str) -> Issue:
    """Open the list, and the drafts on it, for writing again with the reason."""
    issue = _issue_of(approval)
    issue.state, issue.returned_reason = State.DRAFT, one_line(reason)[:500]
    issue.save(update_fields=["state", "returned_reason"])
    record("support.issue.returned", actor=actor, subject=issue, reason=reason)

    for item in writing.kept_items(issue):
        if item.revision is not None and item.revision.state == Revision.State.SUBMITTED:
            documents.return_revision(item.revision, actor=actor, reason=reason)
    return issue


@command
def issue_together(
    issue: Issue,
    *,
    actor: Actor,
    version: int,
    decision: Decision | NewDecision | None,
    in_force_date: date | None = None,
    on: date,
) -> Issue:
    """Issue the whole list by a signed decision; what was not approved yet is approved by that paper (practice.md 1.1).

    `in_force_date` None: each line on its own day where it has one, else on the day the decision was signed. A day still
    to come is waited for. Refused names every line that is not ready and every day before the signing.
    """
    require(actor, MAY, issue)
    issue = lock(issue, version=version)
    refuse(guards.why_not_issue(issue, writing.kept_items(issue), on=on))
    paper = _entered(decision, issue, actor=actor, on=on)
    refuse(guards.why_not_by_paper(paper, approves=False))
    assert paper is not None  # noqa: S101  refused above

    issue = _approved_by(paper, issue, actor=actor, on=on)
    items = writing.kept_items(issue)
    days = [(one.revision, writing.day_of(one, given=in_force_date, paper=paper)) for one in items if one.revision]
    refuse(guards.why_not_days(days, paper=paper), _day_of_withdrawal(items, in_force_date, paper))

    own_days = in_force_date is None and any(item.in_force_date for item in items)
    issue.state, issue.decision, issue.approved_date = State.ISSUED, paper, issue.approved_date or paper.date
    issue.in_force_date = None if own_days else in_force_date or paper.date
    issue.save()
    record(
        "support.issue.issued",
        actor=actor,
        subject=issue,
        number=paper.number,
        in_force_date=issue.in_force_date,
        items=len(items),
    )
    for revision, day in days:
        documents.issue_revision(revision, actor=actor, decision=paper, in_force_date=day, on=on)
    if _withdrawal_day(issue) <= on:
        _withdraw(issue, actor=actor)
    return issue


@command
def issue_one(
    revision: Revision,
    *,
    actor: Actor,
    decision: Decision | NewDecision | None,
    in_force_date: date | None = None,
    on: date,
) -> Issue:
    """Issue one approved revision by a signed decision: an issue of one."""
    require(actor, MAY, revision.document)
    name = _("Ban hành %s") % revision.document
    issue = begin_issue(
        revision.agency, actor=actor, name=name[:200], in_force_date=in_force_date, revisions=[revision]
    )
    return issue_together(
        issue, actor=actor, version=issue.version, decision=decision, in_force_date=in_force_date, on=on
    )


@command
def withdraw_what_is_due(issue: Issue, *, actor: Actor, on: date) -> Issue:
    """Withdraw the documents of an issued list when its day has come."""
    require(actor, MAY, issue)
    issue = lock(issue)
    if issue.state != State.ISSUED or _withdrawal_day(issue) > on or not _to_withdraw(issue):
        return UNCHANGED  # type: ignore[return-value]
    _withdraw(issue, actor=actor)
    return issue


@command
def reopen_issue(issue: Issue, *, actor: Actor, version: int, reason: str) -> Issue:
    """Open an approved list again before it is issued; what was approved stays approved, the list is submitted anew."""
    require(actor, MAY, issue)
    issue = lock(issue, version=version)
    refuse(guards.why_not_reopen(issue), why_no_reason(reason))

    issue.state, issue.returned_reason, issue.approved_date = State.DRAFT, one_line(reason)[:500], None
    issue.save()
    record("support.issue.reopened", actor=actor, subject=issue, reason=reason)
    return issue


@command
def cancel_issue(issue: Issue, *, actor: Actor, version: int, reason: str) -> Issue:
    """Give an issue up; its revisions stay as they are and may stand on another list."""
    require(actor, MAY, issue)
    issue = lock(issue, version=version)
    refuse(guards.why_not_cancel(issue), why_no_reason(reason))

    issue.state, issue.returned_reason = State.CANCELLED, one_line(reason)[:500]
    issue.save(update_fields=["state", "returned_reason"])
    record("support.issue.cancelled", actor=actor, subject=issue, reason=reason)
    return issue


def _entered(given: Decision | NewDecision | None, issue: Issue, *, actor: Actor, on: date) -> Decision | None:
    """Return the decision chosen or typed; what is wrong with a new one stands beside the field it came by."""
    try:
        return entered(given, agency=issue.agency, actor=actor, on=on)
    except Refused as refused:
        raise Refused(*(replace(one, field=f"new_{one.field}") for one in refused.reasons)) from refused


def _issue_of(approval: Approval) -> Issue:
    return Issue.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)


def _approved_by(paper: Decision, issue: Issue, *, actor: Actor, on: date) -> Issue:
    """Let the decision approve what was not approved yet: submitted now, or waiting for the head's word."""
    drafts = issue.items.filter(left_out_reason="", revision__state=Revision.State.DRAFT)
    if issue.state == State.APPROVED or (issue.state == State.DRAFT and not drafts.exists()):
        return issue
    refuse(guards.why_not_by_paper(paper, approves=True))
    if issue.state == State.DRAFT:
        approval = submit_issue(issue, actor=actor, version=issue.version, on=on)
    else:
        approval = latest_for(issue)  # type: ignore[assignment]
    approve_by_paper(
        approval,
        actor=actor,
        version=approval.version,
        number=paper.number,
        date=paper.date,
        signer_name=paper.signer_name,
        signer_title=paper.signer_title,
    )
    return lock(issue)


def _withdrawal_day(issue: Issue) -> date:
    """Return the day on which the documents of an issued list are withdrawn."""
    return issue.in_force_date or issue.decision.date  # type: ignore[union-attr]


def _to_withdraw(issue: Issue) -> list[IssueItem]:
    return [
        item
        for item in writing.kept_items(issue)
        if item.revision_id is None and item.document.state == Document.State.IN_FORCE
    ]


def _withdraw(issue: Issue, *, actor: Actor) -> None:
    """Withdraw the documents of a list, those others rest on last; refused with the reasons when nothing more can be."""
    waiting = _to_withdraw(issue)
    while waiting:
        left = []
        for item in waiting:
            if any(_why_not_withdraw(item)):
                left.append(item)
                continue
            documents.withdraw_document(
                item.document,
                actor=actor,
                reason=item.withdraw_reason,
                withdrawn_date=_withdrawal_day(issue),
                replaced_by=item.replaced_by,
            )
        if len(left) == len(waiting):
            refuse(*(_why_not_withdraw(item) for item in left))
        waiting = left


def _why_not_withdraw(item: IssueItem) -> list[Reason]:
    heir = Document.objects.get(pk=item.replaced_by_id) if item.replaced_by_id else None
    reasons = list(document_guards.why_not_withdraw(item.document, replaced_by=heir))
    return reasons or ([] if heir else list(gate(document_guards.WITHDRAW, item.document)))


def _day_of_withdrawal(items: Sequence[IssueItem], given: date | None, paper: Decision) -> Iterable[Reason]:
    for item in items:
        if item.revision_id is None:
            for one in document_guards.why_not_withdraw_on(item.document, given or paper.date):
                yield replace(one, field="in_force_date")
    if given is not None and given < paper.date and any(item.revision_id is None for item in items):
        yield Reason(
            _("Ngày hiệu lực đứng trước ngày ký quyết định."), code="in_force_before_decision", field="in_force_date"
        )
