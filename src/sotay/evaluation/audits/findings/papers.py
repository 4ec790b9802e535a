"""Paper of a finding: the note handed to the audited unit (form D6)."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.findings.followed import sheets_of
from sotay.evaluation.audits.models import Audit, Finding, Grade, Scale, finding_grades
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Heading, Paper
from sotay.papers.shapes import boxes, by, centred, fields, inner_form, signed, signs
from sotay.standard.catalogue.clauses import clauses
from sotay.ui.formats import ngay

TYPE: Final = Finding._meta.label_lower
OPINIONS: Final = ((Finding.Opinion.AGREED, "Nhất trí"), (Finding.Opinion.OTHERWISE, "Có ý kiến khác"))


@form("D6", title=_("Phiếu báo sự không phù hợp, điểm lưu ý"), of=TYPE, clause="9.2")
def finding_note(finding: Finding | None, making: Making) -> Paper:
    """Return the note of a finding: what, against which requirement, by which evidence, and what the unit says of it."""

    def told(name: str) -> Any:
        return getattr(finding, name) if finding else None

    audit: Audit | None = told("audit")
    scale = audit.scale if audit else Scale.FULL
    grades = tuple((grade, grade.label) for grade in reversed(finding_grades(scale)))
    blocks: list[Block] = [
        centred(
            f"Số: {finding.code} – ngày phát hiện {ngay(finding.found_date)}" if finding else "Số: …………… – ngày ……………"
        ),
        *([centred(f"(Đã bỏ: {finding.dropped_reason})", italic=True)] if finding and finding.is_dropped else []),
        Heading(text="Phát hiện", number="1."),
        fields(
            ("audit", "Cuộc đánh giá", str(audit) if audit else ""),
            ("unit", "Đơn vị", told("unit")),
            ("grade", "Mức độ", boxes(grades, told("grade"))),
            ("clause", "Điều khoản", _clause(told("clause"))),
            ("document", "Quy trình, tài liệu", told("document")),
            ("what", "Nội dung", told("what")),
            ("evidence", "Bằng chứng khách quan", told("evidence")),
            ("found_by", "Người phát hiện", by(finding.found_by, finding.found_date) if finding else ""),
            long=("what", "evidence"),
            without_empty=finding is not None,
        ),
        Heading(text="Ý kiến của đơn vị được đánh giá", number="2."),
        fields(
            ("opinion", "Ý kiến", boxes(OPINIONS, told("opinion"))),
            ("opinion_text", "Nội dung", told("opinion_text")),
            ("opinion_by", "Người cho ý kiến", by(told("opinion_by"), told("opinion_date"))),
            long=("opinion_text",),
            without_empty=bool(told("opinion")),
        ),
        Heading(text="Theo dõi khắc phục", number="3."),
        fields(("sheets", "Phiếu yêu cầu hành động khắc phục", _sheets(finding)), long=("sheets",)),
        signed(
            signs("Đại diện đơn vị", told("opinion_by")),
            signs("Người phát hiện", told("found_by")),
            signs("Trưởng đoàn đánh giá", _lead(audit)),
        ),
    ]
    return inner_form(making, *blocks, heading=_heading(finding), mark="DỰ THẢO" if _is_draft(finding) else "")


def _heading(finding: Finding | None) -> str:
    if finding is None or finding.is_nonconformity:
        return "PHIẾU BÁO SỰ KHÔNG PHÙ HỢP"
    return f"PHIẾU GHI {str(Grade(finding.grade).label).upper()}"


def _clause(number: str | None) -> str:
    clause = clauses().get(number or "")
    return f"{number} {clause.vi}" if clause else number or ""


def _sheets(finding: Finding | None) -> str:
    """Return the sheets born from a finding with how each stands; that there is none where there should be one."""
    if finding is None:
        return ""
    sheets = sheets_of(finding.agency_id, [finding.uuid])[finding.uuid]
    told = [
        f"{one.code} ({one.state}" + (f", hạn {ngay(one.due_date)}" if one.due_date else "") + ")" for one in sheets
    ]
    return "; ".join(told) or ("chưa có phiếu" if finding.is_nonconformity else "không phải lập phiếu")


def _is_draft(finding: Finding | None) -> bool:
    """Return whether the audited unit was not told of it yet."""
    return finding is not None and finding.audit.state not in Audit.AFTER_MEETING


def _lead(audit: Audit | None) -> str:
    members = audit.members.filter(part="LEAD").select_related("user") if audit else ()
    return next((str(one.user) for one in members), "")
