"""Papers of internal auditors: the register of those who hold on a day (form D1), and the decision that recognises them."""

from collections import defaultdict
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.commands import may
from sotay.evaluation.audits.auditors.queries import valid_auditors
from sotay.evaluation.audits.clause_lists import said
from sotay.evaluation.audits.models import Auditor
from sotay.papers.authority import signature_of_committee
from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Column, Paper, Prose, Table
from sotay.papers.shapes import (
    KEPT,
    SIGN_HERE,
    SYSTEM,
    counted,
    decision,
    inner_form,
    kept_number,
    signed,
    signs,
    span,
    takes_effect,
)
from sotay.ui.formats import ngay

CLAUSE: Final = "9.2"
WHO: Final = f"đánh giá viên nội bộ {SYSTEM}"
REGISTER: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="name", title="Họ và tên", width=1.7),
    Column(key="unit", title="Đơn vị", width=1.7),
    Column(key="training", title="Khóa đào tạo", width=2),
    Column(key="certificate", title="Chứng nhận (số, ngày)", width=1.4),
    Column(key="experience", title="Kinh nghiệm", width=1.8),
    Column(key="field", title="Lĩnh vực, điều khoản được đánh giá", width=1.7),
    Column(key="can_lead", title="Trưởng đoàn", width=0.7, align="center"),
    Column(key="decision", title="Quyết định công nhận", width=1.4),
    Column(key="valid", title="Hiệu lực", width=1.3),
)
RECOGNISED: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="name", title="Họ và tên", width=2),
    Column(key="unit", title="Đơn vị", width=2),
    Column(key="training", title="Đào tạo", width=2.4),
    Column(key="field", title="Lĩnh vực, điều khoản được đánh giá", width=1.8),
    Column(key="part", title="Có thể làm", width=1.2, align="center"),
)
DUTIES: Final = (
    "- Thực hiện đánh giá nội bộ theo chương trình, kế hoạch được phê duyệt; bảo đảm khách quan, không đánh giá công việc của "
    "chính mình.\n- Lập phiếu ghi chép, ghi nhận phát hiện kèm bằng chứng khách quan; theo dõi, thẩm tra kết quả khắc phục "
    "khi được phân công.\n- Giữ bí mật thông tin, tài liệu được tiếp cận trong quá trình đánh giá."
)


def _reads(viewer: Actor, _record: Any) -> bool:
    return may(viewer, "evaluation.view_auditors")


def _writes(viewer: Actor, _record: Any) -> bool:
    return may(viewer, "evaluation.write_auditor")


@form("D1", title=_("Danh sách đánh giá viên nội bộ"), asks="day", clause=CLAUSE, may=_reads)
def auditor_register(_record: Any, making: Making) -> Paper:
    """Return the register of those who hold on the day, with training, certificate, field and decision of each."""
    entries = list(valid_auditors(making.agency.pk, making.on))
    units = _units_of(entries, making)
    rows = counted(
        (
            one.user,
            units[one.user_id],
            one.training,
            _certificate(one),
            one.experience,
            _field(one),
            "x" if one.can_lead else "",
            kept_number(one.decision),
            span(one.from_date, one.to_date).capitalize(),
        )
        for one in entries
    )
    committee = signature_of_committee(making.agency, making.on)
    return inner_form(
        making,
        Table(key="auditors", columns=REGISTER, rows=rows),
        signed(signs("Người lập"), signs(committee.lines[-1], committee.name, note=SIGN_HERE)),
        heading="DANH SÁCH ĐÁNH GIÁ VIÊN NỘI BỘ",
        subject=f"Có hiệu lực ngày {ngay(making.on)}",
        landscape=True,
    )


@form(
    "D1-QD", title=_("Quyết định công nhận đánh giá viên nội bộ"), asks="day", clause=CLAUSE, may=_writes, edited=True
)  # fmt: skip
def auditor_decision(_record: Any, making: Making) -> Paper:
    """Return the decision that recognises the auditors who hold on the day."""
    entries = list(valid_auditors(making.agency.pk, making.on))
    units = _units_of(entries, making)
    rows = counted(
        (
            one.user,
            units[one.user_id],
            "; ".join(filter(None, [one.training, _certificate(one)])),
            _field(one),
            "Trưởng đoàn, đánh giá viên" if one.can_lead else "Đánh giá viên",
        )
        for one in entries
    )
    return decision(
        making,
        subject=f"Về việc công nhận {WHO}",
        articles=[
            (
                f"Công nhận {len(entries):02} công chức, viên chức có tên trong Phụ lục kèm theo là {WHO} của {making.agency.name}.",
                (),
            ),
            ("Nhiệm vụ của đánh giá viên nội bộ", (Prose(key="duties", label="Nhiệm vụ", text=DUTIES),)),
            takes_effect("Trưởng các đơn vị và các ông, bà có tên tại Điều 1"),
        ],
        recipients=["Như Điều 3", making.agency.committee_name, KEPT],
        annexes=[
            Annex(
                title="DANH SÁCH ĐÁNH GIÁ VIÊN NỘI BỘ",
                blocks=(Table(key="auditors", columns=RECOGNISED, rows=rows),),
            )
        ],
    )


def _units_of(entries: list[Auditor], making: Making) -> dict[int, str]:
    """Return in which units the people sit on the day; one query."""
    seats = Seat.objects.filter(agency=making.agency, user__in=[one.user_id for one in entries], unit__isnull=False)
    found: dict[int, list[str]] = defaultdict(list)
    for user_id, name in seats.in_force(making.on).order_by("unit__order", "pk").values_list("user_id", "unit__name"):
        if name not in found[user_id]:
            found[user_id].append(name)
    return {one.user_id: ", ".join(found[one.user_id]) for one in entries}


def _certificate(one: Auditor) -> str:
    return ", ".join(filter(None, [one.certificate, ngay(one.trained_date) and f"ngày {ngay(one.trained_date)}"]))


def _field(one: Auditor) -> str:
    clauses = f"điều khoản {said(one.clauses)}" if one.clauses else "tất cả các điều khoản"
    return "; ".join(filter(None, [one.field, clauses]))
