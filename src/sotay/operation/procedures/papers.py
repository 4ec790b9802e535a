"""The description of a procedure as a paper: its services by the usual eight parts, its steps with what they come to, its flowchart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.context.models import Service
from sotay.operation.procedures import drawing
from sotay.operation.procedures.cases import Case, StepShown, cases_of
from sotay.operation.procedures.models import ProcedureRules
from sotay.papers.authority import signature_of_head, signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Figure, Heading, Items, Paper, Paragraph, Run, Table
from sotay.papers.shapes import inner_form, listed, post_of, signed_by
from sotay.support.documents.models import Kind
from sotay.support.models import Revision
from sotay.ui.charts.diagram import Diagram
from sotay.ui.formats import ngay

BLANK: Final = 6
UNSAID: Final = "Theo quyết định công bố thủ tục hành chính."
PAPERS: Final = (
    Column(key="tt", title="TT", width=0.5, align="center"),
    Column(key="ten", title="Thành phần hồ sơ", width=5),
    Column(key="ban_chinh", title="Bản chính", width=1, align="center"),
    Column(key="ban_sao", title="Bản sao", width=1, align="center"),
)
STEPS: Final = (
    Column(key="tt", title="TT", width=0.5, align="center"),
    Column(key="trinh_tu", title="Trình tự", width=3.6),
    Column(key="trach_nhiem", title="Trách nhiệm", width=1.7),
    Column(key="thoi_gian", title="Thời gian", width=1.3, align="center"),
    Column(key="ket_qua", title="Biểu mẫu, kết quả", width=1.9),
)
_DRAWN: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@form(
    "QT5",
    title=_("Mô tả quy trình giải quyết"),
    of="support.revision",
    clause="8.5.1",
    when=lambda revision: revision.document.kind == Kind.PROCEDURE and revision.variants.exists(),
)
def procedure_description(revision: Revision | None, making: Making) -> Paper:
    """Parts 5.1 to 5.8 of a procedure in one revision; a constant number of queries."""
    services = _services(revision, making) if revision else []
    cases = cases_of(revision) if revision else []
    document = revision.document if revision else None
    return inner_form(
        making,
        *_of_services(services),
        *_times(cases, revision),
        *_places(services, making),
        *_steps(cases),
        *_bases(services),
        signed_by(
            making,
            signature_of_role(making.agency, Seat.Role.UNIT_HEAD, making.on, title="Trưởng đơn vị", unit=document.unit)
            if document and document.unit
            else signature_of_role(making.agency, Seat.Role.SECRETARY, making.on, title="Người soạn thảo"),
            signature_of_head(making.agency, making.on),
        ),
        heading="MÔ TẢ QUY TRÌNH GIẢI QUYẾT",
        subject=_of(revision) if revision else "",
    )


def _of(revision: Revision) -> str:
    """Return which revision it is, from when it is in force, or that it is not."""
    document = revision.document
    field = f", {document.field}" if document.field else ""
    day = f"\ncó hiệu lực từ ngày {ngay(revision.in_force_date)}" if revision.in_force_date else ""
    state = "" if revision.state == Revision.State.IN_FORCE else f"\n({revision.get_state_display()})"
    return f"{document.code} – {document.title}{field}, {revision.number}{day}{state}"


def _services(revision: Revision, making: Making) -> list[Service]:
    rows = Service.objects.of(making.viewer).filter(procedures__document=revision.document_id)
    return list(rows.prefetch_related("papers", "limits", "bases__law").order_by("code", "pk"))


def _of_services(services: Sequence[Service]) -> Iterator[Block]:
    """Yield 5.1 conditions, 5.2 papers, 5.3 how many sets."""
    yield Heading(number="5.1.", text="Điều kiện thực hiện", level=2)
    yield from _each(services, [(one, one.conditions) for one in services])
    yield Heading(number="5.2.", text="Thành phần hồ sơ", level=2)
    for one in services:
        rows = tuple(
            (str(place), paper.name, str(paper.originals or ""), str(paper.copies or ""))
            for place, paper in enumerate(one.papers.all(), start=1)
        )
        caption = _named(one) if len(services) > 1 else ""
        yield Table(key=f"thanh_phan_{one.pk}", columns=PAPERS, rows=rows, caption=caption, blank_rows=0 if rows else 1)
    if not services:
        yield Table(key="thanh_phan", columns=PAPERS, blank_rows=BLANK)
    yield Heading(number="5.3.", text="Số lượng hồ sơ", level=2)
    yield Paragraph(text="01 bộ, trừ khi quyết định công bố thủ tục ghi khác." if services else "…… bộ.")


def _named(service: Service) -> str:
    return f"{service.code} {service.name}"


def _each(services: Sequence[Service], told: Iterable[tuple[Service, str]]) -> Iterator[Block]:
    """Yield a text of each service, under its name where there are several."""
    if not services:
        yield Paragraph(text="……………………………………………………")
        return
    for one, text in told:
        if len(services) > 1:
            yield Paragraph(text=(Run(_named(one), bold=True),), indent=False)
        for line in text.strip().splitlines() or [UNSAID]:
            if line.strip():
                yield Paragraph(text=line.strip())


def _times(cases: Sequence[Case], revision: Revision | None) -> Iterator[Block]:
    """Yield 5.4: the limit by the law and the one at the agency, case by case, and how it is counted."""
    yield Heading(number="5.4.", text="Thời gian xử lý", level=2)
    items = tuple(
        f"{one.name}: theo quy định {one.printed_words or one.legal_words or 'không quy định'}; "
        f"tại cơ quan {one.own_words or one.legal_words or 'không quy định'}."
        for one in cases
    )
    yield Items(items=items) if items else Paragraph(text="……………………………………………………")
    rules = ProcedureRules.objects.filter(document=revision.document_id).first() if revision else None
    if rules is not None and rules.late_from is not None:
        yield Paragraph(text=f"Hồ sơ nhận sau {rules.late_from:%H giờ %M phút} tính thời hạn từ ngày làm việc kế tiếp.")
    if rules is not None and rules.pauses_count:
        yield Paragraph(text="Thời gian tạm dừng vẫn tính vào thời hạn.")


def _places(services: Sequence[Service], making: Making) -> Iterator[Block]:
    """Yield 5.5 where it is handed in and returned, 5.6 fees."""
    yield Heading(number="5.5.", text="Nơi tiếp nhận và trả kết quả", level=2)
    ways = sorted({str(Service.Channel(way).label) for one in services for way in one.channels})
    how = f" Hình thức: {', '.join(way[:1].lower() + way[1:] for way in ways)}." if ways else ""
    yield Paragraph(text=f"Bộ phận Tiếp nhận và Trả kết quả, {making.agency.name}.{how}")
    yield Heading(number="5.6.", text="Phí, lệ phí", level=2)
    yield from _each(services, [(one, one.fees) for one in services])


def _steps(cases: Sequence[Case]) -> Iterator[Block]:
    """Yield 5.7: the steps of each case with their sum, and the flowchart."""
    yield Heading(number="5.7.", text="Quy trình xử lý công việc", level=2)
    if not cases:
        yield Table(key="cac_buoc", columns=STEPS, blank_rows=2 * BLANK)
    for one in cases:
        if len(cases) > 1 or one.variant.name:
            yield Heading(text=one.name, level=3)
        rows = tuple(_step(step) for step in one.shown_steps)
        total = (("", "Tổng các bước", "", one.sum_words, _elsewhere(one)),) if one.sum_words else ()
        yield Table(
            key=f"cac_buoc_{one.variant.position}", columns=STEPS, rows=(*rows, *total), total=bool(total),
            blank_rows=0 if rows else BLANK,
        )  # fmt: skip
        if chart := drawing.wide(one):
            yield Figure(svg=svg_of(chart), alt=_said(one), caption=str(chart.title), width=_share(chart))


def _elsewhere(case: Case) -> str:
    return f"Tại cơ quan khác: {case.elsewhere_words}, cộng riêng" if case.elsewhere_words else ""


def _step(step: StepShown) -> tuple[str, ...]:
    work = f"{step.one.work}\n({step.after})" if step.after else step.one.work
    who = f"{post_of(step.who)} (tại cơ quan khác)" if step.one.is_external else post_of(step.who)
    came = "\n".join(filter(None, [step.one.forms, step.one.result]))
    return (step.number or str(step.one.position), work, who, step.time, came)


def svg_of(chart: Diagram) -> str:
    """Return the drawing of a page alone, without the table that stands beside it there."""
    found = _DRAWN.search(render_to_string("ui/charts/diagram.html", {"diagram": chart}))
    return found[0] if found else ""


def _said(case: Case) -> str:
    """Say what the flowchart shows: the steps in their order; the table before it tells the same."""
    steps = "; ".join(f"{step.one.position}. {step.one.work}" for step in case.shown_steps)
    return f"Lưu đồ {case.name}: tiếp nhận yêu cầu; {steps}; kết thúc. Nội dung như bảng trên."


def _share(chart: Diagram) -> float:
    """Return how much of the line a flowchart takes: one way alone needs little more than half."""
    return 1 if chart.width > drawing.LINE * 1.1 else 0.75


def _bases(services: Sequence[Service]) -> Iterator[Block]:
    """Yield 5.8: what the services rest on, each once."""
    yield Heading(number="5.8.", text="Cơ sở pháp lý", level=2)
    told = dict.fromkeys(str(basis) for one in services for basis in one.bases.all())
    told |= dict.fromkeys(f"Quyết định công bố: {one.decision}" for one in services if one.decision)
    yield Items(items=listed(told)) if told else Paragraph(text="……………………………………………………")
