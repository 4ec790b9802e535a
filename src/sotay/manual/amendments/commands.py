"""Writes upon amendments: open, write drafts, submit, issue, cancel."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import fold, nfc, one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Stale, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.manual.amendments import guards
from sotay.manual.amendments.models import PURPOSE, Amendment, Draft
from sotay.manual.amendments.places import Places, differs
from sotay.manual.statements.commands import keep_citations
from sotay.manual.statements.guards import why_not_use
from sotay.manual.statements.models import IssuedText, Manual, Statement
from sotay.manual.statements.reading import ReadManual
from sotay.manual.statements.taking import flagged, wanted_parts
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.standard.applicability.commands import take_applicability
from sotay.standard.applicability.queries import exclusions_of
from sotay.standard.catalogue.clauses import may_be_excluded

LONGEST_NOTE = 300


@command
def open_amendment(manual: Manual, *, actor: Actor, reason: str, on: date) -> Amendment:
    """Open a set of changes to the manual (ISO 9001 7.5.3.2 c)."""
    require(actor, "manual.write_statement", manual)
    refuse(why_no_reason(reason))
    manual = lock(manual)

    amendment = _new_amendment(manual, reason=one_line(reason), on=on)

    record("manual.amendment.opened", actor=actor, subject=amendment, reason=amendment.reason)
    return amendment


@command
def propose_manual(
    manual: Manual, *, actor: Actor, read: ReadManual, file_hash: str, on: date, file_name: str = ""
) -> Amendment:
    """Open an amendment with a draft for every part the file has otherwise; the issued text stays in force (practice 3).

    A text that stands, in force or in an open draft, is not proposed again. Clauses said not to apply are taken where
    they applied so far. Parts the file does not have are left as they are.
    """
    require(actor, "manual.import_manual", manual)
    refuse(why_not_use(read))
    manual = lock(manual)

    places = Places(manual)
    new = [(one, place) for one in wanted_parts(read) if differs(one, place := places.of(one))]
    if not new:
        return UNCHANGED  # type: ignore[return-value]
    name = one_line(file_name) or _("tệp")
    amendment = _new_amendment(manual, reason=_("Nhập từ tệp %s") % name[-200:], on=on)
    for one, place in new:
        statement = place or places.new(one)
        if place is None:
            statement.save()
        note = ""
        if one.title and fold(one.title) != fold(statement.title):
            note = (_("Tiêu đề trong tệp: %s") % one.title)[:LONGEST_NOTE]
        Draft(
            agency=manual.agency,
            amendment=amendment,
            statement=statement,
            text=one.text,
            base_text=statement.text,
            note=note,
        ).save()
    manual.not_understood = flagged(read)
    manual.save()
    now_excluded = exclusions_of([manual.agency_id], on=on)[manual.agency_id]
    exclusions = [
        one for one in read.exclusions if may_be_excluded(one.clause) and now_excluded.covering(one.clause) is None
    ]
    for excluded in exclusions:
        take_applicability(
            manual.agency, actor=actor, clause=excluded.clause, reason=excluded.reason, valid_from_date=on
        )

    record(
        "manual.amendment.opened",
        actor=actor,
        subject=amendment,
        reason=amendment.reason,
        file_hash=file_hash,
        file_name=file_name,
        exclusions=[one.clause for one in exclusions],
        not_understood=len(read.not_understood),
    )
    return amendment


@command
def write_draft(
    statement: Statement,
    *,
    actor: Actor,
    text: str,
    note: str = "",
    reason: str = "",
    amendment: Amendment | None = None,
    base_version: int | None = None,
    version: int | None = None,
    on: date,
) -> Draft:
    """Propose a text for a statement, in the given amendment or a new one opened for it with `reason`.

    `base_version` is that of the statement as it was read, `version` that of a draft that stood already.
    """
    require(actor, "manual.write_statement", statement)
    statement = lock(statement)
    if amendment is not None:
        amendment = lock(amendment)
        refuse(guards.why_not_write(amendment))
    refuse(guards.why_not_propose(statement, text, amendment=amendment, base_version=base_version))
    amendment = amendment or open_amendment(statement.manual, actor=actor, reason=reason, on=on)

    text, note = nfc(text).replace("\r\n", "\n").strip(), one_line(note)
    draft = amendment.drafts.filter(statement=statement).first()
    if draft and version is not None and draft.version != version:
        raise Stale(draft, read=version)
    if draft and (draft.text, draft.note, draft.base_text) == (text, note, statement.text):
        return UNCHANGED  # type: ignore[return-value]
    draft = draft or Draft(agency=statement.agency, amendment=amendment, statement=statement)
    draft.text, draft.note, draft.base_text = text, note, statement.text
    draft.save()

    record("manual.draft.written", actor=actor, subject=statement, amendment=amendment.code, note=note)
    return draft


@command
def drop_draft(draft: Draft, *, actor: Actor) -> None:
    """Take a draft out of an amendment that is still being written."""
    require(actor, "manual.write_statement", draft)
    amendment = lock(draft.amendment)
    refuse(guards.why_not_write(amendment))

    statement = draft.statement
    draft.delete()
    record("manual.draft.dropped", actor=actor, subject=statement, amendment=amendment.code)


@command
def submit_amendment(amendment: Amendment, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit all drafts of an amendment for one approval."""
    require(actor, "manual.submit_amendment", amendment)
    amendment = lock(amendment, version=version)
    refuse(guards.why_not_submit(amendment))

    drafts = amendment.drafts.select_related("statement", "agency")
    approval = submit(amendment, drafts, actor=actor, purpose=PURPOSE, note=note, on=on)
    amendment.state = Amendment.State.SUBMITTED
    amendment.save(update_fields=["state"])

    record("manual.amendment.submitted", actor=actor, subject=amendment, drafts=[one.statement.slug for one in drafts])
    return approval


