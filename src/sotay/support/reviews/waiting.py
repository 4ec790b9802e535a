"""What waits to be looked at: documents whose interval is nearly over, for the head of the unit that keeps them."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.standard.parameters.queries import values_of
from sotay.support.documents.models import Document, Revision
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

LOOK = gettext_noop("Rà soát")
LONGEST_WARNING = timedelta(days=366)


@waiting("support.reviews")
def documents_to_look_at(asked: Asked) -> Iterator[Waiting]:
    """Tell the head of the unit, or the secretary of a document without one; what is being changed waits for nobody."""
    prepared = Revision.objects.filter(document=OuterRef("pk"), state__in=Revision.PREPARED)
    due = Document.objects.filter(
        ~Exists(prepared),
        agency_id__in=asked.agency_ids,
        state=Document.State.IN_FORCE,
        next_review_date__lte=asked.on + LONGEST_WARNING,
    )
    values = values_of(asked.agency_ids)
    for document in due.select_related("unit").order_by("agency_id", "next_review_date", "code_sort"):
        warning = values.value(document.agency_id, "standing.warning", asked.on)
        if document.next_review_date is None or document.next_review_date > asked.on + timedelta(days=warning):
            continue
        yield Waiting(
            agency_id=document.agency_id,
            user_ids=_who(asked, document),
            key=f"review:{document.uuid}",
            kind=Kind.DO,
            title=str(document),
            act=LOOK,
            due=document.next_review_date,
            link="support:document_look",
            link_kwargs={"slug": document.slug},
            unit_id=document.unit_id,
        )


def _who(asked: Asked, document: Document) -> frozenset[int]:
    role, holders, agency_id = Seat.Role, asked.holders, document.agency_id
    if document.unit_id is not None:
        heads = holders.user_ids(agency_id, [role.UNIT_HEAD], document.unit_id)
        if found := heads or holders.user_ids(agency_id, [role.UNIT_DEPUTY], document.unit_id):
            return found
    return holders.user_ids(agency_id, [role.SECRETARY])
