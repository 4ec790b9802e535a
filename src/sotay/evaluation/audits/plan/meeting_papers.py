"""Minutes of the opening and the closing meeting of an audit: who was there, what was agreed, what was found at which unit."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.models import NONCONFORMITIES, Audit, AuditMember, Finding, Visit, finding_grades
from sotay.evaluation.audits.plan.papers import TYPE, members_of, team_table, when_words
from sotay.evaluation.audits.sight import visible_findings
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Paper, Prose, Table
from sotay.papers.shapes import KEPT, SYSTEM, administrative, counted, fields, moment, signed, signs

State = Audit.State
OPENED: Final = (State.PLANNED, State.UNDERWAY, *Audit.AFTER_MEETING)
UNITS: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="unit", title="Đơn vị", width=2.4),
    Column(key="representative", title="Đại diện đơn vị", width=2),
    Column(key="when", title="Lịch đánh giá", width=2),
)
FOUND: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="code", title="Mã", width=1.3),
    Column(key="unit", title="Đơn vị", width=1.5),
    Column(key="grade", title="Mức độ", width=1.2),
    Column(key="clause", title="Điều khoản", width=0.9, align="center"),
    Column(key="what", title="Nội dung", width=3),
    Column(key="opinion", title="Ý kiến của đơn vị", width=1.5),
)
OPENING: Final = (
    "- Giới thiệu thành viên đoàn đánh giá và đại diện các đơn vị.\n- Xác nhận mục đích, phạm vi, chuẩn mực và lịch đánh "
    "giá; phương pháp lấy mẫu, cách ghi nhận và phân loại phát hiện.\n- Thống nhất đầu mối liên hệ, điều kiện làm việc, việc "
    "bảo mật thông tin và thời gian họp kết thúc."
)
AGREED: Final = "Các đơn vị nhất trí với kế hoạch đánh giá."
AFTERWARDS: Final = (
    "- Đơn vị có điểm không phù hợp khắc phục ngay, phân tích nguyên nhân, đề xuất hành động khắc phục và gửi Thư ký ISO theo "
    "thời hạn ghi trên phiếu.\n- Đoàn đánh giá hoàn thành báo cáo, trình phê duyệt theo quy định."
)


@form(
    "D4-KM", title=_("Biên bản họp khai mạc đánh giá nội bộ"), of=TYPE, clause="9.2",
    when=lambda audit: audit.state in OPENED, edited=True,
)  # fmt: skip
def opening_minutes(audit: Audit | None, making: Making) -> Paper:
    """Return the minutes of the opening meeting, with the team and the units as they are planned."""
    members, visits = members_of(audit), _visits(audit)
    blocks: list[Block] = [
        *_head(audit, audit.opening_at if audit else None, members, visits),
        Heading(text="Nội dung", number="III."),
        *_texts(audit),
        Prose(key="content", label="Nội dung cuộc họp", text=OPENING),
        Heading(text="Ý kiến, thống nhất", number="IV."),
        Prose(key="opinions", label="Ý kiến, thống nhất", text=AGREED if audit else ""),
        *_end(members),
    ]
    return _minutes(making, audit, "Họp khai mạc", blocks)


@form(
    "D4-KT", title=_("Biên bản họp kết thúc đánh giá nội bộ"), of=TYPE, clause="9.2",
    when=lambda audit: audit.state in Audit.AFTER_MEETING, edited=True,
)  # fmt: skip
def closing_minutes(audit: Audit | None, making: Making) -> Paper:
    """Return the minutes of the closing meeting: what was found at each unit, and what the unit says of it."""
    members, visits, findings = members_of(audit), _visits(audit), _findings(audit, making)
    blocks: list[Block] = [
        *_head(audit, audit.closing_at if audit else None, members, visits),
        Heading(text="Kết quả đánh giá", number="III."),
        counts_table(audit, findings, visits),
        Heading(text="Các phát hiện", number="1.", level=2),
        Table(
            key="findings",
            columns=FOUND,
            rows=counted(
                (
                    one.code, one.unit, str(one.get_grade_display()), one.clause, one.what,
                    ": ".join(filter(None, [str(one.get_opinion_display()) if one.opinion else "", one.opinion_text])),
                )
                for one in findings
            ),
            blank_rows=0 if findings else 6,
        ),
        Heading(text="Ý kiến của các đơn vị", number="2.", level=2),
        Prose(key="opinions", label="Ý kiến của các đơn vị"),
        Heading(text="Kết luận, yêu cầu khắc phục", number="IV."),
        Prose(key="conclusion", label="Kết luận, yêu cầu khắc phục", text=AFTERWARDS if audit else ""),
        *_end(members),
    ]  # fmt: skip
    return _minutes(making, audit, "Họp kết thúc", blocks)


def counts_table(audit: Audit | None, findings: Sequence[Finding], visits: Sequence[Visit]) -> Table:
    """Return how many findings of each grade there are at each audited unit, gravest first, with their sum."""
    grades = tuple(reversed(finding_grades(audit.scale))) if audit else NONCONFORMITIES[:1]
    units = {one.unit_id: one.unit for one in visits if not one.set_aside_reason} | {
        one.unit_id: one.unit for one in findings
    }
    by_unit: dict[int, Counter[str]] = defaultdict(Counter)
    for one in findings:
        by_unit[one.unit_id][one.grade] += 1
    told = [
        (unit, *(str(by_unit[pk][grade]) for grade in grades), str(by_unit[pk].total())) for pk, unit in units.items()
    ]
    rows = list(counted(told))
    if told:
        whole = Counter(one.grade for one in findings)
        rows.append(("", "Cộng", *(str(whole[grade]) for grade in grades), str(len(findings))))
    columns = (
        Column(key="no", title="TT", width=0.4, align="center"),
        Column(key="unit", title="Đơn vị", width=3),
        *(Column(key=str(grade).lower(), title=str(grade.label), width=1, align="center") for grade in grades),
        Column(key="total", title="Cộng", width=0.8, align="center"),
    )
    return Table(key="counts", columns=columns, rows=tuple(rows), total=bool(told), blank_rows=0 if audit else 6)


def _visits(audit: Audit | None) -> list[Visit]:
    rows = audit.visits.select_related("unit", "representative") if audit else Visit.objects.none()
    return list(rows.order_by("starts_at", "position", "pk"))


def _findings(audit: Audit | None, making: Making) -> list[Finding]:
    if audit is None:
        return []
    rows = visible_findings(Finding.objects.of(making.viewer).filter(audit=audit, is_dropped=False), making.viewer)
    return list(rows.select_related("unit", "audit").order_by("number"))


def _head(
    audit: Audit | None, at: datetime | None, members: Sequence[AuditMember], visits: Sequence[Visit]
) -> list[Block]:
    """Return when and where, the team and the units."""
    blank = audit is None
    rows = counted((one.unit, one.representative, when_words(one)) for one in visits if not one.set_aside_reason)
    return [
        Heading(text="Thời gian, địa điểm", number="I."),
        fields(
            ("began", "Bắt đầu", moment(at)),
            ("ended", "Kết thúc", ""),
            ("place", "Địa điểm", audit.place if audit else ""),
            ("audit", "Cuộc đánh giá", f"{audit.code} {audit.title}" if audit else ""),
            columns=2,
        ),
        Heading(text="Thành phần", number="II."),
        Heading(text="Đoàn đánh giá", number="1.", level=2),
        team_table(members, blank=blank),
        Heading(text="Đơn vị được đánh giá", number="2.", level=2),
        Table(key="units", columns=UNITS, rows=rows, blank_rows=6 if blank else 0),
    ]


def _texts(audit: Audit | None) -> list[Block]:
    if audit is None:
        return []
    told: list[tuple[str, str, Any]] = [
        ("purpose", "Mục đích", audit.purpose),
        ("scope", "Phạm vi", audit.scope),
        ("criteria", "Chuẩn mực", audit.criteria),
    ]
    kept = [one for one in told if one[2]]
    return [fields(*kept)] if kept else []


def _end(members: Sequence[AuditMember]) -> list[Block]:
    lead = next((str(one.user) for one in members if one.part == AuditMember.Part.LEAD), "")
    return [
        Prose(
            key="end",
            label="Kết thúc biên bản",
            text="Biên bản được thông qua tại cuộc họp, các bên nhất trí ký tên; mỗi đơn vị được đánh giá giữ một bản.",
        ),
        signed(signs("Đại diện đơn vị được đánh giá"), signs("Thư ký"), signs("Trưởng đoàn đánh giá", lead)),
    ]


def _minutes(making: Making, audit: Audit | None, what: str, blocks: Sequence[Block]) -> Paper:
    return administrative(
        making,
        abbreviation="BB",
        heading="BIÊN BẢN",
        subject=f"{what} đánh giá nội bộ {SYSTEM}" + (f" năm {audit.year}" if audit else ""),
        blocks=blocks,
        recipients=["Đoàn đánh giá", "Các đơn vị được đánh giá", KEPT],
    )
