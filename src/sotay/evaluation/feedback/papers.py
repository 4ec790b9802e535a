"""G3, the log of feedback as a paper that lies: what the viewer may see of a year, nothing of officials but to those entitled."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.commands import may
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.queries import list_feedback
from sotay.evaluation.feedback.tables import sender_of, words_of
from sotay.papers.authority import signature_of_head, signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Paper, Paragraph, Table
from sotay.papers.shapes import inner_form, signed_by
from sotay.ui.formats import ngay

State = Feedback.State
COLUMNS: Final = (
    Column(key="tt", title="TT", width=0.5, align="center"),
    Column(key="ma", title="Mã", width=1.2),
    Column(key="ngay", title="Ngày tiếp nhận", width=1.15, align="center"),
    Column(key="nguoi_gui", title="Người gửi", width=1.5),
    Column(key="hinh_thuc", title="Hình thức", width=1.2),
    Column(key="noi_dung", title="Phân loại, nội dung", width=3.2),
    Column(key="ho_so", title="Hồ sơ, thủ tục", width=1.6),
    Column(key="don_vi", title="Đơn vị xử lý", width=1.4),
    Column(key="han", title="Hạn trả lời", width=1.15, align="center"),
    Column(key="ket_qua", title="Kết quả, nội dung trả lời", width=2.8),
    Column(key="cong_khai", title="Công khai", width=1.1, align="center"),
)
BLANK: Final = 14
SHORT: Final = 600
"""Letters of what was said or answered that a line of the log tells; the rest stands in its record."""


@form(
    "G3",
    title=_("Sổ tiếp nhận phản ánh, kiến nghị"),
    asks="half",
    clause="9.1.2",
    may=lambda viewer, _record: viewer.is_member and may(viewer, "evaluation.view_feedback"),
)
def feedback_log(_record: Any, making: Making) -> Paper:
    """The log of a year or half in the order it came; complaints and denunciations are only counted, as everywhere."""
    viewer = making.viewer
    rows = list_feedback(viewer=viewer).filter(received_date__year=making.year, kind__in=Feedback.HANDLED)
    if making.half:
        rows = rows.filter(**{"received_date__month__lte" if making.half == 1 else "received_date__month__gt": 6})
    found = [one for one in reversed(rows) if one.received_date <= making.on]
    half = {1: "6 tháng đầu năm ", 2: "6 tháng cuối năm "}.get(making.half, "Năm ")
    return log_of(found, making, subject=f"{half}{making.year}")


def log_of(found: Sequence[Feedback], making: Making, *, subject: str) -> Paper:
    """Return lines of the log in the order they are given, masked for the viewer; `subject` says which they are."""
    lines = tuple(_row(place, one, making) for place, one in enumerate(found, start=1))
    return inner_form(
        making,
        Table(key="phan_anh", columns=COLUMNS, rows=lines, blank_rows=0 if lines else BLANK),
        *_counted(found, making),
        signed_by(
            making,
            signature_of_role(making.agency, Seat.Role.SECRETARY, making.on, title="Người ghi sổ"),
            signature_of_head(making.agency, making.on),
        ),
        heading="SỔ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ",
        subject=subject,
        landscape=True,
    )


def _row(place: int, one: Feedback, making: Making) -> tuple[str, ...]:
    viewer = making.viewer
    said = words_of(one, viewer)[:SHORT]
    code = one.dossier.code if one.dossier and not one.is_restricted else ""  # leads to who settled it
    about = "\n".join(filter(None, [code, one.service.name if one.service else ""]))
    noted = "; ".join(filter(None, [one.reference_number, one.field]))
    kind = f"{one.get_kind_display()} ({noted})" if noted else str(one.get_kind_display())
    return (
        str(place), one.code, ngay(one.received_date), sender_of(one, viewer), str(one.get_channel_display()),
        "\n".join(filter(None, [f"{kind}.", said])), about, str(one.unit or ""),
        ngay(one.due_date) if one.due_date else "", _came(one), ngay(one.published_date) if one.published_date else "",
    )  # fmt: skip


def _came(one: Feedback) -> str:
    """Say where it stands; an answer on what concerns an official stands in its record alone."""
    state = str(one.get_state_display())
    if day := (one.answered_date if one.state == State.ANSWERED else one.ended_date):
        state = f"{state} ngày {ngay(day)}"
    if one.is_restricted:
        return f"{state}."
    told = one.answer if one.state == State.ANSWERED else one.state_reason
    return f"{state}: {told[:SHORT]}" if told else f"{state}."


def _counted(found: Sequence[Feedback], making: Making) -> tuple[Paragraph, ...]:
    if not found:
        return ()
    answered = sum(one.state == State.ANSWERED for one in found)
    late = sum(one.state in Feedback.OPEN and one.due_date is not None and one.due_date < making.on for one in found)
    noted = any(one.kind in Feedback.ONLY_NOTED for one in found)
    text = f"Tổng số {len(found)}; đã trả lời {answered}; quá hạn chưa trả lời {late}."
    text += "" if noted else " Khiếu nại, tố cáo không ghi vào sổ này."
    return (Paragraph(text=text, indent=False),)
