"""Which numbers a report tells, by subject, with the page where data are entered when nobody knows one: in this one place."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers on one subject; `words` are Vietnamese, as the paper heads them, `sheet` the short name of its annex; `enter` is where they come from."""

    key: str
    words: str
    sheet: str
    codes: tuple[str, ...]
    enter: str
    enter_words: str


GROUPS: Final = (
    Group(
        "documents",
        "Hệ thống tài liệu và văn bản pháp luật",
        "Tài liệu, văn bản",
        ("documents.in_force", "documents.issued", "documents.review_overdue", "laws.effective", "laws.waiting"),
        "support:document_list",
        "Danh mục tài liệu",
    ),
    Group(
        "objectives",
        "Mục tiêu chất lượng",
        "Mục tiêu",
        (
            "objectives.total", "objectives.achieved", "objectives.expected", "objectives.missed",
            "objectives.expected_miss", "objectives.unreported",
        ),
        "planning:objectives",
        "Mục tiêu chất lượng",
    ),
    Group(
        "dossiers",
        "Giải quyết thủ tục hành chính",
        "Hồ sơ, đầu ra",
        (
            "dossiers.received", "dossiers.settled", "dossiers.settled_late", "dossiers.on_time_rate", "outputs.found",
            "outputs.open",
        ),
        "operation:statistics",
        "Số liệu hồ sơ",
    ),
    Group(
        "audits",
        "Đánh giá nội bộ",
        "Đánh giá nội bộ",
        ("audits.reported", "audits.units_covered", "audits.nonconformities", "audits.notes"),
        "evaluation:audit_list",
        "Đánh giá nội bộ",
    ),
    Group(
        "nonconformities",
        "Sự không phù hợp và hành động khắc phục",
        "Sự không phù hợp",
        ("nonconformities.found", "nonconformities.closed", "nonconformities.open", "nonconformities.overdue"),
        "improvement:nonconformity_list",
        "Sự không phù hợp",
    ),
    Group(
        "reviews",
        "Xem xét của lãnh đạo",
        "Xem xét của lãnh đạo",
        ("reviews.decisions_done", "reviews.decisions_open", "reviews.decisions_overdue"),
        "evaluation:review_list",
        "Xem xét của lãnh đạo",
    ),
    Group(
        "satisfaction",
        "Sự hài lòng, phản ánh, kiến nghị của tổ chức, cá nhân",
        "Hài lòng, phản ánh",
        (
            "satisfaction.coverage", "satisfaction.answers", "satisfaction.rate", "satisfaction.reports",
            "feedback.received", "feedback.answered_in_time", "feedback.overdue",
        ),
        "evaluation:synthesis_list",
        "Báo cáo khảo sát",
    ),
    Group(
        "inspections",
        "Kiểm tra của cơ quan có thẩm quyền",
        "Kiểm tra",
        ("inspections.received", "inspections.findings", "inspections.fixes_overdue"),
        "evaluation:inspection_list",
        "Kiểm tra",
    ),
    Group(
        "improvement",
        "Cải tiến; theo dõi, đôn đốc",
        "Cải tiến, đôn đốc",
        ("proposals.made", "proposals.carried_out", "work.overdue", "work.reminders"),
        "improvement:proposal_list",
        "Đề xuất cải tiến",
    ),
)  # fmt: skip
CODES: Final = tuple(code for group in GROUPS for code in group.codes)
