"""Reads of the journal."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, User
from sotay.journal import chain
from sotay.journal.models import ChainEnd, Entry


def list_entries(*, viewer: Actor, action: str = "", words: str = "") -> QuerySet[Entry]:
    """Return the entries of the viewer's agency, newest first, ready for a table."""
    entries = Entry.objects.filter(agency=viewer.agency)
    if action:
        entries = entries.filter(action__startswith=action)
    if words:
        entries = entries.filter(subject_text__icontains=words)
    return entries.order_by("-seq")


def entries_of(record: Any, *, viewer: Actor, limit: int = 20) -> tuple[Entry, ...]:
    """Return the newest entries about one record of the viewer's agency."""
    return tuple(Entry.objects.filter(agency=viewer.agency, subject_uuid=record.uuid).order_by("-seq")[:limit])


def last_entry_of(record: Any) -> Entry | None:
    """Return the last entry about a record, to tell who was quicker."""
    return Entry.objects.filter(agency_id=record.agency_id, subject_uuid=record.uuid).order_by("-seq").first()


def verify_chain(agency: Agency | None) -> chain.Verdict:
    """Recompute the chain of an agency (of the installation when None); reads in slices, whatever its length."""
    entries = Entry.objects.filter(agency=agency).order_by("seq")
    end = ChainEnd.objects.filter(agency=agency).values_list("seq", "hash").first()  # read first: the chain grows
    return chain.verify(
        entries.iterator(chunk_size=5000),
        agency_uuid=agency.uuid if agency else None,
        actor_uuids=_actors(agency),
        reached=end or (0, chain.BEGINNING),
    )


def last_position(agency: Agency | None) -> tuple[int, str]:
    """Return position and hash of the newest entry; (0, 64 zeros) for an empty chain."""
    newest = Entry.objects.filter(agency=agency).order_by("-seq").values_list("seq", "hash").first()
    return newest or (0, chain.BEGINNING)


def _actors(agency: Agency | None) -> dict[int, UUID]:
    acting = Entry.objects.filter(agency=agency, actor__isnull=False).values("actor_id").distinct()
    return dict(User.objects.filter(pk__in=acting).values_list("pk", "uuid"))
