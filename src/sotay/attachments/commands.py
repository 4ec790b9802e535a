"""Writes upon any record: add and take off files, comment, link."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Seat, User
from sotay.agency.models.owned import forget_history
from sotay.agency.vietnamese import nfc
from sotay.attachments.models import Attachment, Comment, Download, Link
from sotay.blobs.kinds import clean_name
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobRefused, StorageFull
from sotay.blobs.storage import Readable, store
from sotay.commands import UNCHANGED, Reason, Refused, command, intake, lock, refuse, require, upkeep, why_no_reason
from sotay.journal.recording import record


@command
def attach(subject: Any, *, actor: Actor, file: Readable | bytes, name: str, note: str = "") -> Attachment:
    """Put a file on a record; the same bytes again are there already and change nothing.

    Raises Refused for a kind or size that is not taken, and when the disk is full.
    """
    require(actor, "attachments.add", subject)
    name = clean_name(nfc(name))
    try:
        blob = store(file, name=name)
    except (BlobRefused, StorageFull) as error:
        raise Refused(Reason(str(error), code=getattr(error, "code", "storage_full"), field="file")) from error

    Blob.objects.select_for_update().get(pk=blob.pk)  # the same file put on the same record twice at once meets itself
    ref = subjects.ref_of(subject)
    if existing := _on(subject).filter(blob=blob, removed_at__isnull=True).first():
        record("attachments.attachment.found", actor=actor, subject=subject, name=existing.name, sha256=blob.sha256)
        return existing
    attachment = Attachment.objects.create(
        agency=subject.agency,
        subject_type=ref.type,
        subject_uuid=ref.uuid,
        blob=blob,
        name=name,
        note=note.strip(),
        added_by=actor.person,
    )
    record("attachments.attachment.added", actor=actor, subject=subject, name=name, sha256=blob.sha256, size=blob.size)
    return attachment


@command
def take_off(attachment: Attachment, *, actor: Actor, version: int, reason: str) -> Attachment:
    """Take a file off a record with a reason; its bytes and the line of it stay."""
    require(actor, "attachments.remove", attachment)
    attachment = lock(attachment, version=version)
    subject = _record_of(attachment, actor=actor)
    refuse(_why_not_take_off(attachment, subject, reason))

    attachment.removed_at, attachment.removed_reason = timezone.now(), reason.strip()
    attachment.save(update_fields=["removed_at", "removed_reason"])
    record(
        "attachments.attachment.taken_off",
        actor=actor,
        subject=subject,
        reason=reason,
        name=attachment.name,
        sha256=attachment.blob_id,
    )
    return attachment


@intake
def note_download(attachment: Attachment, *, actor: Actor) -> Download:
    """Keep who opened a file."""
    return Download.objects.create(agency=attachment.agency, attachment=attachment, user=actor.person)


@command
def comment(subject: Any, *, actor: Actor, text: str, mentioned: Iterable[User] = ()) -> Comment:
    """Write a remark on a record and call people of the agency to it."""
    require(actor, "attachments.comment", subject)
    people = list(mentioned)
    refuse(_why_not_comment(subject, text, people))

    ref = subjects.ref_of(subject)
    made = Comment.objects.create(
        agency=subject.agency,
        subject_type=ref.type,
        subject_uuid=ref.uuid,
        author=actor.person,
        seat=actor.title,
        text=nfc(text).strip(),
    )
    made.mentioned.set(people)
    record(
        "attachments.comment.made", actor=actor, subject=subject, text=made.text, mentioned=[one.uuid for one in people]
    )
    return made


@upkeep
def forget(subject: Any) -> None:
    """Delete the files (also those taken off), remarks and links of a record of which nothing may be kept, and their history.

    Called inside the record's own command. The bytes stay in the store, where no record leads to them.
    """
    ref = subjects.ref_of(subject)
    there = {"agency_id": subject.agency_id, "subject_type": ref.type, "subject_uuid": ref.uuid}
    ends = Q(from_type=ref.type, from_uuid=ref.uuid) | Q(to_type=ref.type, to_uuid=ref.uuid)
    Download.objects.filter(attachment__in=Attachment.objects.filter(**there)).delete()
    links = Link.objects.filter(ends, agency_id=subject.agency_id)
    for rows in (Attachment.objects.filter(**there), Comment.objects.filter(**there), links):
        keys = list(rows.values_list("pk", flat=True))
        rows.delete()
        forget_history(rows.model, keys)


@command
def link(subject: Any, *, actor: Actor, to: Any, note: str = "") -> Link:
    """Link two records of the agency; an existing link, either way round, is left as it is."""
    require(actor, "attachments.link", subject)
    require(actor, "attachments.link", to)
    refuse(_why_not_link(subject, to))

    one, other = subjects.ref_of(subject), subjects.ref_of(to)
    there = Link.objects.filter(
        agency=subject.agency, from_uuid__in=[one.uuid, other.uuid], to_uuid__in=[one.uuid, other.uuid]
    )
    if there.exists():
        return UNCHANGED  # type: ignore[return-value]
    made = Link.objects.create(
        agency=subject.agency,
        from_type=one.type,
        from_uuid=one.uuid,
        to_type=other.type,
        to_uuid=other.uuid,
        note=note.strip(),
        added_by=actor.person,
    )
    record(
        "attachments.link.made",
        actor=actor,
        subject=subject,
        to=str(to),
        to_type=other.type,
        to_uuid=other.uuid,
        note=note,
    )
    return made


@command
def unlink(made: Link, *, actor: Actor, reason: str) -> None:
    """Take a link away, with a reason."""
    require(actor, "attachments.link", made)
    refuse(why_no_reason(reason))

    record(
        "attachments.link.removed",
        actor=actor,
        subject=subjects.find(subjects.Ref(made.from_type, made.from_uuid), viewer=actor) or made,
        reason=reason,
        from_uuid=made.from_uuid,
        to_uuid=made.to_uuid,
    )
    made.delete()


def _on(subject: Any):  # noqa: ANN202  a queryset
    ref = subjects.ref_of(subject)
    return Attachment.objects.filter(agency_id=subject.agency_id, subject_type=ref.type, subject_uuid=ref.uuid)


def _record_of(attachment: Attachment, *, actor: Actor) -> Any:
    """Return the record a file is on, in whose history the act belongs; the file itself when it cannot be seen."""
    return subjects.find(subjects.Ref(attachment.subject_type, attachment.subject_uuid), viewer=actor) or attachment


def _why_not_take_off(attachment: Attachment, subject: Any, reason: str) -> Iterator[Reason]:
    if attachment.removed_at:
        yield Reason(_("Tệp này đã được gỡ."), code="taken_off_already")
    if not getattr(subject, "TAKES_FILES", True):
        said = _("“%s” đã khóa cùng các tệp; chỉ gỡ được tệp khi hồ sơ này được mở lại.")
        yield Reason(said % subject, code="record_is_sealed")
    yield from why_no_reason(reason)


def _why_not_comment(subject: Any, text: str, people: list[User]) -> Iterator[Reason]:
    if not text.strip():
        yield Reason(_("Ý kiến còn trống."), code="text_missing", field="text")
    here = set(Seat.objects.filter(agency_id=subject.agency_id, user__in=people).values_list("user_id", flat=True))
    if any(one.pk not in here for one in people):
        yield Reason(_("Chỉ nhắc được người của cơ quan."), code="mentioned_stranger", field="mentioned")


def _why_not_link(subject: Any, to: Any) -> Iterator[Reason]:
    if subjects.ref_of(subject) == subjects.ref_of(to):
        yield Reason(_("Không liên kết một hồ sơ với chính nó."), code="link_to_itself", field="to")
