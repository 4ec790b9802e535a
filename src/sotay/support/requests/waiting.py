"""What waits with requests: one that came back, for who asked; one that was accepted, for who carries it out."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.support.documents.models import Document
from sotay.support.requests.models import ChangeRequest
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

State, Manner = ChangeRequest.State, ChangeRequest.Manner
HEADS = [Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY]
MEND = gettext_noop("Sửa và trình lại")
BEGIN = gettext_noop("Bắt đầu soạn tài liệu")
CANCEL = gettext_noop("Hủy phiếu, tài liệu không còn")
WITHDRAW = gettext_noop("Thu hồi tài liệu")
RETURNED = gettext_noop("Bị trả lại: %(why)s")


@waiting("support.requests")
def requests_to_carry_on(asked: Asked) -> Iterator[Waiting]:
    """Tell who asked of what came back, and the unit of what was accepted and not begun."""
    returned = Q(state=State.DRAFT) & ~Q(state_reason="")
    accepted = Q(state=State.ACCEPTED, revision__isnull=True)
    rows = ChangeRequest.objects.filter(returned | accepted, agency_id__in=asked.agency_ids)
    for one in rows.select_related("document").order_by("pk"):
        is_back = one.state == State.DRAFT
        is_gone = one.document is not None and one.document.state in {Document.State.WITHDRAWN, Document.State.DROPPED}
        act = MEND if is_back else WITHDRAW if one.manner == Manner.WITHDRAW else BEGIN
        act = CANCEL if is_gone else act
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_who(asked, one),
            key=f"request:{one.uuid}",
            kind=Kind.DO,
            title=str(one),
            act=act,
            due=one.due_date,
            reason=RETURNED if is_back else "",
            params={"why": one.state_reason} if is_back else {},
            link="support:request_detail",
            link_kwargs={"slug": one.slug},
            unit_id=one.unit_id,
        )


def _who(asked: Asked, one: ChangeRequest) -> frozenset[int]:
    """Return who does it next: the asker, the heads of the unit that keeps the document, or the secretary."""
    secretary = asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY])
    if one.state == State.DRAFT:
        return frozenset({one.asked_by_id}) if asked.holders.is_seated(one.agency_id, one.asked_by_id) else secretary
    if one.manner == Manner.WITHDRAW:
        return secretary
    unit_id = (one.document.unit_id if one.document else None) or one.unit_id
    return (asked.holders.user_ids(one.agency_id, HEADS, unit_id) if unit_id else frozenset()) or secretary
