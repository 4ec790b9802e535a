"""Writes upon lists of hand-over and disposal: begin, choose files, submit, approve, carry out, cancel."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Decision
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.attachments.commands import take_off
from sotay.attachments.models import Attachment
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.support.records.models import RecordFile, Transfer, TransferItem
from sotay.support.records.transfers import guards
from sotay.support.records.transfers.queries import candidates, items_of
from sotay.support.records.transfers.writing import next_code

PURPOSE = "support.disposal"
State, Manner = Transfer.State, Transfer.Manner


@command
def begin_transfer(
    agency: Agency, *, actor: Actor, manner: str, files: Iterable[RecordFile], reason: str = "", on: date
) -> Transfer:
    """Begin a list of files to be handed over or disposed of; nothing happens to them yet."""
    require(actor, "support.manage_records", agency)
    agency = lock(agency)
    chosen = _locked(files)
    refuse(guards.why_not_list(chosen, allowed=_allowed(manner, actor, on), manner=manner))

    code = next_code(agency, manner, year=on.year)
    transfer = Transfer.objects.create(
        agency=agency, manner=manner, code=code, slug=code.lower(), reason=one_line(reason)
    )
    for file in chosen:
        TransferItem.objects.create(agency=agency, transfer=transfer, file=file)

    record("support.transfer.begun", actor=actor, subject=transfer, manner=manner, files=len(chosen), reason=reason)
    return transfer


@command
def change_transfer(transfer: Transfer, *, actor: Actor, version: int, reason: str) -> Transfer:
    """Change on what a list rests while it is being made."""
    require(actor, "support.manage_records", transfer)
    transfer = lock(transfer, version=version)
    refuse(guards.why_not_write(transfer))

    before, wanted = transfer.reason, one_line(reason)
    if before == wanted:
        return UNCHANGED  # type: ignore[return-value]
    transfer.reason = wanted
    transfer.save(update_fields=["reason"])

    record("support.transfer.changed", actor=actor, subject=transfer, reason=wanted, before={"reason": before})
    return transfer


@command
def add_files(transfer: Transfer, *, actor: Actor, version: int, files: Iterable[RecordFile], on: date) -> Transfer:
    """Add files to a list that is being made; one that was left out comes back."""
    require(actor, "support.manage_records", transfer)
    lock(transfer.agency)
    transfer = lock(transfer, version=version)
    chosen = _locked(files)
    refuse(
        guards.why_not_write(transfer),
        guards.why_not_list(chosen, allowed=_allowed(transfer.manner, actor, on), manner=transfer.manner),
    )

    there = {item.file_id: item for item in transfer.items.all()}
    for file in chosen:
        item = there.get(file.pk) or TransferItem(agency=transfer.agency, transfer=transfer, file=file)
        item.left_out_reason = ""
        item.save()
    transfer.save()

    record("support.transfer.files_added", actor=actor, subject=transfer, files=[file.number for file in chosen])
    return transfer


@command
def leave_out(item: TransferItem, *, actor: Actor, version: int, reason: str) -> TransferItem:
    """Leave one file out of a list with a reason; it stays where it is."""
    require(actor, "support.manage_records", item.transfer)
    transfer = lock(item.transfer)
    item = lock(item, version=version)
    refuse(guards.why_not_leave_out(transfer, item), why_no_reason(reason))

    item.left_out_reason = one_line(reason)
    item.save(update_fields=["left_out_reason"])
    transfer.save()  # whoever read the list with this file in it reads it anew before deciding or entering minutes

    record(
        "support.transfer.file_left_out",
        actor=actor,
        subject=transfer,
        number=item.file.number,
        reason=one_line(reason),
    )
    return item


@command
def submit_transfer(transfer: Transfer, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a disposal: each of its files is decided on, single ones can be left out."""
    require(actor, "support.manage_records", transfer)
    transfer = lock(transfer, version=version)
    items = list(items_of(transfer))
    refuse(guards.why_not_submit(transfer, items, on=on))

    files = [item.file for item in items if not item.left_out_reason]
    approval = submit(transfer, files, actor=actor, purpose=PURPOSE, note=note, on=on)
    transfer.state, transfer.returned_reason = State.SUBMITTED, ""
    transfer.save(update_fields=["state", "returned_reason"])

    record("support.transfer.submitted", actor=actor, subject=transfer, note=note, files=len(files))
    return approval


