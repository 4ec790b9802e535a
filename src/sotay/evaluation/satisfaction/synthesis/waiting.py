"""What waits with syntheses: one that was returned or is being written, until it is submitted."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.satisfaction.models import Synthesis
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

WRITES: Final = (Seat.Role.SECRETARY, Seat.Role.QMR, Seat.Role.TEAM_MEMBER)
WRITE: Final = gettext_noop("Viết nhận xét, trình báo cáo khảo sát")
RETURNED: Final = gettext_noop("Bị trả lại: %(why)s")


@waiting("evaluation.syntheses")
def syntheses_to_submit(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary, or who else runs the system, of a synthesis whose days are over and that is not submitted."""
    rows = Synthesis.objects.filter(
        agency_id__in=asked.agency_ids, state=Synthesis.State.DRAFT, to_date__lte=asked.on
    ).order_by("agency_id", "to_date", "pk")
    for one in rows:
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_who(asked, one.agency_id),
            key=f"synthesis:{one.uuid}",
            kind=Kind.REPORT,
            title=str(one),
            act=WRITE,
            reason=RETURNED if one.returned_reason else "",
            params={"why": one.returned_reason} if one.returned_reason else {},
            link="evaluation:synthesis_detail",
            link_kwargs={"slug": one.slug},
        )


def _who(asked: Asked, agency_id: int) -> frozenset[int]:
    found = (asked.holders.user_ids(agency_id, [role]) for role in WRITES)
    return next((people for people in found if people), frozenset())
