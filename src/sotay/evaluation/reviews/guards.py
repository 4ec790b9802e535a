"""Why a review cannot be planned, invited to, added to, held or cancelled now."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders
from sotay.agency.models import Seat, Unit
from sotay.commands import Reason, may
from sotay.evaluation.reviews.models import Review
from sotay.ui.formats import ngay

State, Role = Review.State, Seat.Role
CHANGE = "evaluation:review_change"


def why_not_open(review: Review) -> Iterator[Reason]:
    """Yield the reason a review is no longer being prepared."""
    if review.state not in Review.OPEN:
        yield Reason(_("Cuộc xem xét này: %s.") % review.get_state_display().lower(), code="not_open")


def why_not_planned_so(review: Review) -> Iterator[Reason]:
    """Yield the reasons a review cannot be planned so: days the wrong way round, people or papers of another agency."""
    if not review.title:
        yield Reason(_("Chưa ghi tên cuộc họp."), code="title_missing", field="title")
    if review.to_date < review.from_date:
        yield Reason(_("Số liệu phải kết thúc sau ngày bắt đầu."), code="ends_before_it_starts", field="to_date")
    met_on = localdate(review.meeting_at)
    if review.to_date > met_on:
        yield Reason(
            _("Số liệu đến ngày %(to)s, sau ngày họp %(day)s.") % {"to": ngay(review.to_date), "day": ngay(met_on)},
            code="figures_after_meeting",
            field="to_date",
        )
    if review.comments_due_date is not None and review.comments_due_date > met_on:
        yield Reason(
            _("Hạn góp ý phải trước hoặc trong ngày họp."), code="comments_after_meeting", field="comments_due_date"
        )
    if review.authorisation is not None and review.authorisation.agency_id != review.agency_id:
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="decision")
    seated = Seat.objects.filter(agency=review.agency_id, user=review.secretary_id)
    if review.secretary_id is not None and not seated.exists():
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="secretary")


def why_not_reported_by(review: Review, units: Iterable[Unit | None]) -> Iterator[Reason]:
    """Yield the reason a unit cannot report on an input: it is another agency's."""
    if any(unit is not None and unit.agency_id != review.agency_id for unit in units):
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="unit")


def why_not_chair(review: Review) -> Iterator[Reason]:
    """Yield the reason the chair may not chair: neither head, nor a deputy with a written authorisation (practice.md 7).

    Whoever was in the seat on the day of the meeting counts; a deputy in charge counts as the head.
    """
    if review.chair is None:
        yield Reason(_("Chưa chọn người chủ trì."), code="chair_missing", field="chair", fix=(CHANGE, review))
        return
    met_on = review.held_date or localdate(review.meeting_at)
    holders = Holders([review.agency_id], on=met_on)
    heads = {seat.user_id for seat in holders.seats(review.agency_id, Role.HEAD)}
    deputies = {seat.user_id for seat in holders.seats(review.agency_id, Role.DEPUTY_HEAD)}
    if review.chair_id in heads:
        return
    if review.chair_id not in deputies:
        yield Reason(
            _("%s không phải người đứng đầu, cấp phó của cơ quan trong ngày họp.") % review.chair,
            code="chair_not_leading",
            field="chair",
            fix=(CHANGE, review),
        )
    elif review.authorisation is None:
        yield Reason(
            _("Cấp phó chủ trì thì cần văn bản ủy quyền của người đứng đầu."),
            code="authorisation_missing",
            field="decision",
            fix=(CHANGE, review),
        )


def why_not_invite(review: Review, *, invited_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons nobody can be invited now."""
    if review.state != State.PLANNED:
        yield Reason(_("Cuộc xem xét này: %s.") % review.get_state_display().lower(), code="not_planned")
    if invited_date > on:
        yield Reason(_("Ngày gửi giấy mời chưa đến."), code="invited_later", field="invited_date")
    if invited_date > localdate(review.meeting_at):
        yield Reason(_("Giấy mời gửi sau ngày họp."), code="invited_after_meeting", field="invited_date")
    if not review.place:
        yield Reason(_("Chưa ghi địa điểm họp."), code="place_missing", fix=(CHANGE, review))
    if not review.attendance:
        yield Reason(_("Chưa ghi thành phần mời."), code="attendance_missing", fix=(CHANGE, review))
    yield from why_not_chair(review)


def why_not_add(review: Review, *, text: str, unit: Unit | None) -> Iterator[Reason]:
    """Yield the reasons a unit cannot add to an input: the pack is frozen, nothing is said, or it is another agency's."""
    if review.state not in Review.OPEN:
        yield Reason(
            _("Số liệu và ý kiến đã chốt ngày %s; ý kiến mới ghi vào biên bản.") % ngay(review.held_date)
            if review.held_date
            else _("Cuộc xem xét này không tiến hành."),
            code="frozen",
        )
    if not text:
        yield Reason(_("Chưa ghi ý kiến; nếu không có thì ghi “Không có ý kiến”."), code="text_missing", field="text")
    if unit is not None and unit.agency_id != review.agency_id:
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="unit")


def why_not_hold(review: Review, *, held_date: date, present: str, on: date) -> Iterator[Reason]:
    """Yield the reasons a meeting cannot be told as held: nobody was invited, it lies ahead, nobody was there."""
    if review.state != State.INVITED:
        yield Reason(
            _("Chưa gửi giấy mời.")
            if review.state == State.PLANNED
            else _("Cuộc xem xét này: %s.") % review.get_state_display().lower(),
            code="not_invited",
        )
    if held_date > on:
        yield Reason(_("Ngày họp chưa đến."), code="held_later", field="held_date")
    if review.invited_date is not None and held_date < review.invited_date:
        yield Reason(
            _("Giấy mời gửi ngày %s, sau ngày họp.") % ngay(review.invited_date), code="held_before", field="held_date"
        )
    if held_date < review.from_date:
        yield Reason(
            _("Ngày họp trước ngày đầu của số liệu (%s).") % ngay(review.from_date),
            code="held_before_figures",
            field="held_date",
        )
    if not present:
        yield Reason(_("Chưa ghi thành phần dự họp."), code="present_missing", field="present")
    yield from why_not_chair(review)


def why_not_cancel(review: Review) -> Iterator[Reason]:
    """Yield the reason a review cannot be given up any more: it was held."""
    if review.state not in Review.OPEN:
        yield Reason(_("Cuộc xem xét này: %s.") % review.get_state_display().lower(), code="not_open")


def why_not_of_unit(actor: Actor, unit: Unit | None) -> Iterator[Reason]:
    """Yield the reason somebody cannot speak for a unit: the own unit's heads do; who prepares the meeting for any."""
    if unit is not None and unit.pk in actor.unit_ids(Role.UNIT_HEAD, Role.UNIT_DEPUTY):
        return
    if not may(actor, "evaluation.plan_reviews"):
        yield Reason(_("Chọn đơn vị anh, chị đang phụ trách."), code="not_your_unit", field="unit")
