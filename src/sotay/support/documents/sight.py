"""Which documents and revisions a viewer may see, as conditions of a query (the permissions say the same of one)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import leads, runs_system
from sotay.approvals.models import Approval, Item
from sotay.support.documents.models import Audience, Document, Revision

TYPE = Revision._meta.label_lower
TYPES = (TYPE, Document._meta.label_lower)
"""What rounds are about: revisions, and documents that are withdrawn."""
WITH_THE_CLERK = (Revision.State.SUBMITTED, Revision.State.APPROVED)


def visible(documents: QuerySet[Document], viewer: Actor) -> QuerySet[Document]:
    """Narrow documents to those the viewer may see: those issued and meant for the viewer, and whatever is in the works."""
    if sees_everything(viewer):
        return documents
    issued = Q(state__in=[Document.State.IN_FORCE, Document.State.WITHDRAWN])
    if viewer.is_guest:
        return documents.filter(issued & ~Q(label=Document.Label.LIMITED))
    return documents.filter(issued & _is_for(viewer, "pk") | in_the_works(viewer))


def visible_revisions(revisions: QuerySet[Revision], viewer: Actor) -> QuerySet[Revision]:
    """Narrow revisions to those the viewer may see: those issued of documents seen, and all of those worked at."""
    if sees_everything(viewer):
        return revisions
    state = Revision.State
    issued = Q(state__in=Revision.ISSUED) | Q(state=state.APPROVED, in_force_date__isnull=False)
    if viewer.is_guest:
        return revisions.filter(issued & ~Q(document__label=Document.Label.LIMITED))
    return revisions.filter(issued & _is_for(viewer, "document_id", "document__") | in_the_works(viewer, "document__"))


def sees_everything(viewer: Actor) -> bool:
    """Return whether the viewer oversees the whole system: whoever runs or leads it, and jobs."""
    if viewer.user is None:
        return True
    return runs_system(viewer, None) or leads(viewer, None) or viewer.holds(*Seat.COMMITTEE)


def in_the_works(viewer: Actor, prefix: str = "") -> Q:
    """Return the condition on documents of the viewer's own units, or that wait for the viewer's word.

    Who keeps the papers enters the signed one and issues by it, and so sees what is being decided or was approved.
    """
    signed = Revision.objects.filter(agency=viewer.agency, uuid__in=_signed(viewer)).values("document_id")
    found = Q(**{f"{prefix}unit__in": viewer.unit_ids()}) | Q(**{f"{prefix}pk__in": signed})
    found |= Q(**{f"{prefix}uuid__in": _signed(viewer)})
    if viewer.holds(Seat.Role.CLERK):
        decided = Revision.objects.filter(agency=viewer.agency, state__in=WITH_THE_CLERK).values("document_id")
        found |= Q(**{f"{prefix}pk__in": decided}) | Q(**{f"{prefix}uuid__in": _decided_on(viewer)})
    return found


def is_with_the_clerk(viewer: Actor, document: Document) -> bool:
    """Return whether the viewer keeps the papers and a revision is being decided or waits to be issued."""
    if document.pk is None or not viewer.holds(Seat.Role.CLERK):
        return False
    decided = document.revisions.filter(state__in=WITH_THE_CLERK)
    return decided.exists() or _decided_on(viewer).filter(subject_uuid=document.uuid).exists()


def is_asked_to_sign(viewer: Actor, document: Document) -> bool:
    """Return whether the viewer is among those asked to review or approve a revision of a document."""
    if viewer.user is None or document.pk is None:
        return False
    signed = _signed(viewer)
    return document.revisions.filter(uuid__in=signed).exists() or signed.filter(subject_uuid=document.uuid).exists()


def _decided_on(viewer: Actor) -> QuerySet:
    """Return the uuids of what open rounds are about: the clerk enters the signed paper for it."""
    rounds = Item.objects.filter(agency=viewer.agency, subject_type__in=TYPES, approval__state=Approval.State.OPEN)
    return rounds.values("subject_uuid")


def _signed(viewer: Actor) -> QuerySet:
    """Return the uuids of revisions, and of documents to be withdrawn, at which the viewer signs a step."""
    step = "approval__steps__"
    by_seat = Q(**{f"{step}role__in": viewer.roles}) & (
        Q(**{f"{step}unit__isnull": True}) | Q(**{f"{step}unit__in": viewer.unit_ids()})
    )
    asked = Q(**{f"{step}user": viewer.user}) | by_seat
    return Item.objects.filter(asked, agency=viewer.agency, subject_type__in=TYPES).values("subject_uuid")


def _is_for(viewer: Actor, key: str, prefix: str = "") -> Q:
    """Return the condition that a document is meant for the viewer: open to all, or to a unit or role of theirs."""
    mine: Any = Audience.objects.filter(
        Q(unit__isnull=True) | Q(unit__in=viewer.unit_ids()),
        Q(role="") | Q(role__in=viewer.roles),
        document_id=OuterRef(key),
    )
    return ~Q(**{f"{prefix}label": Document.Label.LIMITED}) | Q(Exists(mine))
