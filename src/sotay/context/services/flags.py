"""What a service does not say clearly: each flag in words, and how it is put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.context.services import limits
from sotay.ui.parts import Text

_BY_DECISION = _("Đối chiếu quyết định công bố rồi ghi lại ở “Sửa theo quyết định”.")
WORDS: dict[str, tuple[Any, Any]] = {
    "code_odd": (_("mã không đúng dạng n.nnnnnn"), _("Xem mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính.")),
    "field_missing": (_("thiếu lĩnh vực"), _BY_DECISION),
    "levels_missing": (_("thiếu cấp thực hiện"), _BY_DECISION),
    "level_unknown": (_("cấp thực hiện không có trong danh sách"), _BY_DECISION),
    "channels_missing": (_("thiếu hình thức nộp"), _BY_DECISION),
    "channel_unknown": (_("hình thức nộp không có trong danh sách"), _BY_DECISION),
    "decision_missing": (_("thiếu quyết định công bố"), _BY_DECISION),
    "decision_undated": (
        _("chưa ghi ngày ký quyết định"),
        _("Bấm “Ghi ngày ký” ở lịch sử bên dưới; ghi một lần cho mọi thủ tục của quyết định."),
    ),
    "papers_missing": (_("thiếu thành phần hồ sơ"), _BY_DECISION),
    "papers_count_differs": (_("số thành phần hồ sơ khác danh sách giấy tờ"), _BY_DECISION),
    "text_cut": (_("nội dung quá dài, đã cắt"), _BY_DECISION),
    limits.MISSING: (_("thiếu thời hạn giải quyết"), _BY_DECISION),
    "limit_of_channel_missing": (
        _("có hình thức nộp chưa ghi thời hạn"),
        _("Ghi thời hạn của từng hình thức nộp, hoặc bỏ chọn hình thức không còn nhận."),
    ),
    limits.NONE: (
        _("văn bản ghi không quy định thời hạn"),
        _("Nếu cơ quan tự quy định thì ghi thời hạn ở quy trình."),
    ),
    limits.SAME_DAY: (
        _("thời hạn trong ngày: không đổi ra con số"),
        _("Quy trình ghi giờ tiếp nhận mà sau đó thì trả kết quả vào ngày làm việc tiếp theo."),
    ),
    limits.RANGE: (
        _("thời hạn ghi một khoảng"),
        _("Tách thành từng trường hợp, ví dụ: 10 ngày làm việc đối với hồ sơ cấp lại."),
    ),
    limits.NO_UNIT: (_("thời hạn là con số không có đơn vị"), _("Ghi rõ ngày, ngày làm việc, giờ hay tháng.")),
    limits.UNCLEAR: (
        _("không đọc được thời hạn ra con số"),
        _("Nếu có thể, viết lại thành số và đơn vị, mỗi trường hợp một dòng; không thì giữ nguyên văn."),
    ),
    limits.PARTLY: (
        _("thời hạn chỉ đọc được một phần"),
        _("So với nguyên văn; tách mỗi trường hợp một dòng."),
    ),
    limits.CASES_UNNAMED: (
        _("nhiều thời hạn cho một hình thức nộp mà không nói trường hợp nào"),
        _("Ghi trường hợp sau mỗi thời hạn, ví dụ: 14 ngày đối với hồ sơ phải xác minh."),
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A flag as a page says it: what looks wrong, how it is put right."""

    code: str
    what: Text
    mend: Text


def said_flags(flags: Iterable[str]) -> list[Said]:
    """Return flags in words; those no longer known are left out."""
    return [Said(flag, *WORDS[flag]) for flag in flags if flag in WORDS]


def choices() -> list[tuple[str, Text]]:
    """Return the flags to narrow a list by."""
    return [(flag, what) for flag, (what, _mend) in WORDS.items()]
