"""What a seat hands over of feedback: what its unit has to answer, what was not given to anybody (practice.md 1.8)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat
from sotay.evaluation.feedback.models import Feedback
from sotay.organisation.people.handover import Item, held

State = Feedback.State


@held("feedback", title=gettext_lazy("Phản ánh, kiến nghị chưa trả lời"), order=66)
def feedback_of(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield what waits for the seat; what concerns an official stands on no paper."""
    rows = Feedback.objects.filter(agency_id=seat.agency_id, state__in=Feedback.OPEN, concerns_official=False)
    if seat.role == Seat.Role.SECRETARY:
        rows = rows.filter(state=State.RECEIVED)
    elif seat.role in Seat.IN_A_UNIT:
        rows = rows.filter(state=State.ASSIGNED, unit=seat.unit_id)
    else:
        return
    for one in rows.select_related("agency").order_by("due_date", "pk"):
        yield Item(text=one, due_date=one.due_date, note=str(one.get_state_display()), record=one)
