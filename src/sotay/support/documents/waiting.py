"""What waits with documents: a draft that came back, for who wrote it."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.support.documents.models import Revision
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

MEND = gettext_noop("Sửa và trình lại")
RETURNED = gettext_noop("Bị trả lại: %(why)s")


@waiting("support.documents.returned")
def returned(asked: Asked) -> Iterator[Waiting]:
    """Tell who wrote a draft that it came back; the head of the unit where that person is no longer here."""
    drafts = Revision.objects.filter(agency_id__in=asked.agency_ids, state=Revision.State.DRAFT).exclude(
        returned_reason=""
    )
    for one in drafts.select_related("document").order_by("pk"):
        writers = frozenset({one.author_id})
        if not asked.holders.is_seated(one.agency_id, one.author_id):
            heads = [Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY]
            unit_id = one.document.unit_id
            in_unit = asked.holders.user_ids(one.agency_id, heads, unit_id) if unit_id else frozenset()
            writers = in_unit or asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY])
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=writers,
            key=f"revision:{one.uuid}",
            kind=Kind.DO,
            title=str(one.document),
            act=MEND,
            reason=RETURNED,
            params={"why": one.returned_reason},
            link="support:revision_detail",
            link_kwargs={"slug": one.slug},
            unit_id=one.document.unit_id,
        )
