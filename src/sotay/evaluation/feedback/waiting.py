"""What waits: feedback to be given to a unit, and to be answered; what concerns an official for those entitled alone."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.holding import Holders
from sotay.agency.models import Seat
from sotay.evaluation.feedback.models import Feedback
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role, State = Seat.Role, Feedback.State
ASSIGN = gettext_noop("Giao đơn vị xử lý")
ANSWER = gettext_noop("Trả lời")


@waiting("evaluation.feedback")
def feedback_to_answer(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary, else who leads, of what is to be given to a unit; the head of the unit of what is to be answered."""
    rows = Feedback.objects.filter(agency_id__in=asked.agency_ids, state__in=Feedback.OPEN)
    for one in rows.order_by("agency_id", "due_date", "pk"):
        is_new = one.state == State.RECEIVED
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_who(asked.holders, one),
            key=f"feedback:{one.uuid}:{one.state}",
            kind=Kind.DECIDE if is_new else Kind.DO,
            title=str(one),
            act=ASSIGN if is_new else ANSWER,
            due=one.due_date,
            link=f"evaluation:feedback_{'assign' if is_new else 'answer'}",
            link_kwargs={"slug": one.slug},
            unit_id=one.unit_id,
        )


def _who(holders: Holders, one: Feedback) -> frozenset[int]:
    """Return who is asked: the first that is there and whom it is not about; of a unit no deputy where it concerns an official."""
    barred = frozenset({one.about_official_id} - {None})
    steps: list[tuple[str, int | None]] = [(Role.SECRETARY, None), (Role.HEAD, None), (Role.DEPUTY_HEAD, None)]
    if one.state == State.ASSIGNED:
        of_unit = (Role.UNIT_HEAD,) if one.is_restricted else (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
        steps = [(role, one.unit_id) for role in of_unit] + steps
    found = (holders.user_ids(one.agency_id, [role], unit_id) - barred for role, unit_id in steps)
    return next((people for people in found if people), frozenset())
