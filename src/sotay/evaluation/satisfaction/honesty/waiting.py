"""What waits: groups of answers to be looked at again, for secretary and leaders who did not enter them."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.satisfaction.models import SuspectAnswer, Suspicion
from sotay.ui.formats import ngay
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

LOOK = gettext_noop("Xem lại và kết luận")
FLAGGED = gettext_noop("Phiếu ngày %(day)s, phát hiện ngày %(found)s; chưa kết luận thì chưa tính vào tỷ lệ.")


@waiting("evaluation.suspicions")
def suspicions_to_decide(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary, or where he entered any of the answers the head, of every group without a decision."""
    rows = Suspicion.objects.filter(agency_id__in=asked.agency_ids, state=Suspicion.State.WAITING)
    entered: dict[int, set[int | None]] = defaultdict(set)
    members = SuspectAnswer.objects.filter(suspicion__in=rows, answer__entered_by__isnull=False)
    for group, user in members.values_list("suspicion_id", "answer__entered_by_id").order_by().distinct():
        entered[group].add(user)
    for one in rows.select_related("survey").order_by("agency_id", "found_date", "pk"):
        theirs = {one.of_user_id, *entered[one.pk]}
        people = asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY]) - theirs
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=people or asked.holders.user_ids(one.agency_id, [Seat.Role.HEAD]) - theirs,
            key=f"suspicion:{one.uuid}",
            kind=Kind.DECIDE,
            title=str(one),
            origin=str(one.survey),
            act=LOOK,
            reason=FLAGGED,
            params={"day": ngay(one.day), "found": ngay(one.found_date)},
            link="evaluation:suspicion_detail",
            link_kwargs={"slug": one.slug},
        )
