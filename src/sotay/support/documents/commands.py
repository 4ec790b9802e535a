"""Writes upon documents and their revisions: begin, write, submit, approve, put into force, withdraw."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Decision
from sotay.agency.vietnamese import nfc, one_line
from sotay.agency.workdays import add_months
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.blobs.models import Blob
from sotay.commands import UNCHANGED, Reason, Refused, command, lock, refuse, require, why_no_reason
from sotay.context.models import Law
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import kept as stored
from sotay.standard.registry.gates import gate
from sotay.support.documents import guards, writing
from sotay.support.documents.intervals import months_of, next_review
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.moving import tell_moved
from sotay.support.documents.routes import purpose_for

State = Revision.State


@command
def begin_document(agency: Agency, *, actor: Actor, code: str, title: str, on: date, **values: Any) -> Document:
    """Begin a document with its first revision, a draft (ISO 9001 7.5.2)."""
    agency = lock(agency)
    document = Document(agency=agency)
    writing.fill_document(document, values | {"code": code, "title": title})
    require(actor, "support.write_document", document)
    refuse(
        guards.why_not_name(agency, code=document.code, title=document.title, field=document.field),
        guards.why_unit_ended(document.unit, on=on),
    )

    document.save()
    revision = writing.new_revision(document, author=actor.person)
    revision.save()

    record("support.document.begun", actor=actor, subject=document, code=document.code, title=document.title)
    record("support.revision.begun", actor=actor, subject=revision, number=revision.number)
    return document


@command
def change_document(document: Document, *, actor: Actor, version: int, on: date, **values: Any) -> Document:
    """Change what stands about a document: code, title, unit, clauses, label. What it says is changed by a revision."""
    require(actor, "support.write_document", document)
    document = lock(document, version=version)
    before = {name: getattr(document, name) for name in values}
    months = months_of(document, on=on)
    writing.fill_document(document, values)
    require(actor, "support.write_document", document)
    refuse(
        guards.why_not_change(document),
        guards.why_not_name(
            document.agency, code=document.code, title=document.title, field=document.field, document=document
        ),
        guards.why_unit_ended(document.unit, on=on),
    )
    changed = [name for name in before if getattr(document, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    if document.next_review_date is not None:  # a shorter or longer interval counts from the same day
        document.next_review_date = add_months(document.next_review_date, months_of(document, on=on) - months)
    document.save()

    told = {name: str(before[name]) for name in changed}
    record("support.document.changed", actor=actor, subject=document, fields=changed, before=told)
    return document


@command
def begin_revision(
    document: Document,
    *,
    actor: Actor,
    version: int | None = None,
    summary: str = "",
    is_new_edition: bool = False,
    is_minor: bool = False,
) -> Revision:
    """Begin the next revision: lần sửa đổi + 1, or a new lần ban hành with lần sửa đổi 00."""
    require(actor, "support.write_document", document)
    document = lock(document, version=version)
    prepared = document.revisions.filter(state__in=Revision.PREPARED).first()
    refuse(guards.why_not_revise(document, prepared=prepared))

    last = document.revisions.exclude(state=State.DROPPED).order_by("-order").first()
    edition, amendment = (last.edition, last.amendment) if last else (1, -1)
    edition, amendment = (edition + 1, 0) if is_new_edition and last else (edition, amendment + 1)
    revision = writing.new_revision(
        document,
        author=actor.person,
        edition=edition,
        amendment=amendment,
        summary=nfc(summary).strip(),
        is_minor=is_minor and not is_new_edition,
    )
    revision.save()
    if last is not None:
        writing.copy_content(last, revision)

    record("support.revision.begun", actor=actor, subject=revision, number=revision.number, summary=revision.summary)
    return revision


@command
def write_revision(
    revision: Revision,
    *,
    actor: Actor,
    version: int,
    summary: str | None = None,
    is_minor: bool | None = None,
    edition: int | None = None,
    amendment: int | None = None,
    parts: Sequence[tuple[str, str]] | None = None,
    laws: Iterable[Law] | None = None,
    source: Any = None,
    pdf: Any = None,
    without: Iterable[str] = (),
) -> Revision:
    """Write a draft: what was changed, its number, its text, the legal documents it names. None leaves as it is.

    `source` and `pdf` are uploads; `without` names those of the two that are taken out again.
    """
    require(actor, "support.write_document", revision.document)
    revision = lock(revision, version=version)
    refuse(guards.why_not_write(revision))

    before = writing.content_of(revision)
    for name, value in (("is_minor", is_minor), ("edition", edition), ("amendment", amendment)):
        if value is not None:
            setattr(revision, name, value)
    if summary is not None:
        revision.summary = nfc(summary).replace("\r\n", "\n").strip()
    writing.take_out(revision, without)
    if source:
        revision.source, revision.source_name = _kept(source, field="source"), one_line(source.name)[-255:]
    if pdf:
        revision.pdf, revision.pdf_name = _kept(pdf, field="pdf"), one_line(pdf.name)[-255:]
    refuse(_number_taken(revision), _is_pdf(revision.pdf.media_type, field="pdf") if pdf and revision.pdf else ())
    if parts is not None:
        writing.set_parts(revision, parts)
    if laws is not None:
        writing.set_bases(revision, laws)
    revision.save()
    after = writing.content_of(revision)
    changed = [name for name, value in after.items() if value != before.get(name)]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    record("support.revision.written", actor=actor, subject=revision, fields=changed)
    return revision


@command
def put_file(revision: Revision, *, actor: Actor, version: int, file: Any, is_pdf: bool = False) -> Revision:
    """Put the file of a draft in its place: the one that is edited, or the PDF that is read."""
    require(actor, "support.write_document", revision.document)
    revision = lock(revision, version=version)
    blob = stored(file)
    refuse(guards.why_not_write(revision), _is_pdf(blob.media_type) if is_pdf else ())

    if is_pdf:
        revision.pdf, revision.pdf_name = blob, one_line(file.name)[-255:]
    else:
        revision.source, revision.source_name = blob, one_line(file.name)[-255:]
    revision.save()

    record("support.revision.file_put", actor=actor, subject=revision, name=one_line(file.name), sha256=blob.sha256)
    return revision


@command
def submit_revision(revision: Revision, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a draft to be reviewed and approved by the agency's route for its kind and level."""
    require(actor, "support.write_document", revision.document)
    revision = lock(revision, version=version)
    refuse(guards.why_not_submit(revision, on=on))

    document = revision.document
    approval = submit(
        revision, [revision], actor=actor, purpose=purpose_for(document), note=note, unit=document.unit, on=on
    )
    revision.state, revision.returned_reason = State.SUBMITTED, ""
    revision.save(update_fields=["state", "returned_reason"])

    record("support.revision.submitted", actor=actor, subject=revision, note=note)
    return approval


