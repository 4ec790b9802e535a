"""Decisions on seats as papers: on the committee (form I1), on representative, secretary and team (form I2), with their lists."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.edition import TCVN
from sotay.agency.models import Agency, Decision, Seat
from sotay.papers.authority import head_title, letterhead, signature_of_head, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Column, Paper, Paragraph, Prose, Run, Table
from sotay.papers.shapes import LAWS, counted, number_of, post_of
from sotay.ui.formats import ngay

Role = Seat.Role
COMMITTEE: Final = (Role.COMMITTEE_HEAD, Role.COMMITTEE_DEPUTY, Role.COMMITTEE_MEMBER)
TEAM: Final = (Role.QMR, Role.SECRETARY, Role.TEAM_MEMBER)
POSTS: Final = (Role.HEAD, Role.DEPUTY_HEAD, Role.UNIT_HEAD, Role.UNIT_DEPUTY)
"""What somebody is besides, in the order it is told."""
BASES: Final = LAWS[:1]
COLUMNS: Final = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ho_ten", title="Họ và tên", width=2.2),
    Column(key="chuc_vu", title="Chức vụ, đơn vị", width=3),
    Column(key="vai_tro", title="Vai trò", width=2.4),
    Column(key="tu_ngay", title="Từ ngày", width=1.3, align="center"),
)
OF_COMMITTEE: Final = (
    f"- Chỉ đạo xây dựng, áp dụng, duy trì và cải tiến hệ thống quản lý chất lượng theo {TCVN}.\n"
    "- Xem xét chính sách, mục tiêu chất lượng, nguồn lực và kết quả thực hiện của các đơn vị.\n"
    "- Chỉ đạo đánh giá nội bộ, xem xét của lãnh đạo và việc khắc phục, cải tiến."
)
OF_TEAM: Final = (
    "- Giúp Ban Chỉ đạo tổ chức xây dựng, áp dụng, duy trì và cải tiến hệ thống quản lý chất lượng.\n"
    "- Kiểm soát tài liệu, hồ sơ; theo dõi mục tiêu, đánh giá nội bộ và hành động khắc phục.\n"
    "- Tổng hợp, báo cáo Ban Chỉ đạo và lãnh đạo cơ quan."
)


def _gives(roles: Iterable[str]) -> Any:
    return lambda decision: Seat.objects.filter(decision=decision, role__in=tuple(roles)).exists()


@form(
    "I1",
    title=_("Quyết định thành lập Ban Chỉ đạo ISO"),
    of="agency.decision",
    clause="5.3",
    when=_gives(COMMITTEE),
    edited=True,
)
def decision_on_committee(record: Decision | None, making: Making) -> Paper:
    """Who is on the committee by a decision, with its tasks and the list."""
    name = making.agency.committee_name
    return _decision(
        record,
        making,
        roles=COMMITTEE,
        subject=f"Về việc thành lập {name}",
        first=f"Thành lập {name} của {making.agency.name} gồm các ông, bà có tên trong danh sách kèm theo.",
        tasks=OF_COMMITTEE,
        whose=f"Nhiệm vụ của {name}",
        annex=f"Danh sách thành viên {name}",
    )


@form(
    "I2",
    title=_("Quyết định cử Đại diện lãnh đạo, Thư ký, Tổ công tác ISO"),
    of="agency.decision",
    clause="5.3",
    when=_gives(TEAM),
    edited=True,
)
def decision_on_team(record: Decision | None, making: Making) -> Paper:
    """Who is representative, secretary and in the team by a decision, with the tasks and the list."""
    told = "Thư ký, Tổ công tác ISO"
    if making.agency.wants_qmr:
        told = f"Đại diện lãnh đạo về chất lượng, {told}"
    return _decision(
        record,
        making,
        roles=TEAM,
        subject=f"Về việc cử {told}",
        first=f"Cử các ông, bà có tên trong danh sách kèm theo làm {told} của {making.agency.name}.",
        tasks=OF_TEAM,
        whose="Nhiệm vụ của Thư ký, Tổ công tác ISO",
        annex=f"Danh sách {told}",
    )


def _decision(
    record: Decision | None,
    making: Making,
    *,
    roles: Iterable[str],
    subject: str,
    first: str,
    tasks: str,
    whose: str,
    annex: str,
) -> Paper:
    agency = making.agency
    on = record.date if record else making.on
    rows = _rows(record, tuple(roles)) if record else ()
    return Paper(
        abbreviation="QĐ",
        heading="QUYẾT ĐỊNH",
        letterhead=letterhead(agency),
        subject=subject,
        number=number_of(record) if record else symbol(agency, "QĐ"),
        place=agency.place_name,
        dated=record.date if record else None,
        authority=authority_of(agency, making),
        bases=(*BASES, "Theo đề nghị của Chánh Văn phòng"),
        enacting="QUYẾT ĐỊNH:",
        blocks=(
            Paragraph(text=(Run(text="Điều 1. ", bold=True), Run(text=first))),
            Paragraph(text=(Run(text="Điều 2. ", bold=True), Run(text=f"{whose}:"))),
            Prose(key="nhiem_vu", label=whose, text=tasks),
            Paragraph(
                text=(
                    Run(text="Điều 3. ", bold=True),
                    Run(
                        text="Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các đơn vị trực thuộc và các ông, bà "
                        "có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
                    ),
                )
            ),
        ),
        recipients=("Như Điều 3", "Lưu: VT"),
        signature=signature_of_head(agency, on),
        annexes=(
            Annex(
                title=annex,
                blocks=(Table(key="danh_sach", columns=COLUMNS, rows=rows, blank_rows=0 if record else 8),),
            ),
        ),
        form=making.mark,
    )


def authority_of(agency: Agency, making: Making) -> str:
    """Return who decides, in capitals: the head's title and the name of the agency without doubling its kind."""
    return f"{head_title(agency, making.on)} {agency.name}".upper()


def _rows(record: Decision, roles: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    """Return the people of a decision by role, with what they are besides on its day; two queries."""
    seats = list(record.seats.filter(role__in=roles).select_related("user", "unit").order_by("user__name_sort", "pk"))
    seats.sort(key=lambda seat: roles.index(Role(seat.role)))
    posts = _posts({seat.user_id for seat in seats}, record)
    return counted((str(seat.user), posts[seat.user_id], seat.named, ngay(seat.from_date)) for seat in seats)


def _posts(user_ids: set[int], record: Decision) -> dict[int, str]:
    held: dict[int, list[Seat]] = defaultdict(list)
    others = Seat.objects.filter(agency_id=record.agency_id, user__in=user_ids).in_force(record.date)
    for seat in others.in_role(*POSTS, Role.OFFICIAL).select_related("unit").order_by("pk"):
        held[seat.user_id].append(seat)
    order = [*POSTS, Role.OFFICIAL]
    told: dict[int, str] = defaultdict(str)
    for user_id, seats in held.items():
        first = min(seats, key=lambda seat: order.index(Role(seat.role)))
        told[user_id] = post_of(", ".join(filter(None, [first.named, first.unit.name if first.unit else ""])))
    return told
