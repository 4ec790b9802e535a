"""The register of a year as a paper (Mẫu 07 of TT 03/2025/TT-VPCP, Mẫu 06 of TT 01/2018/TT-VPCP)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.operation.dossiers.book.queries import get_book, lines_of, rows_of
from sotay.operation.dossiers.models import Dossier, DossierBook
from sotay.operation.dossiers.slips.parameters import CIRCULARS, TT01, circulars_of
from sotay.operation.dossiers.slips.sheet import DESK
from sotay.papers.authority import head_title, signature_of_head, signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, FormMark, Letterhead, Paper, Paragraph, Signatures, Table
from sotay.papers.refusing import PaperRefused
from sotay.papers.rounds import approved_by, last_round
from sotay.papers.shapes import inner_form, signed_by
from sotay.ui.formats import ngay, so

MOST: Final = 3000
"""So many lines stand in one paper; a larger register is printed from its page, part by part."""
BLANK: Final = 18
COLUMNS: Final = (
    Column(key="tt", title="TT", width=0.5, align="center"),
    Column(key="ma", title="Mã hồ sơ", width=1.7),
    Column(key="thu_tuc", title="Tên thủ tục hành chính", width=2.6),
    Column(key="so_bo", title="Số lượng hồ sơ (bộ)", width=0.8, align="center"),
    Column(key="ten", title="Tên cá nhân, tổ chức", width=1.6),
    Column(key="lien_he", title="Địa chỉ, số điện thoại", width=1.7),
    Column(key="don_vi", title="Cơ quan, đơn vị chủ trì giải quyết", width=1.4),
    Column(key="nhan", title="Nhận hồ sơ", group="Ngày, tháng, năm", width=1.1, align="center"),
    Column(key="hen", title="Hẹn trả kết quả", group="Ngày, tháng, năm", width=1.1, align="center"),
    Column(
        key="chuyen", title="Chuyển kết quả đến bộ phận một cửa", group="Ngày, tháng, năm", width=1.1, align="center"
    ),
    Column(key="tra", title="Trả kết quả", group="Ngày, tháng, năm", width=1.1, align="center"),
    Column(key="phuong_thuc", title="Phương thức nhận kết quả", width=1.1),
    Column(key="ky_nhan", title="Ký nhận", width=0.9),
    Column(key="ghi_chu", title="Ghi chú", width=1.2),
)


@form(
    "M07",
    title=_("Sổ theo dõi hồ sơ"),
    asks="year",
    clause="8.5.2",
    may=lambda viewer, _record: may(viewer, "operation.view_dossier_book"),
)
def dossier_register(_record: Any, making: Making) -> Paper:
    """The register of a year in its order; names and addresses only of those the viewer may see."""
    rows = lines_of(making.agency.pk, making.year)
    count = rows.count()
    if count > MOST:
        year = making.year
        text = f"Sổ năm {year} có {so(count)} dòng, in một lần được nhiều nhất {so(MOST)}: mở trang Sổ theo dõi hồ sơ và in từng phần."
        raise PaperRefused(text, code="too_long")
    return part_of(get_book(making.year, viewer=making.viewer), rows, making)


def part_of(
    book: DossierBook, dossiers: Iterable[Dossier], making: Making, *, first: int = 1, said: str = "", ends: bool = True
) -> Paper:
    """Return lines of a register from the number `first` on; `said` tells which part they are, it `ends` with the signatures."""
    year = book.year
    circular = circulars_of(making.agency)(min(making.on, date(year, 12, 31)))
    number = "06" if circular == TT01 else "07"
    cells = tuple(_cells(row) for row in rows_of(dossiers, viewer=making.viewer, first=first))
    paper = inner_form(
        making,
        Table(key="ho_so", columns=COLUMNS, rows=cells, blank_rows=0 if cells else BLANK),
        *(_closing(book, making) if ends else ()),
        heading="SỔ THEO DÕI HỒ SƠ",
        subject="\n".join(filter(None, [f"Năm {year}", said])),
        landscape=True,
        has_nation=True,
    )
    return replace(
        paper,
        letterhead=Letterhead(parent=making.agency.name, agency=DESK),
        form=making.mark or FormMark(code=f"Mẫu số {number} ({CIRCULARS[circular]})"),
    )


def _cells(row: Any) -> tuple[str, ...]:
    one = row.dossier
    due = one.receipt_due_date or one.due_date
    days = (one.received_date, due, one.result_date, one.returned_date)
    return (
        str(row.number), one.code, one.service.name, str(one.sets), row.name, row.contact, str(one.unit or ""),
        *(ngay(day) if day else "" for day in days), str(one.get_returned_how_display()), "", row.note,
    )  # fmt: skip


def _closing(book: DossierBook, making: Making) -> tuple[Paragraph | Signatures, ...]:
    """Say whether the register is closed, and who confirmed that; room to sign while nobody did."""
    agency, on = making.agency, making.on
    keeper = signature_of_role(agency, "ONE_STOP", on, title="Người ghi sổ")
    if book.state != DossierBook.State.CLOSED or book.closed_date is None:
        open_ = Paragraph(text="Sổ chưa khóa.", indent=False)
        return open_, signed_by(making, keeper, signature_of_head(agency, on))
    closed = Paragraph(text=f"Sổ khóa ngày {ngay(book.closed_date)}, có {so(book.count)} hồ sơ.", indent=False)
    head = approved_by(head_title(agency, on), last_round(book), day=book.closed_date)
    return closed, signed_by(making, keeper, head, dated=book.closed_date)
