"""Why a seat cannot be handed over, or a hand-over confirmed."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Decision, Seat, User
from sotay.commands import Reason
from sotay.organisation.handovers.models import Handover
from sotay.organisation.people import guards


def why_not_hand_over(
    seat: Seat, *, to_user: User, date: date, decision: bool, but: Handover | None = None
) -> Iterator[Reason]:
    """Yield the reasons a seat cannot pass to a person on a day; asked when prepared and again when it passes."""
    open_ones = seat.handovers.filter(state=Handover.State.PREPARED)
    if other := open_ones.exclude(pk=but.pk if but else None).first():
        yield Reason(
            _("Vai trò này đang chờ bàn giao."), code="handover_open", fix=("organisation:handover_detail", other)
        )
    if to_user.pk == seat.user_id:
        yield Reason(_("Người nhận phải là người khác."), code="to_oneself", field="person")
        return
    if date <= seat.from_date:
        yield Reason(_("Ngày nhận phải sau ngày bắt đầu của vai trò."), code="passes_before_start", field="date")
    if seat.to_date and seat.to_date < date:
        yield Reason(_("Vai trò đã kết thúc trước ngày này."), code="ended_already", field="date")
    wanted = guards.Wanted(
        user=to_user,
        role=seat.role,
        from_date=date,
        to_date=seat.to_date,
        unit=seat.unit,
        rests_on_decision=decision,
    )
    standing = guards.standing_beside(seat.agency, to_user, role=seat.role)
    yield from guards.why_not_seat(seat.agency, wanted, standing=standing, but=seat)


def why_not_confirm(handover: Handover, *, by: User | None) -> Iterator[Reason]:
    """Yield the reasons somebody cannot confirm a hand-over now."""
    if handover.state != Handover.State.PREPARED:
        yield Reason(_("Bàn giao này đã xong hoặc đã hủy."), code="not_open")
        return
    if by is None:
        return
    done = handover.giver_confirmed_at if by.pk == handover.seat.user_id else handover.taker_confirmed_at
    if done:
        yield Reason(_("Anh, chị đã xác nhận; còn chờ bên kia."), code="confirmed_already")


def why_not_sign(handover: Handover, *, paper: Decision | None) -> Iterator[Reason]:
    """Yield the reasons a signed record cannot stand for both confirmations."""
    yield from why_not_confirm(handover, by=None)
    if paper is None:
        yield Reason(_("Cần số và ngày của biên bản bàn giao đã ký."), code="paper_missing", field="decision")
