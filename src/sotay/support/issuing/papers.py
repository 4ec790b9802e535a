"""The decision that issues documents as a paper, with its list as an annex (form A8)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.edition import TCVN
from sotay.organisation.decisions.papers import BASES, authority_of
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Block, Column, Heading, Paper, Paragraph, Prose, Run, Table
from sotay.papers.shapes import counted, number_of
from sotay.support.documents.models import Document
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.issuing.models import Issue, IssueItem
from sotay.ui.formats import ngay

ISSUED: Final = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ma", title="Mã tài liệu", width=1.5),
    Column(key="ten", title="Tên tài liệu", width=4.2),
    Column(key="lan", title="Lần ban hành / sửa đổi", width=1.1, align="center"),
    Column(key="don_vi", title="Đơn vị chủ trì", width=1.6),
    Column(key="ngay_hieu_luc", title="Hiệu lực từ ngày", width=1.3, align="center"),
)
WITHDRAWN: Final = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ma", title="Mã tài liệu", width=1.5),
    Column(key="ten", title="Tên tài liệu", width=3.6),
    Column(key="ly_do", title="Lý do", width=2),
    Column(key="thay_bang", title="Thay bằng", width=1.2),
)


@form("A8", title=_("Quyết định ban hành tài liệu của hệ thống"), of="support.issue", clause="7.5.2", edited=True)
def issuing_decision(record: Issue | None, making: Making) -> Paper:
    """What an issue puts into force and withdraws, as far as who asks may see it; the same queries for any number."""
    agency = making.agency
    items = _items(record, making)
    issued = [one for one in items if one.revision_id]
    withdrawn = [one for one in items if not one.revision_id]
    decision = record.decision if record else None
    return Paper(
        abbreviation="QĐ",
        heading="QUYẾT ĐỊNH",
        letterhead=letterhead(agency),
        subject=f"Về việc ban hành tài liệu của hệ thống quản lý chất lượng theo {TCVN}",
        number=number_of(decision) if decision else symbol(agency, "QĐ"),
        place=agency.place_name,
        dated=decision.date if decision else None,
        authority=authority_of(agency, making),
        bases=(*BASES, "Theo đề nghị của Thư ký ISO"),
        enacting="QUYẾT ĐỊNH:",
        blocks=tuple(_articles(record, issued, withdrawn)),
        recipients=("Như Điều 3", "Lãnh đạo cơ quan", "Lưu: VT"),
        signature=signature_of_head(agency, decision.date if decision else making.on),
        annexes=(
            Annex(
                title="Danh mục tài liệu ban hành kèm theo",
                blocks=(*_lists(record, issued, withdrawn), *_hidden(record, items)),
            ),
        ),
        form=making.mark,
    )


def _items(record: Issue | None, making: Making) -> list[IssueItem]:
    if record is None:
        return []
    seen = visible_documents(Document.objects.of(making.viewer), making.viewer).values("pk")
    rows = record.items.filter(left_out_reason="", document__in=seen)
    return list(rows.select_related("document__unit", "revision", "replaced_by").order_by("order", "pk"))


def _hidden(record: Issue | None, items: list[IssueItem]) -> list[Block]:
    """Say how many documents are not for the eyes of who asks."""
    hidden = record.items.filter(left_out_reason="").count() - len(items) if record else 0
    return [Paragraph(text=f"Còn {hidden} tài liệu phổ biến hạn chế.", indent=False)] if hidden else []


def _articles(record: Issue | None, issued: list[IssueItem], withdrawn: list[IssueItem]) -> list[Block]:
    """Return the articles: what is issued, from when and what is withdrawn, who carries it out."""
    count = f"{len(issued):02}" if record else "……"
    day = ngay(record.in_force_date) if record and record.in_force_date else ""
    second = (
        f"Các tài liệu nêu tại Điều 1 có hiệu lực từ ngày {day}."
        if day
        else "Quyết định này có hiệu lực kể từ ngày ký."
    )
    if withdrawn:
        second += f" Thu hồi {len(withdrawn):02} tài liệu theo danh mục kèm theo; bản trước của các tài liệu được ban hành lại hết hiệu lực."
    elif issued:
        second += " Bản trước của các tài liệu được ban hành lại hết hiệu lực."
    return [
        Paragraph(
            text=(
                Run(text="Điều 1. ", bold=True),
                Run(
                    text=f"Ban hành kèm theo Quyết định này {count} tài liệu của hệ thống quản lý chất lượng (danh mục kèm theo)."
                ),
            )
        ),
        Paragraph(text=(Run(text="Điều 2. Hiệu lực thi hành", bold=True),)),
        Prose(key="hieu_luc", label="Hiệu lực thi hành, việc thu hồi bản trước", text=second),
        Paragraph(
            text=(
                Run(text="Điều 3. ", bold=True),
                Run(
                    text="Thư ký ISO, thủ trưởng các đơn vị và công chức, viên chức, người lao động của cơ quan chịu trách nhiệm thi hành Quyết định này./."
                ),
            )
        ),
    ]


def _lists(record: Issue | None, issued: list[IssueItem], withdrawn: list[IssueItem]) -> list[Block]:
    """Return the lists of the annex; one of what is withdrawn only where something is."""
    own_day = record.in_force_date if record else None
    rows = counted(
        (
            one.document.code,
            f"{one.document.title} ({one.document.field})" if one.document.field else one.document.title,
            f"{one.revision.edition:02d}/{one.revision.amendment:02d}" if one.revision else "",
            str(one.document.unit or ""),
            ngay((one.revision and one.revision.in_force_date) or one.in_force_date or own_day),
        )
        for one in issued
    )
    blocks: list[Block] = [
        Heading(text="Tài liệu ban hành", level=1, number="I."),
        Table(key="tai_lieu_ban_hanh", columns=ISSUED, rows=rows, blank_rows=0 if record else 8),
    ]
    if withdrawn or record is None:
        gone = counted(
            (
                one.document.code,
                one.document.title,
                one.withdraw_reason,
                one.replaced_by.code if one.replaced_by else "",
            )
            for one in withdrawn
        )
        blocks += [
            Heading(text="Tài liệu thu hồi", level=1, number="II."),
            Table(key="tai_lieu_thu_hoi", columns=WITHDRAWN, rows=gone, blank_rows=0 if record else 4),
        ]
    return blocks