@command
def revision_approved(approval: Approval, *, actor: Actor, kept: Iterable[Revision]) -> list[Revision]:
    """Mark approved what was kept, pinned to the content that was submitted; it is in force only when issued."""
    approved = []
    for one in kept:
        revision = lock(one)
        pinned = approval.items.get(subject_uuid=revision.uuid).content_hash
        day = approval.approved_date or today()
        writing.mark_approved(revision, approval, on=day, content_hash=pinned)
        record("support.revision.approved", actor=actor, subject=revision, approved_date=day, way=approval.way)
        approved.append(revision)
    return approved


@command
def revision_returned(approval: Approval, *, actor: Actor, reason: str) -> list[Revision]:
    """Open what was submitted for writing again, with the reason."""
    returned = []
    uuids = list(approval.items.values_list("subject_uuid", flat=True))
    for revision in Revision.objects.select_for_update().filter(agency_id=approval.agency_id, uuid__in=uuids):
        return_revision(revision, actor=actor, reason=reason)
        returned.append(revision)
    return returned


@command
def return_revision(revision: Revision, *, actor: Actor, reason: str) -> Revision:
    """Make a submitted revision a draft again; called by whoever decided so, alone or for a whole set."""
    revision.state, revision.returned_reason = State.DRAFT, one_line(reason)[:500]
    revision.save(update_fields=["state", "returned_reason"])
    record("support.revision.returned", actor=actor, subject=revision, reason=reason)
    return revision


@command
def open_again(revision: Revision, *, actor: Actor, version: int, reason: str) -> Revision:
    """Make an approved revision that was not issued a draft again, to be written and approved anew."""
    require(actor, "support.write_document", revision.document)
    revision = lock(revision, version=version)
    refuse(guards.why_not_open_again(revision), why_no_reason(reason))

    revision.state, revision.returned_reason = State.DRAFT, one_line(reason)[:500]
    revision.approved_date, revision.approved_by, revision.approved_hash = None, "", ""
    revision.save()

    record("support.revision.opened_again", actor=actor, subject=revision, reason=reason)
    return revision


@command
def issue_revision(revision: Revision, *, actor: Actor, decision: Decision, in_force_date: date, on: date) -> Revision:
    """Keep by which decision an approved revision is issued and when it comes into force; at once when the day has come."""
    require(actor, "support.issue_documents", revision.document)
    revision = lock(revision)
    refuse(
        guards.why_not_issue(revision, in_force_date=in_force_date, decided_date=decision.date),
        guards.why_moved_on(revision),
    )

    revision.decision, revision.in_force_date = decision, in_force_date
    revision.save(update_fields=["decision", "in_force_date"])
    record(
        "support.revision.issued",
        actor=actor,
        subject=revision,
        number=decision.number,
        in_force_date=in_force_date,
    )
    if in_force_date <= on:
        _into_force(revision, actor=actor)
    return revision


