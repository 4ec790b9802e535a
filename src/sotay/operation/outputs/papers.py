"""Papers of nonconforming outputs: the sheet of one (form E2) and the log of a year (ISO 9001 8.7.2)."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.operation.outputs.models import NonconformingOutput
from sotay.operation.outputs.queries import PEOPLE, list_outputs
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Heading, Paper, Sheet, Signature, Table
from sotay.papers.shapes import boxes, by, centred, counted, fields, inner_form, plain, signed, signs
from sotay.ui.formats import ngay

TYPE: Final = NonconformingOutput._meta.label_lower
State = NonconformingOutput.State
CLAUSE: Final = "8.7"
COSTS: Final = "Chi phí khắc phục (cơ quan chịu theo Nghị định số 61/2018/NĐ-CP, Điều 21)"
LOG: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="code", title="Số", width=1.1),
    Column(key="found_date", title="Ngày phát hiện", width=0.9, align="center"),
    Column(key="dossier", title="Mã hồ sơ, thủ tục", width=1.7),
    Column(key="unit", title="Đơn vị", width=1.2),
    Column(key="what", title="Nội dung không phù hợp", width=2.4),
    Column(key="stage", title="Phát hiện", width=1),
    Column(key="action", title="Cách xử lý", width=1.6),
    Column(key="decided", title="Người quyết định, ngày", width=1.3),
    Column(key="done", title="Kết quả xử lý, ngày", width=1.6),
    Column(key="checked", title="Kiểm tra lại", width=1.3),
    Column(key="state", title="Tình trạng", width=1),
)


@form("E2", title=_("Phiếu kiểm soát đầu ra không phù hợp"), of=TYPE, clause=CLAUSE)
def output_sheet(output: NonconformingOutput | None, making: Making) -> Paper:
    """Return the sheet of an output: what was not as it should be, who decided what, what was done and found afterwards."""

    def told(name: str) -> Any:
        return getattr(output, name) if output else None

    closed = told("state") == State.CLOSED
    ended = told("state") in NonconformingOutput.CLOSED
    dossier = told("dossier")
    return inner_form(
        making,
        centred(f"Số: {output.code} – {output.get_state_display()}" if output else "Số: ……………"),
        Heading(text="Đầu ra không phù hợp", number="1."),
        fields(("kind", "Loại", boxes(NonconformingOutput.Kind.choices, told("kind")))),
        fields(
            ("dossier", "Mã hồ sơ", dossier.code if dossier else "không gắn với hồ sơ" if output else ""),
            ("unit", "Đơn vị", told("unit")),
            columns=2,
        ),
        fields(
            ("service", "Thủ tục hành chính", told("service")),
            ("what", "Nội dung không phù hợp", told("what")),
            ("stage", "Phát hiện", boxes(NonconformingOutput.Stage.choices, told("stage"))),
            ("found", "Người ghi nhận", by(told("found_by"), told("found_date"))),
            long=("what",),
            without_empty=ended,
        ),
        Heading(text="Quyết định xử lý", number="2."),
        fields(
            ("action", "Cách xử lý", boxes(NonconformingOutput.Action.choices, told("action"))),
            ("action_text", "Việc phải làm", told("action_text")),
            long=("action_text",),
            without_empty=ended,
        ),
        fields(
            ("assigned_to", "Người xử lý", told("assigned_to")),
            ("due_date", "Hạn xử lý", _due(output, making.on)),
            columns=2,
            without_empty=ended,
        ),
        fields(
            ("decided", "Người quyết định", by(told("decided_by"), told("decided_date"))),
            ("costs", COSTS, ""),
            without_empty=ended,
        ),
        Heading(text="Kết quả xử lý và kiểm tra lại", number="3."),
        fields(
            ("done_text", "Kết quả xử lý", told("done_text")),
            ("done", "Người báo kết quả", by(told("done_by"), told("done_date"))),
            (
                "checked_text",
                "Kiểm tra lại" if closed or output is None else "Kiểm tra lại lần trước: còn thiếu",
                told("checked_text") or ("đạt" if closed else ""),
            ),
            ("checked", "Người kiểm tra lại", by(told("checked_by"), told("checked_date"))),
            *([("cancelled_reason", "Lý do hủy bỏ", told("cancelled_reason"))] if told("cancelled_reason") else []),
            long=("done_text",),
            without_empty=ended,
        ),
        signed(
            _signs("Người xử lý", told("done_by"), told("done_date")),
            _signs(
                "Người kiểm tra lại",
                told("checked_by") if closed else None,
                told("checked_date") if closed else None,
            ),
            _signs("Người quyết định", told("decided_by"), told("decided_date")),
        ),
        heading="PHIẾU KIỂM SOÁT ĐẦU RA KHÔNG PHÙ HỢP",
        mark="ĐÃ HỦY BỎ" if told("state") == State.CANCELLED else "",
    )


def _reads(viewer: Actor, _record: Any) -> bool:
    return may(viewer, "operation.view_outputs")


@form("E2-SO", title=_("Sổ theo dõi đầu ra không phù hợp"), asks="year", clause=CLAUSE, may=_reads)
def output_log(_record: Any, making: Making) -> Paper:
    """Return the log of a year, those found first standing first; one query."""
    rows = list_outputs(viewer=making.viewer).select_related(*PEOPLE).filter(found_date__year=making.year)
    outputs = list(rows.order_by("found_date", "pk"))
    left = sum(one.is_open for one in outputs)
    paper = inner_form(
        making,
        Table(key="outputs", columns=LOG, rows=counted(_row(one) for one in outputs)),
        plain(f"Tổng số {len(outputs)}, chưa đóng {left}. Số liệu ngày {ngay(making.on)}."),
        signed(signs("Người theo dõi"), signs("Thư ký ISO")),
        heading="SỔ THEO DÕI ĐẦU RA KHÔNG PHÙ HỢP",
        subject=f"Năm {making.year}",
        landscape=True,
    )
    columns = (
        "Số",
        "Ngày phát hiện",
        "Mã hồ sơ",
        "Thủ tục",
        "Đơn vị",
        "Loại",
        "Nội dung",
        "Cách xử lý",
        "Ngày xử lý xong",
        "Tình trạng",
    )
    behind = tuple(
        (
            one.code, one.found_date, one.dossier.code if one.dossier else "", str(one.service or ""), str(one.unit or ""),
            str(one.get_kind_display()), one.what, str(one.get_action_display()), one.done_date, str(one.get_state_display()),
        )
        for one in outputs
    )  # fmt: skip
    return replace(paper, behind=(Sheet(title="Đầu ra không phù hợp", columns=columns, rows=behind),))


def _row(one: NonconformingOutput) -> tuple[Any, ...]:
    checked = "" if one.checked_date is None else by(one.checked_by, one.checked_date)
    return (
        one.code,
        ngay(one.found_date),
        "\n".join(filter(None, [one.dossier.code if one.dossier else "", str(one.service or "")])),
        one.unit,
        f"{one.get_kind_display()}: {one.what}",
        str(one.get_stage_display()),
        "\n".join(filter(None, [str(one.get_action_display()) if one.action else "", one.action_text])),
        by(one.decided_by, one.decided_date),
        "\n".join(filter(None, [one.done_text, by(one.done_by, one.done_date)])),
        "\n".join(filter(None, [one.checked_text, checked])),
        str(one.get_state_display()),
    )


def _due(output: NonconformingOutput | None, on: date) -> str:
    due = output.due_date if output else None
    if output is None or due is None:
        return ""
    late = (on - due).days
    return f"{ngay(due)} (quá hạn {late} ngày)" if output.state == State.DECIDED and late > 0 else ngay(due)


def _signs(title: str, who: Any, day: date | None) -> Signature:
    return signs(title, who, note=f"Ngày {ngay(day)}") if who and day else signs(title)
