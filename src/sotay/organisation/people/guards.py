"""Why a seat cannot be given, changed or ended, or a password reset; asked by pages, commands and imports alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Grant, Seat, Unit, User
from sotay.agency.models.seat import in_force
from sotay.commands import Reason

Role = Seat.Role
Manner = Seat.Manner

# One holder at a time. There may be several secretaries (a deputy, a hand-over); each is appointed by decision.
ONE_HOLDER = frozenset({Role.HEAD, Role.COMMITTEE_HEAD, Role.QMR})
ONE_HOLDER_IN_A_UNIT = frozenset({Role.UNIT_HEAD})
# The steps a paper of the system goes through, from who writes it to who approves it.
WRITES, APPROVES = Role.SECRETARY, frozenset({Role.QMR, Role.COMMITTEE_HEAD, Role.HEAD})
DEPUTIES = frozenset({Role.DEPUTY_HEAD, Role.COMMITTEE_DEPUTY, Role.UNIT_DEPUTY})
ADMINISTERS = frozenset({Role.SECRETARY, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A seat as somebody wants it, before it stands."""

    user: User
    role: str
    from_date: date
    to_date: date | None = None
    unit: Unit | None = None
    manner: str = Manner.FULL
    rests_on_decision: bool = False


def standing_beside(agency: Agency, user: User, *, role: str, roles: Iterable[str] = ()) -> list[Seat]:
    """Return the seats a new one may collide with: those of the person, and all that one person holds at a time."""
    watched = {role, *roles, *APPROVES, WRITES}
    seats = Seat.objects.filter(agency=agency).filter(Q(user=user) | Q(role__in=watched))
    return list(seats.select_related("user", "unit"))


def why_not_seat(
    agency: Agency, wanted: Wanted, *, standing: Iterable[Seat], but: Seat | None = None
) -> Iterator[Reason]:
    """Yield the reasons a person cannot be seated so, among the seats that stand; `but` is the one being replaced."""
    role = Role(wanted.role)
    others = [
        seat
        for seat in standing
        if (but is None or seat.pk != but.pk) and _meet(seat, wanted.from_date, wanted.to_date)
    ]
    yield from _why_not_itself(agency, wanted, role)
    holders = [seat for seat in others if seat.role == role and seat.user_id != wanted.user.pk]
    if role in ONE_HOLDER_IN_A_UNIT:
        holders = [seat for seat in holders if wanted.unit and seat.unit_id == wanted.unit.pk]
    elif role not in ONE_HOLDER:
        holders = []
    for seat in holders[:1]:
        yield Reason(
            _("%(person)s đang giữ vai trò %(role)s từ ngày %(day)s; hãy kết thúc hoặc bàn giao trước.")
            % {"person": seat.user, "role": seat.named, "day": _day(seat.from_date)},
            code="seat_taken",
            fix=("organisation:seat_detail", seat),
            field="role",
        )
    own = [seat for seat in others if seat.user_id == wanted.user.pk]
    unit_id = wanted.unit.pk if wanted.unit else None
    for seat in (one for one in own if one.role == role and one.unit_id == unit_id):
        yield Reason(
            _("%(person)s đã giữ vai trò này từ ngày %(day)s.") % {"person": wanted.user, "day": _day(seat.from_date)},
            code="held_already",
            fix=("organisation:seat_detail", seat),
            field="role",
        )
        break
    yield from _why_not_in_one_hand(agency, wanted, role, own=own, others=others)


def _why_not_itself(agency: Agency, wanted: Wanted, role: Role) -> Iterator[Reason]:
    """Yield what is wrong with the seat alone: its decision, its unit, its days."""
    if role in Seat.NEEDS_DECISION and not wanted.rests_on_decision:
        yield Reason(_("Vai trò %s cần có quyết định.") % role.label, code="decision_missing", field="decision")
    if role in Seat.IN_A_UNIT and wanted.unit is None:
        yield Reason(_("Vai trò %s thuộc một đơn vị; hãy chọn đơn vị.") % role.label, code="unit_missing", field="unit")
    if role in DEPUTIES and wanted.manner != Manner.FULL:
        yield Reason(
            _(
                "Cấp phó phụ trách hoặc quyền cấp trưởng: hãy chọn vai trò của cấp trưởng, cách giữ “phụ trách” hoặc “quyền”."
            ),
            code="in_charge_of_what",
            field="manner",
        )
    if wanted.to_date and wanted.to_date < wanted.from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    unit = wanted.unit
    if unit is None:
        return
    if unit.agency_id != agency.pk:
        yield Reason(_("Đơn vị không thuộc cơ quan này."), code="unit_of_another", field="unit")
    elif unit.ended_date and unit.ended_date <= wanted.from_date:
        yield Reason(_("Đơn vị đã kết thúc trước ngày này."), code="unit_ended", field="unit")


