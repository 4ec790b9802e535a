"""Why a seat cannot be lent, or a loan ended."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Delegation, Seat, User
from sotay.commands import Reason


def why_not_delegate(seat: Seat, *, to_user: User, from_date: date, to_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons a seat cannot be lent to a person for these days."""
    if to_user.pk == seat.user_id:
        yield Reason(_("Không ủy quyền cho chính mình."), code="to_oneself", field="person")
    elif not Seat.objects.filter(agency_id=seat.agency_id, user=to_user).exclude(to_date__lt=from_date).exists():
        yield Reason(
            _("%s không giữ vai trò nào trong cơ quan vào ngày này.") % to_user, code="not_a_member", field="person"
        )
    if to_date < from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    if to_date < on:
        yield Reason(_("Thời gian ủy quyền đã qua."), code="over_already", field="to_date")
    if from_date < seat.from_date or (seat.to_date and seat.to_date < to_date):
        yield Reason(
            _("Chỉ ủy quyền trong thời gian giữ vai trò."), code="outside_seat", fix=("organisation:seat_detail", seat)
        )
    if seat.delegations.filter(from_date__lte=to_date, to_date__gte=from_date).exists():
        yield Reason(
            _("Vai trò đã được ủy quyền trong thời gian này."),
            code="lent_already",
            fix=("organisation:seat_detail", seat),
        )


def why_not_end(delegation: Delegation, *, to_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons a loan cannot end on this day, which is its last."""
    if delegation.to_date < on:
        yield Reason(_("Ủy quyền đã hết hạn."), code="over_already")
    if to_date >= delegation.to_date:
        yield Reason(_("Ngày cuối mới phải trước ngày đã định."), code="not_sooner", field="to_date")
    if to_date < delegation.from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
