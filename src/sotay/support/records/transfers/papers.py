"""Minutes over files: of their disposal (form A7) and of handing them over to the archive (NĐ 30/2020/NĐ-CP, phụ lục V)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.approvals.models import Approval
from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Column, Field, Fields, Paper, Paragraph, Prose, Signature, Table
from sotay.papers.rounds import approved_by
from sotay.papers.shapes import counted, inner_form, number_of, signed_by, signs
from sotay.support.records.models import Transfer, TransferItem
from sotay.support.records.retention import kept_until
from sotay.support.records.transfers.queries import items_of, round_of
from sotay.ui.formats import ngay

Manner = Transfer.Manner
FILE = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="so_ho_so", title="Số, ký hiệu hồ sơ", width=1.5),
    Column(key="tieu_de", title="Tiêu đề hồ sơ", width=4),
    Column(key="thoi_gian", title="Thời gian", width=2, align="center"),
)
DISPOSED = (
    *FILE,
    Column(key="thoi_han", title="Thời hạn bảo quản", width=1.3, align="center"),
    Column(key="het_han", title="Bảo quản đến", width=1.4, align="center"),
    Column(key="so_to", title="Số tờ", width=0.7, align="right"),
)
HANDED = (
    *FILE,
    Column(key="thoi_han", title="Thời hạn bảo quản", width=1.3, align="center"),
    Column(key="so_to", title="Số tờ", width=0.7, align="right"),
    Column(key="ghi_chu", title="Ghi chú", width=1.3),
)


def _is(manner: str) -> Any:
    return lambda transfer: transfer.manner == manner


@form("A7", title=_("Biên bản hủy tài liệu, hồ sơ"), of="support.transfer", clause="7.5.3.2", when=_is(Manner.DISPOSE))
def minutes_of_disposal(record: Transfer | None, making: Making) -> Paper:
    """What is destroyed on which basis, how and before whom."""
    items = _items(record)
    kept = _kept(items)
    rows = [
        (*_file(one), one.file.record_class.retention, ngay(_until(one)), str(one.file.sheets or "")) for one in kept
    ]
    approval = round_of(record) if record else None
    approver = approved_by("Người phê duyệt", approval, day=record.approved_date if record else None)
    basis = "; ".join(
        filter(None, [record.reason, f"danh mục hủy số {record.code}", _approved(record, approval)]) if record else []
    )
    return inner_form(
        making,
        Fields(
            fields=(
                Field(key="can_cu_huy", label="Căn cứ", value=basis, is_long=True),
                Field(key="ngay_huy", label="Ngày hủy", value=ngay(record.done_date) if record else ""),
                Field(key="dia_diem", label="Địa điểm"),
            )
        ),
        Paragraph(text="Thành phần chứng kiến:", indent=False),
        Prose(key="hoi_dong", label="Thành phần chứng kiến (họ tên, chức vụ)"),
        Paragraph(text=_sum(kept, record, "tiến hành hủy")),
        Fields(fields=(Field(key="hinh_thuc", label="Hình thức hủy", value=record.method if record else ""),)),
        Paragraph(text="Biên bản được lập thành 02 bản, mỗi bên giữ 01 bản."),
        signed_by(
            making, signs("Người lập biên bản"), signs("Người thực hiện hủy"), signs("Đại diện cơ quan"),
            dated=record.done_date if record else None,
        ),
        annexes=(
            _list(
                making,
                items,
                title=f"Danh mục hồ sơ hết thời hạn bảo quản, đề nghị hủy{_numbered(record)}",
                table=Table(key="danh_muc", columns=DISPOSED, rows=counted(rows), blank_rows=0 if record else 10),
                second=approver,
            ),
        ),
        **_minuted(record, "BIÊN BẢN", "Hủy tài liệu, hồ sơ hết giá trị"),
    )  # fmt: skip


@form(
    "A7N",
    title=_("Biên bản giao nhận hồ sơ, tài liệu nộp lưu"),
    of="support.transfer",
    clause="7.5.3.2",
    when=_is(Manner.ARCHIVE),
)
def minutes_of_hand_over(record: Transfer | None, making: Making) -> Paper:
    """Which files pass to the archive, from whom to whom, with their list."""
    items = _items(record)
    kept = _kept(items)
    rows = [(*_file(one), one.file.record_class.retention, str(one.file.sheets or ""), one.file.place) for one in kept]
    return inner_form(
        making,
        Fields(
            fields=(
                Field(key="ben_giao", label="Bên giao", value=making.agency.name if record else ""),
                Field(key="ben_nhan", label="Bên nhận", value=record.received_by if record else ""),
                Field(key="can_cu_giao", label="Căn cứ", value=_basis(record)),
                Field(key="ngay_giao", label="Ngày giao nhận", value=ngay(record.done_date) if record else ""),
            )
        ),
        Paragraph(text=_sum(kept, record, "giao nhận")),
        Paragraph(text="Biên bản được lập thành 02 bản, bên giao giữ 01 bản, bên nhận giữ 01 bản."),
        signed_by(
            making, signs("Đại diện bên giao"), signs("Đại diện bên nhận"),
            dated=record.done_date if record else None,
        ),
        annexes=(
            _list(
                making,
                items,
                title=f"Mục lục hồ sơ, tài liệu nộp lưu{_numbered(record)}",
                table=Table(key="muc_luc", columns=HANDED, rows=counted(rows), blank_rows=0 if record else 10),
                second=signs("Bên nhận"),
            ),
        ),
        **_minuted(record, "BIÊN BẢN", "Về việc giao nhận hồ sơ, tài liệu"),
    )  # fmt: skip


def _minuted(record: Transfer | None, heading: str, subject: str) -> dict[str, Any]:
    """Return name, number and day of minutes: those of the paper they were written on, once they were."""
    minutes = record.minutes if record else None
    return {
        "heading": heading,
        "subject": subject,
        "number": number_of(minutes) if minutes else None,
        "dated": minutes.date if minutes else None,
    }


def _list(making: Making, items: list[TransferItem], *, title: str, table: Table, second: Signature) -> Annex:
    """Return the list that goes with the minutes, with what was left out of it and why, signed by who made it and a second."""
    left = "; ".join(f"{one.file.number} ({one.left_out_reason})" for one in items if one.left_out_reason)
    said = (Paragraph(text=f"Để lại, không đưa vào danh sách: {left}.", indent=False),) if left else ()
    return Annex(title=title, blocks=(table, *said, signed_by(making, signs("Người lập"), second)))


def _numbered(record: Transfer | None) -> str:
    return f" số {record.code}" if record else ""


def _items(record: Transfer | None) -> list[TransferItem]:
    return list(items_of(record)) if record else []


def _kept(items: list[TransferItem]) -> list[TransferItem]:
    return [one for one in items if not one.left_out_reason]


def _basis(record: Transfer | None) -> str:
    return "; ".join(filter(None, [record.reason, f"mục lục hồ sơ nộp lưu số {record.code}"])) if record else ""


def _file(one: TransferItem) -> tuple[str, ...]:
    file = one.file
    days = " – ".join(filter(None, [ngay(file.opened_date), ngay(file.closed_date)]))
    return (file.number, file.title, days)


def _until(one: TransferItem) -> Any:
    return kept_until(one.file.record_class, one.file.closed_date) if one.file.closed_date else None


def _approved(record: Transfer, approval: Approval | None) -> str:
    paper = f" ({approval.paper.number})" if approval and approval.paper else ""
    return f"được phê duyệt ngày {ngay(record.approved_date)}{paper}" if record.approved_date else ""


def _sum(items: list[TransferItem], record: Transfer | None, what: str) -> str:
    if record is None:
        return f"Tổng số hồ sơ {what}: …… hồ sơ, …… tờ."
    return f"Tổng số hồ sơ {what}: {len(items)} hồ sơ, {sum(one.file.sheets or 0 for one in items)} tờ, theo danh sách kèm theo."
