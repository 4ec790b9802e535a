"""Writes upon requests about documents: asked, submitted, decided, carried out, finished with the document."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.agency.subjects import Known
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import return_with_reason, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.support.documents.commands import begin_document, begin_revision, write_revision
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.moving import when_moved
from sotay.support.requests import guards, writing
from sotay.support.requests.models import ChangeRequest
from sotay.work.numbers import next_number

PURPOSE = "support.requests"
State, Manner = ChangeRequest.State, ChangeRequest.Manner


@command
def begin_request(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    origin: Known | None = None,
    impacts: Iterable[Document] = (),
    **values: Any,
) -> ChangeRequest:
    """Ask for a document to be written, changed, replaced or withdrawn (A3); `origin` is the record it was opened from."""
    require(actor, "support.begin_requests", agency)
    one = ChangeRequest(agency=agency, asked_by=actor.person, asked_date=on)
    writing.fill(one, values)
    refuse(guards.why_not_ask(one))

    number = next_number(agency, series=writing.SERIES, year=on.year)
    one.code = f"YC-{on.year}-{number:03d}"
    one.slug = one.code.lower()
    if origin is not None:
        one.origin_type, one.origin_uuid = origin.ref.type, origin.ref.uuid
        one.origin_text = f"{origin.label}: {origin.title}"[:300]
    one.save()
    one.impacts.set(impacts)

    record("support.request.begun", actor=actor, subject=one, manner=one.manner, cause=one.cause)
    return one


@command
def change_request(
    one: ChangeRequest, *, actor: Actor, version: int, impacts: Iterable[Document] | None = None, **values: Any
) -> ChangeRequest:
    """Change a request that was not submitted yet, or came back."""
    require(actor, "support.write_request", one)
    one = lock(one, version=version)
    refuse(guards.why_not_write(one))
    before = {name: getattr(one, name) for name in writing.WRITTEN}
    writing.fill(one, values)
    refuse(guards.why_not_ask(one))
    changed = [name for name in writing.WRITTEN if getattr(one, name) != before[name]]
    if impacts is not None:
        wanted = {document.pk for document in impacts}
        if wanted != set(one.impacts.values_list("pk", flat=True)):
            one.impacts.set(wanted)
            changed.append("impacts")
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    one.save()

    record("support.request.changed", actor=actor, subject=one, fields=changed)
    return one


@command
def submit_request(one: ChangeRequest, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a request; each of the five points of a planned change must be told (ISO 9001 6.3)."""
    require(actor, "support.write_request", one)
    one = lock(one, version=version)
    refuse(guards.why_not_submit(one, on=on))

    approval = submit(one, [one], actor=actor, purpose=PURPOSE, note=note, unit=one.unit, on=on)
    one.state, one.state_reason = State.SUBMITTED, ""
    one.save(update_fields=["state", "state_reason"])

    record("support.request.submitted", actor=actor, subject=one, note=note)
    return approval


@command
def request_approved(approval: Approval, *, actor: Actor, kept: Iterable[ChangeRequest]) -> list[ChangeRequest]:
    """Keep that requests were accepted; one left out is a draft again with the reason."""
    accepted = {one.pk for one in kept}
    day = approval.approved_date or today()
    decided = []
    for one in _requests_of(approval):
        if one.pk in accepted:
            one.state, one.decided_date = State.ACCEPTED, day
            one.save(update_fields=["state", "decided_date"])
            record("support.request.accepted", actor=actor, subject=one, decided_date=day, way=approval.way)
        else:
            item = approval.items.filter(subject_uuid=one.uuid).first()
            _return(one, actor=actor, reason=item.left_out_reason if item else "")
        decided.append(one)
    return decided


@command
def request_returned(approval: Approval, *, actor: Actor, reason: str) -> list[ChangeRequest]:
    """Open what was submitted for writing again, with the reason."""
    returned = list(_requests_of(approval))
    for one in returned:
        _return(one, actor=actor, reason=reason)
    return returned


