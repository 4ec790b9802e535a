"""The minutes of handing over a seat (practice.md 1.8): all it holds, signed by both."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sotay.organisation.handovers.models import Handover
from sotay.organisation.handovers.queries import Part, content_of
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Field, Fields, Heading, Paper, Paragraph, Signature, Table
from sotay.papers.shapes import SIGN_HERE, counted, inner_form, number_of, signed_by
from sotay.ui.formats import ngay

COLUMNS = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="noi_dung", title="Nội dung", width=5),
    Column(key="han", title="Hạn", width=1.2, align="center"),
    Column(key="ghi_chu", title="Ghi chú", width=2.2),
)
BLANK_PARTS = ("Việc dở dang", "Việc đến hạn trong 90 ngày tới", "Văn bản đang trình, đang xử lý", "Hồ sơ, tài liệu")


@form(
    "I-ban-giao",
    title=_("Biên bản bàn giao vai trò"),
    of="organisation.handover",
    clause="5.3, 7.1.6",
    known_as="I-BG",
)
def minutes_of_handover(record: Handover | None, making: Making) -> Paper:
    """What the seat holds, where files lie, who confirmed when; as it stood when the seat passed."""
    one = record
    seat = one.seat if one else None
    paper = one.paper if one else None
    unit = seat.unit if seat else None
    return inner_form(
        making,
        Fields(
            fields=(
                Field(key="vai_tro", label="Vai trò bàn giao", value=seat.named if seat else ""),
                Field(key="don_vi", label="Đơn vị", value=unit.name if unit else ""),
                Field(key="ben_giao", label="Bên giao", value=str(seat.user) if seat else ""),
                Field(key="ben_nhan", label="Bên nhận", value=str(one.to_user) if one else ""),
                Field(key="tu_ngay", label="Nhận vai trò từ ngày", value=ngay(one.date) if one else ""),
                Field(key="theo_quyet_dinh", label="Theo quyết định", value=_decision(one)),
            )
        ),
        *_parts(content_of(one, on=making.on) if one else tuple(Part(title, ()) for title in BLANK_PARTS), one),
        Fields(
            fields=(
                Field(
                    key="noi_de_ho_so", label="Hồ sơ, tệp để ở đâu", value=one.files_note if one else "", is_long=True
                ),
                Field(key="luu_y", label="Việc cần lưu ý", value=one.note if one else "", is_long=True),
            )
        ),
        Paragraph(text="Biên bản được lập thành 02 bản, mỗi bên giữ 01 bản."),
        signed_by(making, _signed(one, "Bên giao"), _signed(one, "Bên nhận"), dated=one.date if one else None),
        heading="BIÊN BẢN BÀN GIAO",
        subject=f"Vai trò {seat.named}" if seat else "Vai trò trong hệ thống quản lý chất lượng",
        unit=unit,
        number=number_of(paper) if paper else None,
        dated=paper.date if paper else None,
    )


def _parts(parts: tuple[Part, ...], one: Handover | None) -> list[Block]:
    """Return a heading and a table for each part that holds something; the others are named together at the end."""
    told = [part for part in parts if part.lines or one is None]
    blocks: list[Block] = []
    for place, part in enumerate(told, start=1):
        rows = counted((line.text, ngay(line.due_date), line.note) for line in part.lines)
        blocks.append(Heading(text=part.title, level=2, number=f"{place}."))
        blocks.append(Table(key=f"phan_{place}", columns=COLUMNS, rows=rows, blank_rows=0 if rows else 4))
    if empty := [part.title.lower() for part in parts if part not in told]:
        blocks.append(Paragraph(text=f"Không có nội dung bàn giao về: {'; '.join(empty)}."))
    return blocks


def _decision(one: Handover | None) -> str:
    return f"{one.decision.number} ngày {ngay(one.decision.date)}" if one and one.decision else ""


def _signed(one: Handover | None, side: str) -> Signature:
    """Return a side's signature: confirmed on the system, or left to be signed by hand."""
    if one is None:
        return Signature(title=side, note=SIGN_HERE)
    giving = side == "Bên giao"
    at = one.giver_confirmed_at if giving else one.taker_confirmed_at
    name = str(one.seat.user if giving else one.to_user)
    return Signature(
        title=side, name=name, note=f"Xác nhận trên hệ thống ngày {ngay(localdate(at))}" if at else SIGN_HERE
    )
