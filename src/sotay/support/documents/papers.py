"""Papers about documents: the master list on a day (form A1) and the review sheet of a draft (form A4)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.approvals.models import Vote
from sotay.attachments.queries import comments_of
from sotay.papers.authority import signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Field, Fields, Paper, Paragraph, Sheet, Table
from sotay.papers.shapes import counted, inner_form, signed_by, signs
from sotay.support.documents.models import Document, Kind, LegalBasis, Level, Revision
from sotay.support.documents.queries import round_of
from sotay.support.documents.sight import visible, visible_revisions
from sotay.support.documents.words import ROMAN
from sotay.ui.formats import ngay

Role = Seat.Role
LIST_COLUMNS = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ma", title="Mã tài liệu", width=1.3),
    Column(key="ten", title="Tên tài liệu", width=3.2),
    Column(key="loai_cap", title="Loại / cấp", width=1.2),
    Column(key="don_vi", title="Đơn vị chủ trì", width=1.5),
    Column(key="lan", title="Lần BH / SĐ", width=0.8, align="center"),
    Column(key="ngay_ban_hanh", title="Ngày ban hành", width=1.15, align="center"),
    Column(key="ngay_hieu_luc", title="Ngày hiệu lực", width=1.15, align="center"),
    Column(key="phe_duyet", title="Người phê duyệt; số quyết định", width=1.9),
    Column(key="dieu_khoan", title="Điều khoản ISO", width=0.9),
    Column(key="can_cu", title="Văn bản căn cứ", width=1.7),
    Column(key="phan_phoi", title="Nơi phân phối", width=1.5),
    Column(key="ra_soat", title="Rà soát kế tiếp", width=1.15, align="center"),
)


@form("A1", title=_("Danh mục tài liệu nội bộ"), asks="day", clause="7.5.3")
def master_list(_record: None, making: Making) -> Paper:
    """The documents in force on a day, as far as who asks may see them; the same number of queries for any number."""
    rows = [_told(one) for one in _in_force(making)]
    day = ngay(making.on)
    return inner_form(
        making,
        Paragraph(text=f"Danh mục có {len(rows)} tài liệu đang có hiệu lực.", indent=False),
        Table(key="danh_muc", columns=LIST_COLUMNS, rows=counted(rows)),
        signed_by(
            making,
            signature_of_role(making.agency, Role.SECRETARY, making.on, title="Người lập"),
            signature_of_role(making.agency, Role.HEAD, making.on, title="Phê duyệt"),
            dated=making.on,
        ),
        heading="DANH MỤC TÀI LIỆU NỘI BỘ",
        subject=f"Tính đến ngày {day}",
        dated=making.on,
        landscape=True,
        behind=(
            Sheet(
                title="Danh mục tài liệu",
                columns=tuple(one.title for one in LIST_COLUMNS[1:]),
                rows=tuple(rows),
            ),
        ),
    )


SHOWN_COLUMNS = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ma", title="Mã tài liệu", width=1.4),
    Column(key="ten", title="Tên tài liệu", width=4),
    Column(key="don_vi", title="Đơn vị chủ trì", width=1.8),
    Column(key="lan_ban_hanh", title="Lần ban hành", width=0.8, align="center"),
    Column(key="lan_sua_doi", title="Lần sửa đổi", width=0.8, align="center"),
    Column(key="ngay_hieu_luc", title="Ngày hiệu lực", width=1.15, align="center"),
    Column(key="tinh_trang", title="Tình trạng", width=1.6),
    Column(key="ma_kiem_tra", title="Mã kiểm tra", width=1.4, align="center"),
)


def list_as_shown(documents: Iterable[dict[str, Any]], making: Making) -> Paper:
    """The documents of a list as it was narrowed, in force or not, with the codes printed copies are compared with."""
    rows = counted(
        (
            one["code"], f"{one['title']} ({one['field']})" if one["field"] else one["title"], one["unit"], one["edition"],
            one["amendment"], ngay(one["in_force_date"]), str(one["state"]), one["check_code"],
        )
        for one in documents
    )  # fmt: skip
    return inner_form(
        making,
        Paragraph(
            text="So mã kiểm tra in trên bản giấy với cột cuối: trùng là bản đang có hiệu lực."
            if rows
            else "Không có tài liệu nào khớp.",
            indent=False,
        ),
        Table(key="danh_muc", columns=SHOWN_COLUMNS, rows=rows),
        heading="DANH MỤC TÀI LIỆU",
        subject=f"Lập ngày {ngay(making.on)}",
        landscape=True,
    )


def _in_force(making: Making) -> QuerySet[Revision]:
    """Return the revisions in force on the day, of documents of our own."""
    seen = visible(Document.objects.of(making.viewer), making.viewer).exclude(kind=Kind.EXTERNAL)
    revisions = visible_revisions(Revision.objects.of(making.viewer), making.viewer).in_force(making.on)  # type: ignore[attr-defined]
    laws = LegalBasis.objects.select_related("law").order_by("pk")
    return (
        revisions.filter(document__in=seen.values("pk"))
        .select_related("document__unit", "decision", "agency")
        .prefetch_related(Prefetch("bases", laws), "document__audiences__unit")
        .order_by("document__level", "document__code_sort", "pk")
    )


def _told(one: Revision) -> tuple[str, ...]:
    """Return a row of the list without its place."""
    document, decision = one.document, one.decision
    title = f"{document.title} ({document.field})" if document.field else document.title
    approved = "; ".join(filter(None, [one.approved_by, f"QĐ số {decision.number}" if decision else ""]))
    return (
        document.code,
        title,
        f"{document.get_kind_display()} / {ROMAN[Level(document.level)]}",
        document.unit.name if document.unit else "",
        f"{one.edition:02d}/{one.amendment:02d}",
        ngay(decision.date if decision else one.approved_date),
        ngay(one.in_force_date),
        approved,
        ", ".join(document.clauses),
        "; ".join(basis.law.number or str(basis.law) for basis in one.bases.all()),
        "; ".join(str(audience) for audience in document.audiences.all()),
        ngay(document.next_review_date),
    )


REMARK_COLUMNS = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="nguoi_gop_y", title="Người góp ý", width=1.8),
    Column(key="muc", title="Mục", width=0.9),
    Column(key="y_kien", title="Ý kiến", width=3.4),
    Column(key="tiep_thu", title="Tiếp thu / giải trình", width=2.6),
    Column(key="ngay_gop_y", title="Ngày", width=1.2, align="center"),
)


@form("A4", title=_("Phiếu lấy ý kiến, soát xét dự thảo"), of="support.revision", clause="7.5.2")
def review_sheet(record: Revision | None, making: Making) -> Paper:
    """The remarks on a draft and what was said at its steps; who wrote it answers them by hand."""
    one = record
    document = one.document if one else None
    return inner_form(
        making,
        Fields(
            fields=(
                Field(key="tai_lieu", label="Tài liệu", value=str(document) if document else ""),
                Field(key="ban_du_thao", label="Bản dự thảo", value=one.number if one else ""),
                Field(key="nguoi_soan", label="Người soạn thảo", value=str(one.author) if one else ""),
                Field(
                    key="noi_dung_thay_doi", label="Nội dung thay đổi", value=one.summary if one else "", is_long=True
                ),
            )
        ),
        Table(
            key="y_kien",
            columns=REMARK_COLUMNS,
            rows=counted(_remarks(one, making)) if one else (),
            blank_rows=0 if one else 8,
        ),
        signed_by(
            making,
            signs("Người soạn thảo", str(one.author) if one else ""),
            signs("Người soát xét"),
        ),
        heading="PHIẾU LẤY Ý KIẾN, SOÁT XÉT DỰ THẢO",
        unit=document.unit if document else None,
    )


def _remarks(one: Revision, making: Making) -> list[tuple[Any, ...]]:
    """Return remarks and words at steps, oldest first."""
    said: list[tuple[date, str, str]] = [
        (localdate(remark.created_at), _who(str(remark.author), remark.seat), remark.text)
        for remark in comments_of(one, viewer=making.viewer)
    ]
    round_ = round_of(one)
    votes: list[Vote] = [vote for step in round_.steps for vote in step.votes.all()] if round_ else []
    said += [
        (localdate(vote.at), _who(str(vote.user), vote.seat), vote.note or str(vote.get_word_display()).capitalize())
        for vote in votes
    ]
    return [(who, "", text, "", ngay(day)) for day, who, text in sorted(said, key=lambda each: each[0])]


def _who(name: str, seat: str) -> str:
    return f"{name}, {seat}" if seat else name
