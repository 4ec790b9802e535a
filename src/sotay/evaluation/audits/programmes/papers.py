"""Paper of the yearly programme of internal audits: texts, and the matrix of units and months as an annex that lies (form D2)."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Decision
from sotay.evaluation.audits.clause_lists import said
from sotay.evaluation.audits.models import Programme, ProgrammeLine
from sotay.evaluation.audits.programmes.queries import lines_of
from sotay.papers.authority import signature_of_head
from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Block, Column, Heading, Items, Paper, Paragraph, Prose, Table
from sotay.papers.rounds import last_round
from sotay.papers.shapes import KEPT, SYSTEM, administrative, centred, counted, paragraphed

TYPE: Final = Programme._meta.label_lower
State = Programme.State
MONTHS: Final = range(1, 13)
MARKS: Final = {State.SUPERSEDED: "HẾT HIỆU LỰC"}
BLANK_ROWS: Final = 10
MATRIX: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="whose", title="Đơn vị, quá trình được đánh giá", width=2.4),
    *(Column(key=f"month_{month}", title=str(month), width=0.36, align="center", group="Tháng") for month in MONTHS),
    Column(key="clauses", title="Điều khoản", width=1.4),
    Column(key="priority", title="Căn cứ ưu tiên", width=1.9),
    Column(key="lead", title="Trưởng đoàn dự kiến", width=1.4),
)
PURPOSE: Final = f"Xác định sự phù hợp và hiệu lực của {SYSTEM}; phát hiện điểm không phù hợp, cơ hội cải tiến để khắc phục, cải tiến."
CARRIED: Final = (
    "- Thư ký ISO theo dõi việc thực hiện chương trình; tham mưu quyết định thành lập đoàn và kế hoạch của từng cuộc đánh giá, "
    "thông báo trước cho đơn vị được đánh giá.\n- Đoàn đánh giá bảo đảm khách quan, độc lập; báo cáo kết quả theo quy "
    "định.\n- Các đơn vị chuẩn bị tài liệu, hồ sơ; khắc phục điểm không phù hợp đúng hạn."
)


@form("D2", title=_("Chương trình đánh giá nội bộ năm"), of=TYPE, clause="9.2.2", edited=True)
def audit_programme(one: Programme | None, making: Making) -> Paper:
    """Return a programme: what for, of what, against what, how; who is audited in which months, and why then."""
    lines = [line for line in lines_of(one) if line.months] if one else []
    kept = _paper_of(one)
    is_plan = (one is not None and one.is_plan) or (kept is not None and "/KH" in kept.number)
    year = f"năm {one.year}" if one else "năm ……"
    return administrative(
        making,
        abbreviation="KH" if is_plan else "CTr",
        heading="KẾ HOẠCH" if is_plan else "CHƯƠNG TRÌNH",
        subject=f"Đánh giá nội bộ {SYSTEM} {year}",
        blocks=_texts(one, lines, making),
        recipients=["Các đơn vị thuộc cơ quan", making.agency.committee_name, KEPT],
        signature=signature_of_head(making.agency, making.on),
        annexes=[
            Annex(
                title=f"CHƯƠNG TRÌNH ĐÁNH GIÁ THEO ĐƠN VỊ VÀ THÁNG {year.upper()}",
                blocks=(matrix(lines, blank=one is None),),
                landscape=True,
            )
        ],
        kept=kept,
        mark=MARKS.get(State(one.state), "") if one else "",
    )


def matrix(lines: Sequence[ProgrammeLine], *, blank: bool = False) -> Table:
    """Return units and processes by months, an x where they are audited."""
    rows = counted(
        (
            str(line),
            *("x" if month in line.months else "" for month in MONTHS),
            said(line.clauses),
            ": ".join(filter(None, [str(line.get_priority_display()), line.priority_text])),
            line.lead,
        )
        for line in lines
    )
    return Table(key="matrix", columns=MATRIX, rows=rows, blank_rows=BLANK_ROWS if blank else 0)


def _texts(one: Programme | None, lines: Sequence[ProgrammeLine], making: Making) -> list[Block]:
    def told(name: str) -> str:
        return paragraphed(getattr(one, name)) if one else ""

    blocks: list[Block] = []
    if one is not None and one.revision:
        blocks.append(centred(f"(Điều chỉnh lần {one.revision}. Lý do: {one.reason})", italic=True))
    parts: list[tuple[str, Sequence[Block]]] = [
        ("Mục đích", (Prose(key="purpose", label="Mục đích", text=told("purpose") or (PURPOSE if one else "")),)),
        ("Phạm vi", (Prose(key="scope", label="Phạm vi", text=told("scope") or _scope(one, making)),)),
        ("Chuẩn mực", (Prose(key="criteria", label="Chuẩn mực", text=told("criteria")),)),
        ("Phương pháp", (Prose(key="method", label="Phương pháp", text=told("method") or (METHOD if one else "")),)),
        ("Thời gian, đơn vị và quá trình được đánh giá", _when(one, lines)),
        ("Tổ chức thực hiện", (Prose(key="carrying_out", label="Tổ chức thực hiện", text=CARRIED),)),
    ]
    for place, (title, inside) in enumerate(parts, start=1):
        blocks += [Heading(text=title, number=f"{place}."), *inside]
    blocks.append(Paragraph(text=f"Yêu cầu các đơn vị thuộc {making.agency.name} thực hiện chương trình này."))
    return blocks


METHOD: Final = "Xem xét tài liệu, hồ sơ; phỏng vấn; quan sát thực tế; lấy mẫu hồ sơ thủ tục hành chính."


def _scope(one: Programme | None, making: Making) -> str:
    return f"Các đơn vị, quá trình thuộc phạm vi hệ thống quản lý chất lượng của {making.agency.name}." if one else ""


def _when(one: Programme | None, lines: Sequence[ProgrammeLine]) -> Sequence[Block]:
    """Return how much is audited in which months, in a sentence; the matrix says the rest."""
    if one is None:
        return (Prose(key="when", label="Thời gian, đơn vị"),)
    turns = sum(len(line.months) for line in lines)
    by_month = [(month, [str(line) for line in lines if month in line.months]) for month in MONTHS]
    told: tuple[Any, ...] = tuple(f"Tháng {month}: {', '.join(names)}." for month, names in by_month if names)
    return (
        Paragraph(text=f"{turns} lượt đánh giá tại {len(lines)} đơn vị, quá trình (chi tiết tại Phụ lục kèm theo):"),
        Items(items=told),
    )


def _paper_of(one: Programme | None) -> Decision | None:
    """Return the signed paper a programme was approved by, None for none."""
    if one is None or one.approved_date is None:
        return None
    approval = last_round(one)
    return approval.paper if approval else None
