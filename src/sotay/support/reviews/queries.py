"""Reads of the periodic look: which documents are due when, and what was found of each."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.standard.parameters.queries import value_of
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.sight import visible
from sotay.support.reviews.models import DocumentReview

LATE, SOON, OPEN, CHANGING = "LATE", "SOON", "OPEN", "CHANGING"


def list_to_look_at(*, viewer: Actor) -> QuerySet[Document]:
    """Return the documents in force the viewer sees, those due first, with the last look at each and whether one is changed."""
    looks = DocumentReview.objects.filter(document=OuterRef("pk")).order_by("-reviewed_date", "-pk")
    prepared = Revision.objects.filter(document=OuterRef("pk"), state__in=Revision.PREPARED)
    documents = visible(Document.objects.of(viewer).filter(state=Document.State.IN_FORCE), viewer)
    return documents.select_related("agency", "unit").annotate(
        looked_date=Subquery(looks.values("reviewed_date")[:1]),
        found=Subquery(looks.values("answer")[:1]),
        is_changing=Exists(prepared),
    ).order_by(F("next_review_date").asc(nulls_last=True), "code_sort", "pk")  # fmt: skip


def soon_of(agency: Agency, *, on: date) -> date:
    """Return until which day what is due counts as due soon."""
    return on + timedelta(days=value_of(agency.pk, "standing.warning", on=on))


def word_of(document: Document, *, on: date, soon: date) -> str:
    """Return LATE, SOON, OPEN, or CHANGING for a document of which a revision is being prepared."""
    if document.is_changing:  # type: ignore[attr-defined]  # annotated
        return CHANGING
    if document.next_review_date is None or document.next_review_date > soon:
        return OPEN
    return LATE if document.next_review_date < on else SOON


def looks_at(document: Document) -> QuerySet[DocumentReview]:
    """Return what was found of a document, newest first."""
    looks = DocumentReview.objects.filter(agency_id=document.agency_id, document=document)
    return looks.select_related("reviewer", "revision", "draft").order_by("-reviewed_date", "-pk")
