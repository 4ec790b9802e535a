"""What a seat hands over of nonconformities: the sheets it answers for (practice.md 1.8)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.organisation.people.handover import Item, held


@held("nonconformities", title=gettext_lazy("Sự không phù hợp đang theo dõi"), order=40)
def sheets_answered_for(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield the open sheets of the seat, and those its holder answers for by name, the earliest due first."""
    of_seat = Q(owner_role__in=seat.counts_as)
    of_seat &= Q(owner_unit=seat.unit_id) if seat.role in Seat.IN_A_UNIT else Q()
    rows = Nonconformity.objects.filter(of_seat | Q(owner_user=seat.user), agency_id=seat.agency_id)
    for one in rows.that_are_open().select_related("agency").order_by("due_date", "code"):
        named = _("giao đích danh, cần giao lại") if one.owner_user_id else _("giao cho chức danh")
        yield Item(text=one, due_date=one.due_date, note=f"{one.get_state_display()}; {named}", record=one)
