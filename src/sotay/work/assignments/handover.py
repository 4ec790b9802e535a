"""What a seat hands over of its work: what it is to do, and what it gave and waits for (practice.md 1.8)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat
from sotay.organisation.people.handover import Item, held
from sotay.work.assignments.models import Assignment


@held("work_owned", title=gettext_lazy("Công việc được giao, chưa kết thúc"), order=30)
def work_owned_by(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield the work that lies with the seat, and what its holder was given by name, the earliest due first."""
    by_name = Q(owner_user=seat.user)
    for one in _open(seat, by_name | _of_seat(seat, "owner")).select_related("giver"):
        named = _("giao đích danh, cần giao lại") if one.owner_user_id else _("giao cho chức danh")
        yield Item(text=one, due_date=one.due_date, note=f"{one.get_state_display()}; {named}", record=one)


@held("work_given", title=gettext_lazy("Công việc đã giao, chờ kết quả"), order=31)
def work_given_by(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield the work that was given from the seat and has not ended, the earliest due first."""
    for one in _open(seat, _of_seat(seat, "giver")).select_related("owner_user", "owner_unit"):
        yield Item(text=one, due_date=one.due_date, note=f"{one.get_state_display()}; {one.owner_words}", record=one)


def _open(seat: Seat, chosen: Q) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(chosen, agency_id=seat.agency_id).exclude(state__in=Assignment.ENDED)
    return rows.order_by("due_date", "code")


def _of_seat(seat: Seat, end: str) -> Q:
    """Return the condition that the seat is the one named; a deputy in charge has what is the head's."""
    chosen = Q(**{f"{end}_role__in": seat.counts_as})
    return chosen & (Q(**{f"{end}_unit": seat.unit_id}) if seat.role in Seat.IN_A_UNIT else Q())
