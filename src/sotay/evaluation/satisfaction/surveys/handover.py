"""What a seat hands over of surveys: those that are prepared or open (practice.md 1.8)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat
from sotay.evaluation.satisfaction.models import Survey
from sotay.organisation.people.handover import Item, held


@held("surveys", title=gettext_lazy("Đợt khảo sát chưa kết thúc"), order=64)
def surveys_of(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield the surveys that are not closed, for who runs the system."""
    if seat.role not in {Seat.Role.SECRETARY, Seat.Role.QMR}:
        return
    rows = Survey.objects.filter(agency_id=seat.agency_id).exclude(state=Survey.State.CLOSED)
    for one in rows.select_related("agency").order_by("to_date", "pk"):
        yield Item(text=one, due_date=one.to_date, note=str(one.get_state_display()), record=one)
