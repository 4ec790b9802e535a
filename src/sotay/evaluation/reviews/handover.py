"""What a seat hands over of reviews: those its holder prepares or chairs that are not concluded (practice.md 1.8)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat
from sotay.evaluation.reviews.models import Review
from sotay.organisation.people.handover import Item, held

RUNS = frozenset({Seat.Role.SECRETARY, Seat.Role.QMR})


@held("reviews", title=gettext_lazy("Cuộc xem xét của lãnh đạo chưa kết thúc"), order=62)
def reviews_of(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the registry's signature
    """Yield the reviews the holder prepares or chairs by name, and for who runs the system those nobody is named for."""
    mine = Q(chair=seat.user) | Q(secretary=seat.user)
    if seat.role in RUNS:
        mine |= Q(secretary__isnull=True)
    rows = Review.objects.filter(mine, agency_id=seat.agency_id)
    rows = rows.exclude(state__in=[Review.State.CONCLUDED, Review.State.CANCELLED])
    for one in rows.order_by("meeting_at", "pk"):
        part = _("chủ trì") if one.chair_id == seat.user_id else _("thư ký cuộc họp")
        yield Item(text=one, due_date=localdate(one.meeting_at), note=f"{one.get_state_display()}; {part}", record=one)
