"""Files become text: those on searched records are read one by one, and the index of what they lie on is written anew."""

from collections.abc import Collection
from itertools import groupby
from typing import Any, Final

from django.db.models import F, QuerySet

from sotay.agency.clock import now
from sotay.blobs.extraction import Extracted, extract, programs
from sotay.blobs.models import Blob, BlobText
from sotay.commands import upkeep
from sotay.search import registry
from sotay.search.index import keep
from sotay.search.models import IndexEntry

TRIES: Final = 3
"""A file whose reading was cut off with its worker so often is let be."""
State, Reason = BlobText.State, BlobText.Reason


def read_waiting(*, most: int) -> int:
    """Read files that wait, those tried least first; return how many."""
    count = 0
    while count < most and (blob := _begin()):
        _finish(blob, extract(blob))
        count += 1
    return count


def texts_of(hashes: Collection[str]) -> dict[str, str]:
    """Return the text of each of these files, reading those nobody has read yet; empty for one without text."""
    missing = set(hashes) - set(
        BlobText.objects.filter(blob__in=hashes).exclude(state=State.WAITING).values_list("pk", flat=True)
    )
    for blob in Blob.objects.filter(pk__in=missing):
        _finish(blob, extract(blob))
    return dict(BlobText.objects.filter(blob__in=hashes).values_list("pk", "text"))


@upkeep
def read_again() -> int:
    """Let those files wait once more that only lacked a program the machine has now; return how many."""
    if not programs():
        return 0
    return BlobText.objects.filter(state=State.NONE, reason=Reason.NO_PROGRAM).update(state=State.WAITING, tries=0)


@upkeep
def _begin() -> Blob | None:
    """Take the next file, counting the try before it is made: a reader that ends its worker is found out by that."""
    waiting = BlobText.objects.filter(state=State.WAITING).order_by("tries", "blob")
    row = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("blob").first()
    if row is None:
        return None
    if row.tries >= TRIES:
        BlobText.objects.filter(pk=row.pk).update(state=State.FAILED, reason=Reason.TOO_MUCH, at=now())
        return _begin()
    BlobText.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    return row.blob


@upkeep
def _finish(blob: Blob, found: Extracted) -> None:
    """Keep the text of a file, and find by it the records it lies on."""
    BlobText.objects.update_or_create(
        blob=blob, defaults={"state": found.state, "reason": found.reason, "text": found.text, "at": now()}
    )
    for subject_type, rows in groupby(_entries_with(blob), key=lambda one: one[0]):
        if searched := registry.searched().get(subject_type):
            keep(_records(searched.model, [uuid for _type, uuid in rows]))


def _entries_with(blob: Blob) -> QuerySet[IndexEntry, Any]:
    entries = IndexEntry.objects.filter(files__blob=blob).order_by("subject_type").distinct()
    return entries.values_list("subject_type", "subject_uuid")


def _records(model: type[Any], uuids: list[Any]) -> QuerySet[Any]:
    return model._default_manager.filter(uuid__in=uuids)