@command
def put_in_force(revision: Revision, *, actor: Actor, on: date) -> Revision:
    """Put an issued revision into force when its day has come; the one before it is superseded from that day."""
    require(actor, "support.put_in_force", revision.document)
    revision = lock(revision)
    if revision.state != State.APPROVED or revision.in_force_date is None or revision.in_force_date > on:
        return UNCHANGED  # type: ignore[return-value]
    return _into_force(revision, actor=actor)


@command
def withdraw_document(
    document: Document,
    *,
    actor: Actor,
    version: int | None = None,
    reason: str,
    withdrawn_date: date,
    replaced_by: Document | None = None,
) -> Document:
    """Withdraw a document from a day on; refused while others in force rest on it, unless one takes its place."""
    require(actor, "support.issue_documents", document)
    document = lock(document, version=version)
    refuse(
        guards.why_not_withdraw(document, replaced_by=replaced_by),
        _in_future(withdrawn_date),
        guards.why_not_withdraw_on(document, withdrawn_date),
        gate(guards.WITHDRAW, document) if replaced_by is None else (),
        why_no_reason(reason),
    )

    for revision in document.revisions.select_for_update().filter(state=State.IN_FORCE):
        revision.state, revision.ended_date = (
            State.WITHDRAWN,
            max(withdrawn_date, revision.in_force_date or withdrawn_date),
        )
        revision.ended_reason = one_line(reason)[:300]
        revision.save(update_fields=["state", "ended_date", "ended_reason"])
        record("support.revision.withdrawn", actor=actor, subject=revision, ended_date=revision.ended_date)
    document.state, document.withdrawn_date = Document.State.WITHDRAWN, withdrawn_date
    document.withdrawn_reason, document.replaced_by = one_line(reason)[:300], replaced_by
    document.next_review_date = None
    document.save()

    record("support.document.withdrawn", actor=actor, subject=document, reason=reason, withdrawn_date=withdrawn_date)
    tell_moved(document, revision=None, actor=actor)
    return document


@command
def drop_revision(revision: Revision, *, actor: Actor, version: int, reason: str) -> Revision:
    """Give up a revision that was never issued; a document that has no other is dropped with it."""
    require(actor, "support.write_document", revision.document)
    revision = lock(revision, version=version)
    document = lock(revision.document)
    refuse(guards.why_not_drop(revision), why_no_reason(reason))

    revision.state, revision.ended_reason = State.DROPPED, one_line(reason)[:300]
    revision.save(update_fields=["state", "ended_reason"])
    record("support.revision.dropped", actor=actor, subject=revision, reason=reason)
    if document.state == Document.State.DRAFT:
        document.state = Document.State.DROPPED
        document.save(update_fields=["state"])
        record("support.document.dropped", actor=actor, subject=document, reason=reason)
    tell_moved(document, revision=revision, actor=actor)
    return revision


def _into_force(revision: Revision, *, actor: Actor) -> Revision:
    """Supersede what stood before and put this revision in its place; the document is in force with it."""
    document = lock(revision.document)
    day = revision.in_force_date or today()  # the constraint of the table: never without a day
    for before in document.revisions.select_for_update().filter(state=State.IN_FORCE):
        before.state, before.ended_date = State.SUPERSEDED, max(day, before.in_force_date or day)
        before.ended_reason = revision.number
        before.save(update_fields=["state", "ended_date", "ended_reason"])
        record("support.revision.superseded", actor=actor, subject=before, by=revision.number, ended_date=day)
    revision.state = State.IN_FORCE
    revision.save(update_fields=["state"])
    document.state, document.next_review_date = Document.State.IN_FORCE, next_review(document, after=day)
    document.save(update_fields=["state", "next_review_date"])
    record("support.revision.in_force", actor=actor, subject=revision, in_force_date=day)
    tell_moved(document, revision=revision, actor=actor)
    return revision


def _number_taken(revision: Revision) -> Iterable[Reason]:
    others = revision.document.revisions.exclude(pk=revision.pk).exclude(state=State.DROPPED)
    if others.filter(edition=revision.edition, amendment=revision.amendment).exists():
        yield Reason(_("Đã có bản %s.") % revision.number, code="number_taken", field="amendment")


def _is_pdf(media_type: str, *, field: str = "file") -> Iterable[Reason]:
    if media_type != "application/pdf":
        yield Reason(_("Tệp này không phải PDF."), code="not_pdf", field=field)


def _kept(file: Any, *, field: str) -> Blob:
    """Store an upload; what is wrong with it stands beside the field it came by."""
    try:
        return stored(file)
    except Refused as refused:
        raise Refused(*(replace(reason, field=field) for reason in refused.reasons)) from refused


def _in_future(day: date) -> Iterable[Reason]:
    if day > today():
        yield Reason(
            _("Ngày thu hồi không thể sau hôm nay; hãy thu hồi khi đến ngày."),
            code="withdrawn_in_future",
            field="withdrawn_date",
        )
