"""The days of management reviews in the calendars of those who are invited."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.timezone import localtime

from sotay.evaluation.reviews.models import Review
from sotay.evaluation.reviews.sight import INVITED, SEES_ALL, visible
from sotay.work.calendar.registry import Dated, Span, dated


@dated("evaluation.reviews")
def reviews_to_attend(span: Span) -> Iterator[Dated]:
    """Tell the meeting to who chairs or writes, who is invited, who oversees; others read of it in its minutes."""
    viewer = span.viewer
    rows = visible(Review.objects.of(viewer), viewer).exclude(state=Review.State.CANCELLED)
    if not viewer.holds(*SEES_ALL, *INVITED):
        rows = rows.filter(Q(chair=viewer.person) | Q(secretary=viewer.person))
    for one in rows.filter(meeting_at__date__range=(span.first, span.last)).order_by("meeting_at", "pk"):
        begins = localtime(one.meeting_at)
        yield Dated(
            key=f"review:{one.uuid}",
            title=f"{begins:%H:%M} {one.title}",
            from_date=begins.date(),
            link_name="evaluation:review_detail",
            link_kwargs={"slug": one.slug},
            place=one.place,
            words=("Dự kiến, chưa gửi giấy mời.",) if one.state == Review.State.PLANNED else (),
        )
