"""Papers of the policy: the decision that issues it (form C1), the sheet to be posted, who confirmed having read it."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.leadership.policy.models import Policy
from sotay.leadership.policy.queries import list_readers
from sotay.papers.authority import letterhead, signature_of_head
from sotay.papers.forms import Making, form
from sotay.papers.marked import blocks_of
from sotay.papers.model import Annex, Block, Column, Paper, Prose, Table
from sotay.papers.shapes import (
    KEPT,
    centred,
    counted,
    decision,
    fields,
    inner_form,
    on_day,
    signed,
    signs,
    takes_effect,
)
from sotay.ui.formats import ngay

TYPE: Final = Policy._meta.label_lower
CLAUSE: Final = "5.2"
MARKS: Final = {
    Policy.State.DRAFT: "DỰ THẢO",
    Policy.State.SUBMITTED: "DỰ THẢO",
    Policy.State.SUPERSEDED: "HẾT HIỆU LỰC",
}
NAME: Final = "CHÍNH SÁCH CHẤT LƯỢNG"
WHAT_UNITS_DO: Final = (
    "Trưởng các đơn vị có trách nhiệm phổ biến Chính sách chất lượng để mọi công chức, viên chức, người lao động thấu hiểu và "
    "thực hiện; Thư ký ISO niêm yết Chính sách chất lượng tại trụ sở và đăng trên trang thông tin điện tử."
)


@form("C1", title=_("Quyết định ban hành chính sách chất lượng"), of=TYPE, clause=CLAUSE, edited=True)
def policy_decision(policy: Policy | None, making: Making) -> Paper:
    """Return the decision that issues an edition, with the policy as its annex."""
    replaces = policy is not None and policy.edition > 1
    articles = [
        (
            "Ban hành kèm theo Quyết định này Chính sách chất lượng" + _edition(policy) + f" của {making.agency.name}.",
            (),
        ),
        ("Tổ chức thực hiện", (Prose(key="carrying_out", label="Tổ chức thực hiện", text=WHAT_UNITS_DO),)),
        takes_effect(
            "Trưởng các đơn vị và cá nhân có liên quan",
            replacing="Chính sách chất lượng đã ban hành trước đây" if replaces else "",
        ),
    ]
    return decision(
        making,
        subject=f"Về việc ban hành Chính sách chất lượng của {making.agency.name}",
        articles=articles,
        recipients=["Như Điều 3", "Lãnh đạo cơ quan", KEPT],
        annexes=[Annex(title=NAME, blocks=_words(policy))],
    )


@form("C1-NY", title=_("Chính sách chất lượng để niêm yết"), of=TYPE, clause=CLAUSE)
def policy_sheet(policy: Policy | None, making: Making) -> Paper:
    """Return the policy on one sheet, to be signed and posted."""
    on = policy.approved_date if policy else None
    head = signature_of_head(making.agency, on or making.on)
    signature = signs(head.lines[-1].capitalize(), head.name if policy else "", note="Ký tên, đóng dấu")
    return inner_form(
        making,
        *([centred(_issued(policy), italic=True)] if policy and _issued(policy) else []),
        *_words(policy),
        signed(signs("", "", note=""), signature, place_line=on_day(on, place=making.agency.place_name)),
        heading=NAME,
        subject=making.agency.name,
        of=letterhead(making.agency),
        mark=MARKS.get(Policy.State(policy.state), "") if policy else "",
    )


def _reads_readers(viewer: Actor, _policy: Any) -> bool:
    return may(viewer, "leadership.write_policy")


@form(
    "C1-XN", title=_("Danh sách xác nhận đã đọc và hiểu chính sách chất lượng"), of=TYPE, clause="7.3",
    may=_reads_readers, when=lambda policy: policy.state == Policy.State.IN_FORCE,
)  # fmt: skip
def policy_readers(policy: Policy | None, making: Making) -> Paper:
    """Return everybody who should know the edition in force, with the day each confirmed it."""
    readers = list_readers(policy, on=making.on) if policy else []
    read = sum(one.read_date is not None for one in readers)
    rows = counted((one.name, one.units, ngay(one.read_date) or "chưa xác nhận", "") for one in readers)
    columns = (
        Column(key="no", title="TT", width=0.5, align="center"),
        Column(key="name", title="Họ và tên", width=2.4),
        Column(key="unit", title="Đơn vị", width=2.4),
        Column(key="read_date", title="Ngày xác nhận đã đọc và hiểu", width=1.6, align="center"),
        Column(key="note", title="Ghi chú, ký", width=1.2),
    )
    return inner_form(
        making,
        fields(
            ("approved_date", "Ngày phê duyệt", ngay(policy.approved_date) if policy else ""),
            (
                "read",
                "Đã xác nhận",
                f"{read}/{len(readers)} người, tính đến ngày {ngay(making.on)}" if policy else "",
            ),
        ),
        Table(key="readers", columns=columns, rows=rows, blank_rows=0 if policy else 15),
        signed(signs("Người lập"), signs("Thư ký ISO")),
        heading="DANH SÁCH XÁC NHẬN ĐÃ ĐỌC VÀ HIỂU",
        subject="Chính sách chất lượng" + _edition(policy),
    )


def _edition(policy: Policy | None) -> str:
    return f" (lần ban hành {policy.edition:02})" if policy else ""


def _issued(policy: Policy) -> str:
    if policy.approved_date is None:
        return ""
    return f"Lần ban hành {policy.edition:02}, phê duyệt ngày {ngay(policy.approved_date)}"


def _words(policy: Policy | None) -> tuple[Block, ...]:
    return blocks_of(policy.text) if policy else (Prose(key="policy", label="Nội dung chính sách chất lượng"),)
