"""Distribution as papers (form A5): the register of numbered copies of the agency, and the sheet of one document."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.commands import may
from sotay.papers.authority import signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Field, Fields, Paper, Table
from sotay.papers.shapes import counted, inner_form, signed_by, signs
from sotay.support.distribution.models import PaperCopy
from sotay.support.distribution.queries import list_copies, list_readers, list_register, revision_in_force
from sotay.support.documents.models import Document
from sotay.ui.formats import ngay

Role = Seat.Role
WHAT = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ma", title="Mã tài liệu", width=1.3),
    Column(key="ten", title="Tên tài liệu", width=2.8),
)
COPY = (
    Column(key="lan", title="Lần BH / SĐ", width=0.8, align="center"),
    Column(key="ban_so", title="Bản số", width=0.7, align="center"),
    Column(key="noi_nhan", title="Nơi nhận", width=2.2),
    Column(key="hinh_thuc", title="Hình thức", width=0.9, align="center"),
    Column(key="ngay_cap", title="Ngày cấp", width=1.2, align="center"),
    Column(key="ky_nhan", title="Ký nhận", width=1.2),
    Column(key="ngay_thu_hoi", title="Ngày thu hồi", width=1.2, align="center"),
    Column(key="xu_ly", title="Xử lý bản cũ", width=1.6),
)
READERS = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ho_ten", title="Người nhận", width=2.4),
    Column(key="don_vi", title="Đơn vị", width=2.6),
    Column(key="han", title="Hạn đọc", width=1.2, align="center"),
    Column(key="ngay_xac_nhan", title="Ngày xác nhận đã đọc và hiểu", width=1.7, align="center"),
)


@form(
    "A5",
    title=_("Sổ phân phối, thu hồi tài liệu"),
    clause="7.5.3.2",
    may=lambda viewer, _record: may(viewer, "support.view_copy_register"),
)
def register(_record: None, making: Making) -> Paper:
    """Every numbered copy of the agency; one query for any number."""
    rows = [(one.document.code, one.document.title, *_copy(one)) for one in list_register(viewer=making.viewer)]
    return inner_form(
        making,
        Table(key="phan_phoi", columns=(*WHAT, *COPY), rows=counted(rows)),
        signed_by(
            making, signature_of_role(making.agency, Role.CLERK, making.on, title="Người giữ sổ"), dated=making.on
        ),
        heading="SỔ PHÂN PHỐI, THU HỒI TÀI LIỆU",
        subject=f"Tính đến ngày {ngay(making.on)}",
        dated=making.on,
        landscape=True,
    )


@form(
    "A5P",
    title=_("Phiếu phân phối, thu hồi tài liệu"),
    of="support.document",
    clause="7.5.3.2",
    may=lambda viewer, document: may(viewer, "support.view_copies", document),
)
def sheet(record: Document | None, making: Making) -> Paper:
    """Where the copies of one document are, and who confirmed having read it."""
    one = record
    current = revision_in_force(one) if one else None
    copies = [_copy(each) for each in list_copies(one, viewer=making.viewer)] if one else []
    readers = list_readers(one, viewer=making.viewer, on=making.on) if one and _sees_readers(one, making) else []
    told = [(each.name, each.units, ngay(each.due_date), ngay(each.read_date)) for each in readers]
    columns = (WHAT[0], *COPY)
    return inner_form(
        making,
        Fields(
            fields=(
                Field(key="tai_lieu", label="Tài liệu", value=str(one) if one else ""),
                Field(key="ban_hien_hanh", label="Bản hiện hành", value=current.number if current else ""),
                Field(
                    key="hieu_luc_tu", label="Hiệu lực từ ngày", value=ngay(current.in_force_date) if current else ""
                ),
            )
        ),
        Table(key="ban_giay", columns=columns, rows=counted(copies), caption="Bản giấy", blank_rows=0 if copies else 8),
        Table(
            key="ban_dien_tu",
            columns=READERS,
            rows=counted(told),
            caption="Phân phối điện tử: xác nhận trên hệ thống",
            blank_rows=0 if one else 4,
        ),
        signed_by(making, signs("Người phân phối"), signs("Phụ trách đơn vị chủ trì")),
        heading="PHIẾU PHÂN PHỐI, THU HỒI TÀI LIỆU",
        landscape=True,
    )


def _copy(one: PaperCopy) -> tuple[Any, ...]:
    holder = ", ".join(filter(None, [one.unit.name if one.unit else "", one.holder]))
    return (
        f"{one.revision.edition:02d}/{one.revision.amendment:02d}",
        f"{one.number:02d}",
        holder,
        "Giấy",
        ngay(one.given_date),
        "",
        ngay(one.returned_date),
        "; ".join(filter(None, [str(one.get_fate_display()) if one.fate else "", one.note])),
    )


def _sees_readers(document: Document, making: Making) -> bool:
    return may(making.viewer, "support.view_readers", document)