@command
def amendment_approved(approval: Approval, *, actor: Actor, kept: Iterable[Draft]) -> Amendment:
    """Mark an amendment approved; drafts left out go on in an amendment of their own, with the reason given."""
    amendment = _of(approval)
    kept_ids = {draft.pk for draft in kept}
    left = [draft for draft in amendment.drafts.all() if draft.pk not in kept_ids]
    if left:
        reasons = list(approval.items.filter(left_out=True).values_list("left_out_reason", flat=True))
        further = _new_amendment(
            lock(amendment.manual), reason="; ".join(dict.fromkeys(reasons))[:300], on=_approved_on(approval)
        )
        for draft in left:
            draft.amendment = further
            draft.save(update_fields=["amendment"])
        record(
            "manual.amendment.split_off",
            actor=actor,
            subject=further,
            reason=further.reason,
            from_amendment=amendment.code,
        )
    amendment.state, amendment.approved_date = Amendment.State.APPROVED, approval.approved_date
    amendment.save(update_fields=["state", "approved_date"])

    record(
        "manual.amendment.approved",
        actor=actor,
        subject=amendment,
        approved_date=amendment.approved_date,
        way=approval.way,
    )
    return amendment


@command
def amendment_returned(approval: Approval, *, actor: Actor, reason: str) -> Amendment:
    """Open an amendment for writing again after it was returned or withdrawn."""
    amendment = _of(approval)
    amendment.state = Amendment.State.DRAFT
    amendment.save(update_fields=["state"])

    record("manual.amendment.returned", actor=actor, subject=amendment, reason=reason)
    return amendment


@command
def issue_amendment(
    amendment: Amendment,
    *,
    actor: Actor,
    version: int,
    on: date,
    number: str,
    date: date,
    signer_name: str = "",
    signer_title: str = "",
    new_edition: bool = False,
    file: Any = None,
) -> Amendment:
    """Put the approved texts into force by a decision: lần sửa đổi + 1, or a new lần ban hành with lần sửa đổi 00.

    `file` is an upload or None.
    """
    require(actor, "manual.issue_amendment", amendment)
    amendment = lock(amendment, version=version)
    refuse(guards.why_not_issue(amendment, issued_date=date, number=number, on=on))

    manual = lock(amendment.manual)
    paper = NewDecision(number=number, date=date, signer_name=signer_name, signer_title=signer_title, file=file)
    decision = entered(paper, agency=manual.agency, actor=actor, on=on)
    manual.edition, manual.revision = _next_number(manual, new_edition=new_edition)
    manual.issue_decision, manual.issued_date = decision, date
    manual.save()
    for draft in amendment.drafts.select_related("statement"):
        _put_into_force(draft, manual, amendment=amendment)
    amendment.state, amendment.issued_date, amendment.issue_decision = Amendment.State.ISSUED, date, decision
    amendment.edition, amendment.revision = manual.edition, manual.revision
    amendment.save()
    keep_citations(manual)

    record(
        "manual.amendment.issued",
        actor=actor,
        subject=amendment,
        number=number.strip(),
        date=date,
        edition=manual.edition,
        revision=manual.revision,
    )
    return amendment


@command
def withdraw_amendment(amendment: Amendment, *, actor: Actor, version: int, reason: str) -> Amendment:
    """Cancel an amendment that is being written or waits for its issue, with a reason; its drafts stay readable."""
    require(actor, "manual.submit_amendment", amendment)
    amendment = lock(amendment, version=version)
    refuse(guards.why_not_withdraw(amendment), why_no_reason(reason))

    amendment.state = Amendment.State.WITHDRAWN
    amendment.save(update_fields=["state"])

    record("manual.amendment.withdrawn", actor=actor, subject=amendment, reason=reason)
    return amendment


def _next_number(manual: Manual, *, new_edition: bool) -> tuple[int, int]:
    """Return lần ban hành and lần sửa đổi of the next issue; the first issue of all keeps those the manual begins with."""
    if manual.issue_decision_id is None:
        return manual.edition, manual.revision
    return (manual.edition + 1, 0) if new_edition else (manual.edition, manual.revision + 1)


def _put_into_force(draft: Draft, manual: Manual, *, amendment: Amendment) -> None:
    statement = draft.statement
    statement.text, statement.is_sample = draft.text, False
    statement.approved_date, statement.issued_date = amendment.approved_date, manual.issued_date
    statement.from_edition, statement.from_revision = manual.edition, manual.revision
    statement.save()
    IssuedText.objects.create(
        agency=manual.agency,
        statement=statement,
        edition=manual.edition,
        revision=manual.revision,
        text=draft.text,
        approved_date=amendment.approved_date,
        issued_date=manual.issued_date,
        decision=manual.issue_decision,
    )


def _approved_on(approval: Approval) -> date:
    """Return the business date of an approval that was given."""
    if approval.approved_date is None:
        message = f"{approval} is not approved"
        raise ValueError(message)
    return approval.approved_date


def _new_amendment(manual: Manual, *, reason: str, on: date) -> Amendment:
    """Save an amendment with the next code of the year; the manual is locked, so that no code is given twice."""
    among = Amendment.objects.filter(agency=manual.agency)
    number = among.filter(code__startswith=f"DSD-{on.year}-").count() + 1
    amendment = Amendment(agency=manual.agency, manual=manual, code=f"DSD-{on.year}-{number:02d}", reason=reason)
    amendment.slug = free_slug(among, amendment.code)
    amendment.save()
    return amendment


def _of(approval: Approval) -> Amendment:
    return Amendment.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
