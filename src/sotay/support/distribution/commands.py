"""Writes upon distribution: who a document is for, who has read it, paper copies, and what was opened."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit, User
from sotay.agency.vietnamese import one_line
from sotay.blobs.models import Blob
from sotay.commands import UNCHANGED, command, intake, lock, refuse, require, upkeep
from sotay.journal.recording import record
from sotay.support.distribution import guards
from sotay.support.distribution.models import Opening, PaperCopy, Reading, Rendition
from sotay.support.distribution.readers import to_know, to_tell
from sotay.support.documents.models import Audience, Document, Revision
from sotay.support.documents.moving import when_moved

Place = tuple[int | None, str]


@command
def address_document(
    document: Document,
    *,
    actor: Actor,
    version: int,
    everyone: bool = False,
    units: Iterable[Unit] = (),
    roles: Iterable[str] = (),
    must_confirm: bool = True,
) -> Document:
    """Say whom a document is for: everybody, units, roles; and whether they confirm having read it (ISO 9001 7.5.3.1)."""
    require(actor, "support.manage_audience", document)
    document = lock(document, version=version)
    refuse(guards.why_not_address(document))

    wanted: dict[Place, Unit | None] = {(unit.pk, ""): unit for unit in units}
    wanted |= {(None, role): None for role in roles}
    if everyone:
        wanted = {(None, ""): None}
    changed = False
    for one in document.audiences.select_for_update():
        place = one.unit_id, one.role
        if one.unit_id and one.role and not everyone:  # a role in one unit: set by a list, kept as it is
            wanted[place] = one.unit
        if place not in wanted:
            one.delete()
            changed = True
            continue
        del wanted[place]
        if one.must_confirm != must_confirm:
            one.must_confirm, changed = must_confirm, True
            one.save(update_fields=["must_confirm"])
    for (_unit_id, role), unit in wanted.items():
        Audience.objects.create(
            agency=document.agency, document=document, unit=unit, role=role, must_confirm=must_confirm
        )
    if not changed and not wanted:
        return UNCHANGED  # type: ignore[return-value]
    document.save(update_fields=[])  # the version moves on: another page read before it is stale

    told = [str(one) for one in document.audiences.select_related("unit").order_by("pk")]
    record("support.document.addressed", actor=actor, subject=document, audience=told, must_confirm=must_confirm)
    return document


@command
def confirm_reading(revision: Revision, *, actor: Actor, on: date) -> Reading:
    """Keep that the actor has read and understood the revision in force; a second time changes nothing."""
    require(actor, "support.confirm_reading", revision.document)
    revision = lock(revision)  # none comes into its place between the look and the word
    refuse(guards.why_not_confirm(revision, on=on))

    reading, made = Reading.objects.get_or_create(
        agency=revision.agency, revision=revision, user=actor.person, defaults={"read_date": on}
    )
    if not made:
        return UNCHANGED  # type: ignore[return-value]
    record("support.revision.read", actor=actor, subject=revision, read_date=on)
    return reading


@command
def remind_readers(document: Document, *, actor: Actor, on: date) -> Document:
    """Tell everybody who has not confirmed that the document waits to be read."""
    require(actor, "support.view_readers", document)
    known = to_know([document.agency_id], on=on, documents=[document.pk])
    unread = [one for each in known for one in each.unread]
    refuse(guards.why_not_remind(unread))

    people = User.objects.in_bulk([one.user_id for one in unread])
    record(
        "support.document.readers_reminded",
        actor=actor,
        subject=document,
        title=str(document),
        link="support:document_read",
        link_kwargs={"slug": document.slug},
        people=[{"user": str(people[one.user_id].uuid), "due_date": one.due_date.isoformat()} for one in unread],
    )
    return document


@when_moved
@command
def tell_readers(document: Document, *, revision: Revision | None, actor: Actor) -> Document:
    """Tell everybody a document is for that a revision came into force, and by when it is to be confirmed (7.5.3.1 a).

    Who has confirmed what holds for this one, as after a minor change, is not told again.
    """
    on = today()
    told = to_tell(document, on=on) if revision is not None and revision.state == Revision.State.IN_FORCE else {}
    if revision is None or not told:
        return UNCHANGED  # type: ignore[return-value]
    people = User.objects.in_bulk(told)
    record(
        "support.document.readers_told",
        actor=actor,
        subject=document,
        title=f"{document.code} {document.title}, {revision.number}",
        link="support:document_read",
        link_kwargs={"slug": document.slug},
        people=[
            {"user": str(people[key].uuid), "due_date": day.isoformat() if day else None} for key, day in told.items()
        ],
    )
    return document


@command
def give_copy(
    document: Document,
    *,
    actor: Actor,
    given_date: date,
    unit: Unit | None = None,
    holder: str = "",
    number: int | None = None,
    note: str = "",
) -> PaperCopy:
    """Give a numbered paper copy of the revision in force; without a number it is the next one (form A5)."""
    require(actor, "support.manage_copies", document)
    document = lock(document)
    revision = document.revisions.filter(state=Revision.State.IN_FORCE).first()
    refuse(
        guards.why_not_give(
            revision, unit=unit, holder=holder, given_date=given_date, number=number, document=document, on=today()
        )
    )
    return _give(
        document, revision, actor=actor, unit=unit, holder=holder, given_date=given_date, number=number, note=note
    )


@command
def take_back_copies(
    document: Document,
    *,
    actor: Actor,
    copies: Sequence[PaperCopy],
    returned_date: date,
    fate: str,
    note: str = "",
    renew: bool = False,
) -> list[PaperCopy]:
    """Take paper copies back and say what became of them; `renew` gives each holder one of the revision in force."""
    require(actor, "support.manage_copies", document)
    document = lock(document)
    held = list(document.paper_copies.select_for_update().filter(pk__in=[one.pk for one in copies]).order_by("number"))
    revision = document.revisions.filter(state=Revision.State.IN_FORCE).first()
    on = today()
    refuse(
        guards.why_not_take_back(held, returned_date=returned_date, fate=fate, on=on),
        guards.why_not_give(
            revision, unit=None, holder="-", given_date=returned_date, number=None, document=document, on=on
        )
        if renew
        else (),
    )

    for one in held:
        one.returned_date, one.fate, one.note = returned_date, fate, one_line(note)[:300] or one.note
        one.save(update_fields=["returned_date", "fate", "note"])
        record("support.paper_copy.taken_back", actor=actor, subject=one, returned_date=returned_date, fate=fate)
        if renew:
            _give(document, revision, actor=actor, unit=one.unit, holder=one.holder, given_date=returned_date)
    return held


@intake
def note_opening(revision: Revision, *, actor: Actor, manner: str) -> Opening:
    """Keep who viewed, saved or printed a copy."""
    return Opening.objects.create(agency=revision.agency, revision=revision, user=actor.person, manner=manner)


@upkeep
def keep_rendition(source: Blob, *, pdf: Blob | None, failure: str = "") -> Rendition:
    """Keep the PDF made of a file, or why none could be made."""
    rendition, _made = Rendition.objects.update_or_create(source=source, defaults={"pdf": pdf, "failure": failure})
    return rendition


def _give(
    document: Document,
    revision: Revision | None,
    *,
    actor: Actor,
    unit: Unit | None,
    holder: str,
    given_date: date,
    number: int | None = None,
    note: str = "",
) -> PaperCopy:
    last = document.paper_copies.aggregate(last=Max("number"))["last"] or 0
    copy = PaperCopy.objects.create(
        agency=document.agency,
        document=document,
        revision=revision,
        number=number or last + 1,
        unit=unit,
        holder=one_line(holder)[:200],
        given_date=given_date,
        note=one_line(note)[:300],
    )
    record("support.paper_copy.given", actor=actor, subject=copy, number=copy.number, given_date=given_date)
    return copy
