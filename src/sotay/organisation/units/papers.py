"""The notice by which a unit assigns its people their tasks (thông báo phân công nhiệm vụ, practice.md 1.3)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat, Unit
from sotay.commands import may
from sotay.papers.authority import letterhead, letterhead_of_unit, signature_of_role, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Number, Paper, Paragraph, Prose, Signature, Table
from sotay.papers.shapes import counted

Role = Seat.Role
COLUMNS = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ho_ten", title="Họ và tên", width=2.2),
    Column(key="chuc_vu", title="Chức vụ, vai trò", width=2.6),
    Column(key="nhiem_vu", title="Nhiệm vụ được phân công", width=4),
)


@form(
    "I-phan-cong",
    title=_("Thông báo phân công nhiệm vụ của đơn vị"),
    of="agency.unit",
    clause="5.3",
    may=lambda viewer, unit: may(viewer, "organisation.assign_in_unit", unit),
    edited=True,
    known_as="I-PC",
)
def notice_of_assignment(record: Unit | None, making: Making) -> Paper:
    """Who works in a unit in which seats; what each does is written by hand."""
    agency, unit = making.agency, record
    return Paper(
        abbreviation="TB",
        heading="THÔNG BÁO",
        letterhead=letterhead_of_unit(unit) if unit else letterhead(agency),
        subject=f"Về việc phân công nhiệm vụ công chức, viên chức, người lao động {unit.name if unit else ''}".strip(),
        number=Number(symbol=f"TB-{unit.code}") if unit else symbol(agency, "TB"),
        place=agency.place_name,
        blocks=(
            Paragraph(
                text="Căn cứ chức năng, nhiệm vụ được giao và tình hình nhân sự, "
                f"{unit.name if unit else 'đơn vị'} thông báo phân công nhiệm vụ như sau:"
            ),
            Table(
                key="phan_cong",
                columns=COLUMNS,
                rows=_rows(unit, making) if unit else (),
                blank_rows=0 if unit else 10,
            ),
            Prose(
                key="thuc_hien",
                label="Hiệu lực và tổ chức thực hiện",
                text="Thông báo này có hiệu lực kể từ ngày ký và thay thế các thông báo phân công trước đây của đơn vị. "
                "Khi vắng mặt, người được phân công báo cáo người phụ trách đơn vị để bố trí người làm thay./.",
            ),
        ),
        recipients=("Lãnh đạo cơ quan (để báo cáo)", "Công chức, viên chức, người lao động của đơn vị", "Lưu: VT"),
        signature=_signature(unit, making),
        form=making.mark,
    )


def _rows(unit: Unit, making: Making) -> tuple[tuple[Any, ...], ...]:
    """Return the people of a unit, heads first, each once with all seats held in it; one query."""
    order = {role: rank for rank, role in enumerate(Role.values)}
    seats = unit.seats.in_force(making.on).select_related("user").order_by("user__name_sort", "pk")  # type: ignore[attr-defined]
    held: dict[Any, list[Seat]] = {}
    for seat in sorted(seats, key=lambda seat: order[seat.role]):
        held.setdefault(seat.user, []).append(seat)
    return counted((str(user), "; ".join(seat.named for seat in mine), "") for user, mine in held.items())


def _signature(unit: Unit | None, making: Making) -> Signature:
    """Return the signature of the head of the unit."""
    if unit is None:
        return Signature(title="Trưởng phòng")
    head = signature_of_role(making.agency, Role.UNIT_HEAD, making.on, unit=unit)
    return Signature(title=head.title, name=head.name)
