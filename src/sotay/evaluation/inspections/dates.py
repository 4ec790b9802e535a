"""The days of inspections in the calendars of those who get ready for them."""

from collections.abc import Iterator
from typing import Final

from django.db.models import Q

from sotay.agency.models import Seat
from sotay.evaluation.inspections.models import Inspection, Manner
from sotay.work.calendar.registry import Dated, Span, dated

Role = Seat.Role
GETS_READY: Final = (
    *(Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.CLERK, Role.HEAD, Role.DEPUTY_HEAD, Role.UNIT_HEAD),
    *sorted(Seat.COMMITTEE),
)


@dated("evaluation.inspections")
def inspections_announced(span: Span) -> Iterator[Dated]:
    """Tell the days of an inspection that is received, from its announcement on."""
    viewer = span.viewer
    if not viewer.holds(*GETS_READY):
        return
    rows = Inspection.objects.of(viewer).exclude(state=Inspection.State.CANCELLED)
    lies_within = Q(to_date__gte=span.first) | Q(to_date__isnull=True, from_date__gte=span.first)
    for one in rows.filter(lies_within, from_date__lte=span.last).order_by("from_date", "pk"):
        yield Dated(
            key=f"inspection:{one.uuid}",
            title=f"Kiểm tra: {one.body}",
            from_date=one.from_date,
            to_date=one.to_date,
            link_name="evaluation:inspection_detail",
            link_kwargs={"slug": one.slug},
            words=(str(Manner(one.manner).label),),
        )
