"""Reads of what is on a record, in a constant number of queries."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat, User
from sotay.attachments.models import Attachment, Comment, Link
from sotay.attachments.sides import parts
from sotay.commands import NotFound
from sotay.search import queries as search

# What stands on records carries no files, remarks and links of its own.
_ON_RECORDS = frozenset({"attachments.attachment", "attachments.comment", "attachments.link"})


def files_of(record: Any, *, viewer: Actor, with_removed: bool = False) -> QuerySet[Attachment]:
    """Return the files on a record of the viewer's agency, oldest first."""
    files = Attachment.objects.of(viewer).filter(subject_uuid=record.uuid).select_related("blob__read", "added_by")
    return (files if with_removed else files.filter(removed_at__isnull=True)).order_by("created_at")


def comments_of(record: Any, *, viewer: Actor) -> QuerySet[Comment]:
    """Return the remarks on a record with the people they call, oldest first."""
    comments = Comment.objects.of(viewer).filter(subject_uuid=record.uuid)
    return comments.select_related("author").prefetch_related("mentioned").order_by("created_at")


def present_on(record: Any, *, viewer: Actor) -> tuple[bool, ...]:
    """Return whether a record has files, remarks, links and what each part of `sides` tells.

    One query, so that a record with nothing on it costs no more.
    """
    of_record = Q(agency_id=viewer.agency.pk)
    files = Attachment.objects.filter(of_record, subject_uuid=record.uuid)
    comments = Comment.objects.filter(of_record, subject_uuid=record.uuid)
    links = Link.objects.filter(of_record, Q(from_uuid=record.uuid) | Q(to_uuid=record.uuid))
    told = [part.exists(record, viewer) for part in parts()]
    return Agency.objects.values_list(Exists(files), Exists(comments), Exists(links), *told).get(pk=viewer.agency.pk)


def links_of(record: Any, *, viewer: Actor) -> list[tuple[Link, subjects.Known]]:
    """Return the records linked to one, either way round, as far as the viewer may see them."""
    links = list(
        Link.objects.of(viewer).filter(Q(from_uuid=record.uuid) | Q(to_uuid=record.uuid)).order_by("created_at")
    )
    ends = {one: _other_end(one, record) for one in links}
    known = subjects.resolve(ends.values(), viewer=viewer)
    return [(one, known[ref]) for one, ref in ends.items() if ref in known]


def get_attachment(uuid: Any, *, viewer: Actor) -> Attachment:
    """Return a file the viewer may open: one on a record the viewer may see; NotFound for every other."""
    attachment = Attachment.objects.of(viewer).select_related("blob", "agency", "added_by").filter(uuid=uuid).first()
    if (
        attachment is None
        or subjects.find(subjects.Ref(attachment.subject_type, attachment.subject_uuid), viewer=viewer) is None
    ):
        raise NotFound
    return attachment


def get_link(uuid: Any, *, viewer: Actor) -> Link:
    """Return a link both ends of which the viewer may see; NotFound for every other."""
    made = Link.objects.of(viewer).select_related("agency").filter(uuid=uuid).first()
    if made is None:
        raise NotFound
    ends = [subjects.Ref(made.from_type, made.from_uuid), subjects.Ref(made.to_type, made.to_uuid)]
    if len(subjects.resolve(ends, viewer=viewer)) != len(ends):
        raise NotFound
    return made


def get_subject(subject_type: str, uuid: Any, *, viewer: Actor) -> Any:
    """Return the record an address means; NotFound for one the viewer may not see or that can carry nothing."""
    record = None if subject_type in _ON_RECORDS else subjects.find(subjects.Ref(subject_type, uuid), viewer=viewer)
    if record is None or not hasattr(record, "agency_id"):
        raise NotFound
    return record


def subject_of(attachment: Attachment, *, viewer: Actor) -> Any:
    """Return the record a file is on; NotFound when the viewer may not see it."""
    return get_subject(attachment.subject_type, attachment.subject_uuid, viewer=viewer)


def list_people(*, viewer: Actor) -> QuerySet[User]:
    """Return the people who can be called to a record: those seated in the agency today, by given name."""
    seated = Seat.objects.of(viewer).in_force(today()).values("user_id")
    return User.objects.filter(pk__in=seated, is_active=True).order_by("name_sort", "pk")


def find_to_link(words: str, *, record: Any, viewer: Actor) -> list[subjects.Known]:
    """Return records the viewer may link to this one, best first."""
    own = subjects.ref_of(record)
    return [hit.known for hit in search.find(words, viewer=viewer, limit=20) if hit.known.ref != own]


def on_visible_records(rows: QuerySet, viewer: Actor, end: str) -> QuerySet:
    """Keep the rows whose record (`<end>_type`, `<end>_uuid`) the viewer may see."""
    seen = Q(pk__in=[])
    for (subject_type,) in rows.order_by().values_list(f"{end}_type").distinct():
        if (records := subjects.rows_of(subject_type, viewer=viewer)) is not None:
            seen |= Q(**{f"{end}_type": subject_type, f"{end}_uuid__in": records.values("uuid")})
    return rows.filter(seen)


def linkable(text: str, *, viewer: Actor) -> Any | None:
    """Return the record a form names as `type:uuid` when the viewer may see and link it, else None."""
    subject_type, _sep, uuid = text.partition(":")
    try:
        return get_subject(subject_type, UUID(uuid), viewer=viewer)
    except (ValueError, NotFound):
        return None


def _other_end(link: Link, record: Any) -> subjects.Ref:
    if link.from_uuid == record.uuid:
        return subjects.Ref(link.to_type, link.to_uuid)
    return subjects.Ref(link.from_type, link.from_uuid)
