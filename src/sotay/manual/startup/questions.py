"""The ten questions: what is asked, why, and which obligation the paper named fulfils."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

USE, COMMITTEE, MANUAL = "use", "committee", "manual"
DATE, NUMBER, NOTE, ABSENT = _("Ngày ký"), _("Số, ký hiệu văn bản"), _("Ghi chú"), _("Cơ quan chưa có")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `obligation` is what the paper is evidence of, `asks` the fields of its form beside the date."""

    code: str
    title: Any
    why: Any
    asks: tuple[str, ...] = ("number", "file")
    obligation: str = ""
    date_label: Any = DATE
    number_label: Any = NUMBER
    note_label: Any = NOTE
    absent_label: Any = ABSENT


_ALL: Final = (
    Question(
        code=USE,
        title=_("Cơ quan dùng Sotay từ ngày nào?"),
        why=_("Các kỳ trước ngày này được ghi là trước khi dùng hệ thống, không bị tính là quá hạn."),
        asks=(),
        date_label=_("Dùng hệ thống từ ngày"),
    ),
    Question(
        code=COMMITTEE,
        title=_("Quyết định thành lập Ban Chỉ đạo ISO"),
        why=_("Các vai trò trong Ban Chỉ đạo, Thư ký, Tổ công tác dựa vào quyết định này."),
        asks=("number", "signer_name", "signer_title", "file"),
    ),
    Question(
        code="system",
        title=_("Quyết định ban hành hệ thống tài liệu"),
        why=_("Người đứng đầu phê duyệt và cho áp dụng hệ thống tài liệu theo TCVN ISO 9001."),
        obligation="documents.approved",
    ),
    Question(
        code="announcement",
        title=_("Bản công bố đang có hiệu lực"),
        why=_("Cơ quan công bố hệ thống quản lý chất lượng phù hợp tiêu chuẩn cho phạm vi đã áp dụng."),
        asks=("number", "note", "file"),
        obligation="announcement.issued",
        note_label=_("Phạm vi công bố"),
    ),
    Question(
        code="letter",
        title=_("Văn bản thông báo cho Sở Khoa học và Công nghệ"),
        why=_("Bản công bố được gửi cho cơ quan theo dõi."),
        obligation="announcement.notified",
    ),
    Question(
        code="audit",
        title=_("Cuộc đánh giá nội bộ gần nhất"),
        why=_("Đánh giá nội bộ ít nhất mỗi năm một lần; ghi báo cáo đã được phê duyệt."),
        obligation="audit.yearly",
        date_label=_("Ngày phê duyệt báo cáo"),
        number_label=_("Số, ký hiệu báo cáo"),
    ),
    Question(
        code="review",
        title=_("Cuộc xem xét của lãnh đạo gần nhất"),
        why=_("Lãnh đạo xem xét hệ thống ít nhất mỗi năm một lần; ghi biên bản hoặc kết luận."),
        obligation="review.yearly",
        date_label=_("Ngày họp xem xét"),
        number_label=_("Số, ký hiệu biên bản"),
    ),
    Question(
        code="inspection",
        title=_("Lần kiểm tra gần nhất của cơ quan quản lý"),
        why=_("Sở Khoa học và Công nghệ kiểm tra việc áp dụng; ghi biên bản đã ký."),
        asks=("number", "note", "file"),
        obligation="inspection.yearly",
        number_label=_("Số, ký hiệu biên bản"),
        note_label=_("Cơ quan kiểm tra, kết luận"),
        absent_label=_("Chưa được kiểm tra"),
    ),
    Question(
        code="objectives",
        title=_("Mục tiêu chất lượng của năm nay"),
        why=_("Văn bản phê duyệt mục tiêu và kế hoạch thực hiện của cơ quan, các đơn vị."),
        obligation="objectives.set",
    ),
    Question(
        code=MANUAL,
        title=_("Lần ban hành của sổ tay chất lượng"),
        why=_("Sổ tay được coi là đã duyệt theo quyết định ban hành của nó."),
        asks=("number", "edition", "revision", "signer_name", "signer_title", "file"),
        number_label=_("Số, ký hiệu quyết định ban hành"),
    ),
)
QUESTIONS: Final[Mapping[str, Question]] = MappingProxyType({one.code: one for one in _ALL})
"""The questions by code, in the order they are asked."""
