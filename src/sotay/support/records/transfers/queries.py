"""Reads of lists of hand-over and disposal."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval, Step
from sotay.commands import NotFound, may
from sotay.search.queries import matching
from sotay.support.records.files.queries import (
    TO_DISPOSE,
    TO_HISTORY,
    due_condition,
    list_files,
    spans_of,
    with_lists,
)  # fmt: skip
from sotay.support.records.models import RecordFile, Transfer, TransferItem
from sotay.support.records.retention import kept_until

Manner = Transfer.Manner


def visible(transfers: QuerySet[Transfer], viewer: Actor) -> QuerySet[Transfer]:
    """Narrow lists to those the viewer may see."""
    if viewer.user is None or may(viewer, "support.view_transfers"):
        return transfers
    return transfers.none()


def list_transfers(*, viewer: Actor) -> QuerySet[Transfer]:
    """Return the lists the viewer may see, newest first, each with the number of its files."""
    rows = visible(Transfer.objects.of(viewer), viewer).select_related("agency", "minutes")
    kept = Count("items", filter=Q(items__left_out_reason=""))
    return rows.annotate(count=kept).order_by("-created_at", "-pk")


def narrowed(
    rows: QuerySet[Transfer], *, viewer: Actor, words: str = "", manner: str = "", state: str = ""
) -> QuerySet[Transfer]:
    """Narrow lists: words without marks, manner, state."""
    if words.strip():
        rows = rows.filter(uuid__in=matching(words, model=Transfer, viewer=viewer))
    if manner:
        rows = rows.filter(manner=manner)
    return rows.filter(state=state) if state else rows


def get_transfer(slug: str, *, viewer: Actor) -> Transfer:
    """Return one list the viewer may see; NotFound hides all others."""
    rows = visible(Transfer.objects.of(viewer), viewer).select_related("agency", "minutes")
    transfer = rows.filter(slug=slug).first()
    if transfer is None:
        raise NotFound
    return transfer


def get_item(uuid: UUID | str, *, viewer: Actor) -> TransferItem:
    """Return one file of a list the viewer may see; NotFound hides all others."""
    transfers = visible(Transfer.objects.of(viewer), viewer)
    items = TransferItem.objects.of(viewer).filter(transfer__in=transfers)
    item = items.select_related("transfer__agency", "file", "agency").filter(uuid=uuid).first()
    if item is None:
        raise NotFound
    return item


def candidates(manner: str, *, viewer: Actor, on: date) -> QuerySet[RecordFile]:
    """Return the files that can stand in a list: closed ones or those for history; those whose time is over."""
    spans = spans_of([viewer.agency.pk])
    files = with_lists(list_files(viewer=viewer)).filter(listed=False)
    if manner == Manner.DISPOSE:
        files = files.filter(due_condition(TO_DISPOSE, spans=spans, on=on))
    else:
        history = due_condition(TO_HISTORY, spans=spans, on=on) & Q(archived__lt=2)
        files = files.filter(Q(state=RecordFile.State.CLOSED) | history)
    return files.order_by("closed_date", "number", "pk")


def items_of(transfer: Transfer) -> QuerySet[TransferItem]:
    """Return the files of a list with all that is shown of them."""
    rows = transfer.items.select_related("file__record_class", "file__unit", "file__keeper", "file__agency", "agency")
    return rows.order_by("file__closed_date", "file__number", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    """A file of a list with the last day it was to be kept."""

    item: TransferItem
    kept_until: date | None


@dataclass(frozen=True, slots=True)
class TransferPage:
    """What the page of a list shows."""

    transfer: Transfer
    rows: tuple[Row, ...]
    left_out: tuple[TransferItem, ...]
    approval: Approval | None
    steps: tuple[Step, ...]

    @property
    def items(self) -> list[TransferItem]:
        """All its files, left out or not."""
        return [*(row.item for row in self.rows), *self.left_out]

    @property
    def sheets(self) -> int:
        """How many sheets of paper its files have."""
        return sum(row.item.file.sheets or 0 for row in self.rows)


def get_transfer_page(slug: str, *, viewer: Actor) -> TransferPage:
    """Return a list with its files and its approval; constant queries."""
    transfer = get_transfer(slug, viewer=viewer)
    items = list(items_of(transfer))
    approval = round_of(transfer)
    steps: Any = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    rows = tuple(
        Row(item, kept_until(item.file.record_class, item.file.closed_date) if item.file.closed_date else None)
        for item in items
        if not item.left_out_reason
    )
    return TransferPage(transfer, rows, tuple(one for one in items if one.left_out_reason), approval, tuple(steps))


def round_of(transfer: Transfer) -> Approval | None:
    """Return the last round a list went through; its items are the files, so it is found as their carrier."""
    rounds = Approval.objects.filter(agency_id=transfer.agency_id, subject_uuid=transfer.uuid)
    return rounds.select_related("author", "paper", "agency").order_by("-submitted_at", "-pk").first()
