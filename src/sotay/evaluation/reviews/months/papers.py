"""Paper of the look at a month at a briefing: its numbers as they were kept, with those of the month before, and the note."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.evaluation.reviews.models import MonthlyLook
from sotay.evaluation.reviews.months.queries import MonthShown, get_month_shown
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Items, Paper, Prose, Run, Table, Text
from sotay.papers.shapes import counted, fields, inner_form, kept_number, plain, signed, signs
from sotay.ui.formats import ngay

TYPE: Final = MonthlyLook._meta.label_lower
NUMBERS: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="title", title="Số liệu", width=4),
    Column(key="now", title="Tháng này", width=1.4, align="center"),
    Column(key="before", title="Tháng trước", width=1.4, align="center"),
)


def _reads(viewer: Actor, _look: Any) -> bool:
    return may(viewer, "evaluation.view_months")


@form("F-GB", title=_("Xem xét hệ thống tại giao ban tháng"), of=TYPE, clause="9.3.1", may=_reads)
def monthly_look(look: MonthlyLook | None, making: Making) -> Paper:
    """Return the page of a month as it was kept."""
    if look is None:
        return _paper(
            making,
            None,
            [
                Table(key="numbers", columns=NUMBERS, blank_rows=10),
                Prose(key="note", label="Nội dung xem xét, kết luận"),
            ],
            None,
        )
    return month_paper(date(look.year, look.month, 1), making)


def month_paper(month: date, making: Making) -> Paper:
    """Return the page of a month, kept or as it stands; what is overdue and waits for the head only while it goes on."""
    shown = get_month_shown(month, viewer=making.viewer, on=making.on)
    agency = making.agency
    rows = counted(
        (
            figure.title,
            (Run("chưa có số liệu" if figure.value is None else figure.words, link=figure.url(agency)),),
            last.words if last is not None and last.words else "–",
        )
        for figure, last in shown.rows
    )
    blocks: list[Block] = [
        Heading(text="Số liệu của tháng", number="1."),
        Table(key="numbers", columns=NUMBERS, rows=rows),
        Heading(text="Nội dung xem xét, kết luận", number="2."),
        Prose(key="note", label="Nội dung xem xét, kết luận", text=shown.look.note if shown.look else ""),
    ]
    if shown.look is None or shown.is_now:
        blocks += _today(shown)
    return _paper(making, month, blocks, shown.look)


def _today(shown: MonthShown) -> list[Block]:
    """Return what is overdue today, and what waits for the head."""
    late: list[Text] = [
        f"{one.text} (kết luận {one.review.code}, {one.owner_words}"
        + (f", hạn {ngay(one.assignment.due_date)})" if one.assignment else ")")
        for one in shown.decisions
    ]
    late += [
        f"{line.about.title}"
        + (f" – {shown.units[line.unit_id]}" if line.unit_id in shown.units else "")
        + f": {line.why}"
        for line in shown.overdue
    ]
    waits: list[Text] = [f"{one.title} ({one.author}, trình ngày {ngay(one.submitted_at)})" for one in shown.to_decide]
    return [
        Heading(text="Đang quá hạn", number="3."),
        Items(items=tuple(late)) if late else plain("Không có việc quá hạn."),
        Heading(text="Chờ người đứng đầu quyết định", number="4."),
        Items(items=tuple(waits)) if waits else plain("Không có nội dung nào chờ quyết định."),
    ]


def _paper(making: Making, month: date | None, blocks: list[Block], look: MonthlyLook | None) -> Paper:
    kept = look.paper if look else None
    head = fields(
        ("held_date", "Ngày giao ban", ngay(look.held_date) if look else ""),
        ("kept_by", "Người lưu", look.kept_by if look else ""),
        ("paper", "Biên bản, thông báo giao ban", kept_number(kept)),
        columns=2,
    )
    return inner_form(
        making,
        head,
        *blocks,
        signed(signs("Thư ký ISO"), signs("Người chủ trì")),
        heading="XEM XÉT HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG TẠI GIAO BAN THÁNG",
        subject=f"Tháng {month.month} năm {month.year}" if month else "Tháng …… năm ………",
    )
