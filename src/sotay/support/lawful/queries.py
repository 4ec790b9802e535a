"""Reads of what units found about a law, and how far their documents have followed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound, may
from sotay.context.laws.clean import keys_of
from sotay.context.laws.deadlines import Deadline, deadline_of
from sotay.context.laws.queries import get_law, is_expired
from sotay.context.models import Law, LawReview
from sotay.standard.standings.batch import Batch
from sotay.support.documents.models import Document
from sotay.support.documents.sight import visible
from sotay.support.lawful.citing import documents_citing
from sotay.support.lawful.following import Way, ways
from sotay.support.lawful.models import AffectedDocument
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.sight import visible as visible_requests

SHOWN = 60
"""How many documents of a unit are offered as boxes; others are named by their codes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A document a law affects, with how it followed."""

    affected: AffectedDocument
    way: Way | None
    is_late: bool
    is_visible: bool
    is_request_visible: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What one unit found, its documents, and whether the viewer answers for it."""

    review: LawReview
    rows: tuple[Row, ...]
    answers: bool
    unasked: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do: no effect, or every document has followed."""
        finding = self.review.finding
        followed = bool(self.rows) and all(row.way for row in self.rows)
        return finding == LawReview.Finding.NO_EFFECT or (finding == LawReview.Finding.AFFECTS and followed)


@dataclass(frozen=True, slots=True)
class LawfulPage:
    """What the page about a law's effect shows."""

    law: Law
    deadline: Deadline | None
    reviews: tuple[Reviewed, ...]
    is_expired: bool


def get_lawful_page(slug: str, *, viewer: Actor, on: date) -> LawfulPage:
    """Return what every unit found about a law, with each document's way; a constant number of queries."""
    law = get_law(slug, viewer=viewer)
    deadline = deadline_of(law, batch=Batch([viewer.agency], on=on))
    reviews = list(
        LawReview.objects.of(viewer)
        .filter(law=law)
        .select_related("unit", "decided_by", "agency", "law")
        .order_by("unit__order", "unit__name_sort")
    )
    affected = list(
        AffectedDocument.objects.of(viewer)
        .filter(law=law)
        .select_related("document__agency", "request", "agency")
        .order_by("document__code_sort", "pk")
    )
    done = ways(affected, on=on)
    ids = [one.document_id for one in affected]
    seen = set(visible(Document.objects.of(viewer).filter(pk__in=ids), viewer).values_list("pk", flat=True))
    asked = {one.request_id for one in affected}
    open_to = visible_requests(ChangeRequest.objects.of(viewer).filter(pk__in=asked), viewer)
    shown = set(open_to.values_list("pk", flat=True))
    gone = is_expired(law, on=on)
    found = []
    for review in reviews:
        mine = [one for one in affected if one.review_id == review.pk]
        rows = []
        for one in mine:
            way = done.get((law.pk, one.document_id))
            # Undone, the raw last day alarms; done, the next working day is in time (Bộ luật Dân sự 148.5).
            late = bool(deadline and (way.day > deadline.last if way else on > deadline.raw and not gone))
            rows.append(Row(one, way, late, one.document_id in seen, one.request_id in shown))
        unasked = (
            0
            if gone
            else sum(
                row.way is None
                and (row.affected.request is None or row.affected.request.state not in ChangeRequest.OPEN)
                for row in rows
            )
        )
        answers = may(viewer, "support.review_law", review)
        found.append(Reviewed(review, tuple(rows), answers, unasked))
    return LawfulPage(law, deadline, tuple(found), gone)


def get_review(uuid: UUID, *, viewer: Actor) -> LawReview:
    """Return one review of the viewer's agency; NotFound hides those of others."""
    review = LawReview.objects.of(viewer).select_related("law", "unit", "agency").filter(uuid=uuid).first()
    if review is None:
        raise NotFound
    return review


def documents_of(review: LawReview, *, viewer: Actor) -> QuerySet[Document]:
    """Return the documents in force of the unit that looks, in the order of their codes."""
    documents = visible(Document.objects.of(viewer).filter(state=Document.State.IN_FORCE), viewer)
    return documents.filter(unit=review.unit).order_by("code_sort", "pk")


def suggested(review: LawReview, *, viewer: Actor) -> set[int]:
    """Return the documents of the unit that name the law, or one it replaces: most likely to be changed."""
    laws = [review.law, *(pair.old for pair in review.law.replaces.select_related("old"))]
    keys = {key for law in laws for key in keys_of(law)}
    slugs = {one.url_kwargs["slug"] for one in documents_citing(keys, viewer=viewer)}
    return set(documents_of(review, viewer=viewer).filter(slug__in=slugs).values_list("pk", flat=True))
