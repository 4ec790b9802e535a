"""What waits with reviews: to be prepared, added to by units, told of in minutes, mended, followed by a notice."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.reviews.heads import head_of_unit
from sotay.evaluation.reviews.models import InputComment, Review
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role, State = Seat.Role, Review.State
PREPARES: Final = (Role.SECRETARY, Role.QMR, Role.TEAM_MEMBER)
INVITE = gettext_noop("Chuẩn bị tài liệu, gửi giấy mời")
HOLD = gettext_noop("Ghi kết quả họp, chốt số liệu")
MINUTES = gettext_noop("Lập biên bản, trình phê duyệt")
MEND = gettext_noop("Sửa biên bản và trình lại")
NOTICE = gettext_noop("Ghi thông báo kết luận")
COMMENT = gettext_noop("Góp ý tài liệu đầu vào")
RETURNED = gettext_noop("Bị trả lại: %(why)s")


@waiting("evaluation.reviews")
def reviews_to_carry_on(asked: Asked) -> Iterator[Waiting]:
    """Tell who prepares a review what comes next."""
    rows = Review.objects.filter(agency_id__in=asked.agency_ids).exclude(state__in=[State.SUBMITTED, State.CANCELLED])
    for review in rows.exclude(state=State.CONCLUDED, notice__isnull=False).order_by("pk"):
        meets = localdate(review.meeting_at)
        act, page, due = _next(review, meets=meets)
        if review.state == State.INVITED and meets > asked.on:
            continue
        mends = review.state == State.HELD and review.returned_reason
        yield Waiting(
            agency_id=review.agency_id,
            user_ids=_who(asked, review),
            key=f"review:{review.uuid}:{review.state}",
            kind=Kind.DO,
            title=str(review),
            act=act,
            due=due,
            reason=RETURNED if mends else "",
            params={"why": review.returned_reason} if mends else {},
            link=f"evaluation:{page}",
            link_kwargs={"slug": review.slug},
        )


@waiting("evaluation.review_comments")
def comments_to_make(asked: Asked) -> Iterator[Waiting]:
    """Tell the heads of units that have said nothing yet, until the meeting; a unit that reports on an input first of all."""
    reviews = list(Review.objects.filter(agency_id__in=asked.agency_ids, state=State.INVITED).order_by("pk"))
    if not reviews:
        return
    said = set(InputComment.objects.filter(input__review__in=reviews).values_list("input__review_id", "unit_id"))
    for review in reviews:
        units = {unit_id for role, unit_id in asked.holders.roles(review.agency_id) if role in Seat.IN_A_UNIT}
        for unit_id in sorted(filter(None, units)):
            if (review.pk, unit_id) in said:
                continue
            yield Waiting(
                agency_id=review.agency_id,
                user_ids=head_of_unit(asked.holders, review.agency_id, unit_id),
                key=f"review_comment:{review.uuid}:{unit_id}",
                kind=Kind.REPORT,
                title=str(review),
                act=COMMENT,
                due=review.comments_due_date or localdate(review.meeting_at),
                link="evaluation:review_comment",
                link_kwargs={"slug": review.slug},
                unit_id=unit_id,
            )


def _next(review: Review, *, meets: date) -> tuple[str, str, date | None]:
    """Return the next act upon a review, its page, and until when."""
    if review.state == State.PLANNED:
        return INVITE, "review_detail", meets
    if review.state == State.INVITED:
        return HOLD, "review_hold", meets
    if review.state == State.HELD:
        return MEND if review.returned_reason else MINUTES, "review_minutes", None
    return NOTICE, "review_notice", None


def _who(asked: Asked, review: Review) -> frozenset[int]:
    """Return the secretary of the meeting, else whoever runs the system."""
    if review.state == State.CONCLUDED:
        found = (asked.holders.user_ids(review.agency_id, [role]) for role in (Role.SECRETARY, Role.CLERK))
        return next((people for people in found if people), frozenset())
    if review.secretary_id and asked.holders.is_seated(review.agency_id, review.secretary_id):
        return frozenset({review.secretary_id})
    found = (asked.holders.user_ids(review.agency_id, [role]) for role in PREPARES)
    return next((people for people in found if people), frozenset())