@command
def reject_request(one: ChangeRequest, approval: Approval, *, actor: Actor, version: int, reason: str) -> ChangeRequest:
    """Turn a request down for good; whoever decides it may, in place of sending it back."""
    require(actor, "approvals.decide", approval)
    one = lock(one, version=version)
    refuse(guards.why_not_reject(one, reason=reason))

    return_with_reason(approval, actor=actor, version=lock(approval).version, reason=reason)
    one = lock(one)
    one.state, one.state_reason, one.decided_date = State.REJECTED, one_line(reason)[:500], today()
    one.save(update_fields=["state", "state_reason", "decided_date"])

    record("support.request.rejected", actor=actor, subject=one, reason=reason)
    return one


@command
def cancel_request(one: ChangeRequest, *, actor: Actor, version: int, reason: str) -> ChangeRequest:
    """Give up a request that nobody works at yet."""
    require(actor, "support.write_request", one)
    one = lock(one, version=version)
    refuse(guards.why_not_cancel(one, reason=reason))

    one.state, one.state_reason = State.CANCELLED, one_line(reason)[:500]
    one.save(update_fields=["state", "state_reason"])

    record("support.request.cancelled", actor=actor, subject=one, reason=reason)
    return one


@command
def begin_asked_revision(one: ChangeRequest, *, actor: Actor, version: int) -> Revision:
    """Begin the revision an accepted request asks for, naming its law; a draft that is there already is taken."""
    require(actor, "support.carry_out_request", one)
    one = lock(one, version=version)
    document = one.document
    prepared = document.revisions.filter(state__in=Revision.PREPARED).first() if document else None
    refuse(guards.why_not_begin(one, prepared=prepared), guards.why_not_ask(one))

    revision = prepared or begin_revision(
        document,  # type: ignore[arg-type]  # refused when there is none
        actor=actor,
        summary=f"{one.code}: {one.proposed or one.reason}",
        is_new_edition=one.manner == Manner.REPLACE,
    )
    return _write_by(one, revision, actor=actor)


@command
def begin_asked_document(one: ChangeRequest, *, actor: Actor, version: int, on: date, **values: Any) -> Revision:
    """Begin the document an accepted request asks for, with its first revision."""
    require(actor, "support.carry_out_request", one)
    one = lock(one, version=version)
    refuse(guards.why_not_begin(one))

    document = begin_document(one.agency, actor=actor, on=on, **values)
    one.document = document
    return _write_by(one, document.revisions.get(), actor=actor)


@when_moved
@command
def finish_requests(document: Document, *, revision: Revision | None, actor: Actor) -> list[ChangeRequest]:
    """Keep what came of requests when their document moved on: done with its force, open again when a draft was dropped."""
    asked = ChangeRequest.objects.select_for_update().filter(document=document, state=State.ACCEPTED)
    asked = asked.filter(manner=Manner.WITHDRAW) if revision is None else asked.filter(revision=revision)
    moved = list(asked.order_by("pk"))
    for one in moved:
        if revision is not None and revision.state == Revision.State.DROPPED:
            one.revision = None
            one.document = None if one.manner == Manner.NEW else one.document
            one.save()
            record("support.request.revision_dropped", actor=actor, subject=one, number=revision.number)
            continue
        one.state = State.DONE
        one.done_date = revision.in_force_date if revision is not None else document.withdrawn_date
        one.save(update_fields=["state", "done_date"])
        record("support.request.done", actor=actor, subject=one, done_date=one.done_date)
    return moved or UNCHANGED  # type: ignore[return-value]


def _write_by(one: ChangeRequest, revision: Revision, *, actor: Actor) -> Revision:
    """Tie the revision to the request, and let it name the law the request came from."""
    if one.law is not None:
        named = [basis.law for basis in revision.bases.select_related("law")]
        write_revision(revision, actor=actor, version=lock(revision).version, laws=[*named, one.law])
    one.revision = revision
    one.save()
    record("support.request.revision_begun", actor=actor, subject=one, number=revision.number)
    return revision


def _return(one: ChangeRequest, *, actor: Actor, reason: str) -> None:
    one.state, one.state_reason = State.DRAFT, one_line(reason)[:500]
    one.save(update_fields=["state", "state_reason"])
    record("support.request.returned", actor=actor, subject=one, reason=reason)


def _requests_of(approval: Approval) -> Iterable[ChangeRequest]:
    uuids = list(approval.items.values_list("subject_uuid", flat=True))
    return ChangeRequest.objects.select_for_update().filter(agency_id=approval.agency_id, uuid__in=uuids).order_by("pk")
