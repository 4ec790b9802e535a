"""What waits: proposals to be judged, whose work was cancelled, and whose result is to be measured."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from sotay.agency.holding import Holders
from sotay.agency.models import Seat
from sotay.improvement.proposals.models import Proposal
from sotay.work.models import Assignment
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role, State = Seat.Role, Proposal.State
JUDGE: Final = gettext_noop("Xem xét đề xuất cải tiến")
GIVE_AGAIN: Final = gettext_noop("Giao lại công việc")
MEASURE: Final = gettext_noop("Đo kết quả cải tiến")


@waiting("improvement.proposals")
def proposals_to_go_on(asked: Asked) -> Iterator[Waiting]:
    """Tell the head of the unit, else the deputy, the secretary, the QMR, the head; never who proposed, nor who did it."""
    rows = Proposal.objects.filter(
        agency_id__in=asked.agency_ids, state__in=[State.PROPOSED, State.ACCEPTED, State.DONE]
    )
    for one in rows.select_related("assignment").order_by("agency_id", "proposed_date", "pk"):
        if one.state == State.ACCEPTED:
            if one.assignment is None or one.assignment.state != Assignment.State.CANCELLED:
                continue
            act, page, kind = GIVE_AGAIN, "proposal_give", Kind.DO
        elif one.state == State.DONE:
            act, page, kind = MEASURE, "proposal_measure", Kind.DO
        else:
            act, page, kind = JUDGE, "proposal_detail", Kind.DECIDE
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_who(asked.holders, one),
            key=f"proposal:{one.uuid}:{one.state}",
            kind=kind,
            title=str(one),
            origin=one.origin_text,
            act=act,
            link=f"improvement:{page}",
            link_kwargs={"slug": one.slug},
            unit_id=one.unit_id,
        )


def _who(holders: Holders, one: Proposal) -> frozenset[int]:
    barred = {one.proposed_by_id}
    if one.state == State.DONE and one.assignment is not None:
        barred |= holders.owners(one.assignment)
    steps = [(role, one.unit_id) for role in (Role.UNIT_HEAD, Role.UNIT_DEPUTY) if one.unit_id]
    steps += [(role, None) for role in (Role.SECRETARY, Role.QMR, Role.DEPUTY_HEAD, Role.HEAD)]
    found = (holders.user_ids(one.agency_id, [role], unit_id) - barred for role, unit_id in steps)
    return next((people for people in found if people), frozenset())