def _why_not_in_one_hand(
    agency: Agency, wanted: Wanted, role: Role, *, own: list[Seat], others: list[Seat]
) -> Iterator[Reason]:
    """Yield why writing and approving cannot lie in one hand (practice.md 1.3, *cơ quan nhỏ*)."""
    if role != WRITES and role not in APPROVES:
        return
    roles = {role, *(seat.role for seat in own)}
    if WRITES not in roles or roles.isdisjoint(APPROVES):
        return
    if not agency.is_small:
        yield Reason(
            _("Một người không vừa là Thư ký ISO vừa duyệt văn bản của hệ thống, trừ cơ quan nhỏ."),
            code="writes_and_approves",
            fix=("organisation:agency_change", None),
            field="role",
        )
    elif not any(seat.user_id != wanted.user.pk and (seat.role == WRITES or seat.role in APPROVES) for seat in others):
        yield Reason(
            _("Cơ quan nhỏ cũng cần ít nhất hai người trong chuỗi duyệt: hãy giao một vai trò cho người khác trước."),
            code="chain_of_one",
            field="role",
        )


def why_not_end(seat: Seat, *, to_date: date) -> Iterator[Reason]:
    """Yield the reasons a seat cannot end on this day, which is its last."""
    if seat.to_date and seat.to_date <= to_date:
        yield Reason(_("Vai trò đã kết thúc ngày %s.") % _day(seat.to_date), code="ended_already", field="to_date")
    if to_date < seat.from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    if seat.role in ADMINISTERS:
        left = Seat.objects.filter(agency_id=seat.agency_id, role__in=ADMINISTERS, to_date__isnull=True)
        if not left.filter(user__is_active=True).exclude(pk=seat.pk).exists():
            yield Reason(
                _("Sau ngày này không còn ai quản trị cơ quan trên hệ thống; hãy giao vai trò cho người khác trước."),
                code="nobody_administers",
                fix=("organisation:person_list", None),
            )


def why_not_transfer(seat: Seat, *, unit: Unit, date: date) -> Iterator[Reason]:
    """Yield the reasons a seat cannot move to another unit from this day on."""
    if seat.unit_id == unit.pk:
        yield Reason(_("Người này đang ở đơn vị đó."), code="same_unit", field="unit")
    if seat.unit_id is None:
        yield Reason(_("Vai trò này thuộc cơ quan, không thuộc đơn vị nào."), code="not_in_a_unit")
    if date <= seat.from_date:
        yield Reason(_("Ngày chuyển phải sau ngày bắt đầu của vai trò."), code="moves_before_start", field="date")
    if seat.to_date and seat.to_date < date:
        yield Reason(_("Vai trò đã kết thúc ngày %s.") % _day(seat.to_date), code="ended_already", field="date")


def why_not_reset(user: User, *, agency: Agency, on: date, by: User | None) -> Iterator[Reason]:
    """Yield the reasons an agency cannot start a password reset: accounts belong to the installation."""
    if user.is_superuser:
        yield Reason(_("Đây là tài khoản quản trị hệ thống."), code="installation_account")
    if by is not None and by.pk == user.pk:
        yield Reason(_("Mật khẩu của chính mình được đổi ở trang Tài khoản của tôi."), code="own_password")
    seats = Seat.objects.filter(user=user).filter(in_force(on))
    if not seats.filter(agency=agency).exists():
        yield Reason(_("Người này không giữ vai trò nào trong cơ quan hôm nay."), code="no_seat_here")
    if seats.exclude(agency=agency).exists():
        yield Reason(
            _("Người này còn giữ vai trò ở cơ quan khác; quản trị hệ thống đặt lại mật khẩu."), code="seats_elsewhere"
        )
    elif Grant.objects.in_force(on).filter(to_user=user).exclude(agency=agency).exists():
        yield Reason(
            _("Người này được xem dữ liệu của cơ quan khác; quản trị hệ thống đặt lại mật khẩu."),
            code="reads_elsewhere",
        )


def why_not_name(username: str) -> Iterator[Reason]:
    """Yield the reasons a new account cannot have this name."""
    if User.objects.filter(username=username).exists():
        yield Reason(
            _("Tên đăng nhập %s đã có người dùng. Nếu là cùng một người, hãy giao vai trò cho tài khoản đó.")
            % username,
            code="username_taken",
            field="username",
        )


def _meet(seat: Seat, from_date: date, to_date: date | None) -> bool:
    """Return whether a seat holds on a day of the span; an open end never ends."""
    return (to_date is None or seat.from_date <= to_date) and (seat.to_date is None or seat.to_date >= from_date)


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