@command
def disposal_approved(approval: Approval, *, actor: Actor, kept: Sequence[RecordFile]) -> Transfer:  # noqa: ARG001  read from the round itself
    """Approve a disposal; the files left out of the round are left out of the list with their reason."""
    transfer = _of(approval)
    out = dict(approval.items.filter(left_out=True).values_list("subject_uuid", "left_out_reason"))
    for item in transfer.items.select_related("file").filter(file__uuid__in=out):
        item.left_out_reason = one_line(out[item.file.uuid])[:300]
        item.save(update_fields=["left_out_reason"])
    transfer.state, transfer.approved_date = State.APPROVED, approval.approved_date or today()
    transfer.save(update_fields=["state", "approved_date"])

    record(
        "support.transfer.approved",
        actor=actor,
        subject=transfer,
        approved_date=transfer.approved_date,
        way=approval.way,
        left_out=len(out),
    )
    return transfer


@command
def disposal_returned(approval: Approval, *, actor: Actor, reason: str) -> Transfer:
    """Open a disposal for choosing anew, with the reason."""
    transfer = _of(approval)
    transfer.state, transfer.returned_reason = State.DRAFT, one_line(reason)[:500]
    transfer.save(update_fields=["state", "returned_reason"])

    record("support.transfer.returned", actor=actor, subject=transfer, reason=reason)
    return transfer


@command
def carry_out(
    transfer: Transfer, *, actor: Actor, version: int, done_date: date, decision: Decision | NewDecision | None,
    received_by: str, method: str = "", on: date,
) -> Transfer:  # fmt: skip
    """Keep that a list was done as its minutes say: files are handed over, or gone (A7).

    Of files disposed of the rows stay; what was attached to them is taken off by the number of the minutes.
    """
    require(actor, "support.manage_records", transfer)
    transfer = lock(transfer, version=version)
    items = list(items_of(transfer))
    minutes = entered(decision, agency=transfer.agency, actor=actor, on=on)
    refuse(
        guards.why_not_carry_out(
            transfer, items, done=done_date, minutes=minutes, method=method, received_by=received_by, on=on
        )
    )

    transfer.state, transfer.done_date, transfer.minutes = State.DONE, done_date, minutes
    transfer.received_by, transfer.method = one_line(received_by), one_line(method)
    transfer.save()
    files = _locked(item.file for item in items if not item.left_out_reason)
    disposed = transfer.manner == Manner.DISPOSE
    for file in files:
        file.state = RecordFile.State.DISPOSED if disposed else RecordFile.State.HANDED_OVER
        file.save(update_fields=["state"])
        action = "support.record_file.disposed" if disposed else "support.record_file.handed_over"
        record(action, actor=actor, subject=file, done_date=done_date, code=transfer.code)
    if disposed and minutes is not None:
        _take_off_what_is_gone(files, actor=actor, reason=f"{transfer.code}, {minutes.number}")

    record("support.transfer.done", actor=actor, subject=transfer, done_date=done_date, files=len(files))
    return transfer


@command
def cancel_transfer(transfer: Transfer, *, actor: Actor, version: int, reason: str) -> Transfer:
    """Give up a list with a reason; its files are free for another."""
    require(actor, "support.manage_records", transfer)
    transfer = lock(transfer, version=version)
    refuse(guards.why_not_cancel(transfer), why_no_reason(reason))

    transfer.state, transfer.returned_reason = State.CANCELLED, one_line(reason)[:500]
    transfer.save(update_fields=["state", "returned_reason"])

    record("support.transfer.cancelled", actor=actor, subject=transfer, reason=one_line(reason))
    return transfer


def _allowed(manner: str, actor: Actor, on: date) -> frozenset[int]:
    """Return the keys of the files that can stand in a list now."""
    return frozenset(candidates(manner, viewer=actor, on=on).values_list("pk", flat=True))


def _locked(files: Iterable[RecordFile]) -> list[RecordFile]:
    """Return files locked in the order of their keys."""
    rows = RecordFile.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in files])
    return list(rows.select_related("record_class", "agency").order_by("pk"))


def _of(approval: Approval) -> Transfer:
    return Transfer.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)


def _take_off_what_is_gone(files: Sequence[RecordFile], *, actor: Actor, reason: str) -> None:
    kind: Any = subjects.ref_of(files[0]).type if files else ""
    there = Attachment.objects.filter(
        subject_type=kind, subject_uuid__in=[file.uuid for file in files], removed_at__isnull=True
    )
    for one in there.select_related("agency").order_by("pk"):
        take_off(one, actor=actor, version=one.version, reason=reason)
