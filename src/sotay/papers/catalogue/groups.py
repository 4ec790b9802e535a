"""The groups of forms by the letter of the catalogue, in its order; forms of other names come last."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LETTERED: Final = re.compile(r"([A-J])(?:\d|-)")
_OF_DOSSIERS: Final = re.compile(r"(?:M|QT|TK)\d")
DOSSIERS, LETTERS, OTHER = "M", "VB", "Z"
GROUPS: Final[dict[str, Promise]] = {
    "A": _("A. Thông tin dạng văn bản (7.5)"),
    "B": _("B. Bối cảnh, rủi ro và cơ hội (4.1, 4.2, 6.1)"),
    "C": _("C. Chính sách, mục tiêu (5.2, 6.2)"),
    "D": _("D. Đánh giá nội bộ (9.2)"),
    "E": _("E. Sự không phù hợp, hành động khắc phục (8.7, 10.2)"),
    "F": _("F. Xem xét của lãnh đạo (9.3)"),
    "G": _("G. Sự hài lòng, phản ánh (9.1.2)"),
    "H": _("H. Năng lực, nhận thức (7.2, 7.3)"),
    "I": _("I. Tổ chức hệ thống (5.3)"),
    "J": _("J. Kiểm tra, báo cáo (TT 26/2014)"),
    DOSSIERS: _("Tiếp nhận, giải quyết hồ sơ (8.2, 8.5)"),
    LETTERS: _("Văn bản đi (NĐ 30/2020/NĐ-CP)"),
    OTHER: _("Biểu mẫu khác"),
}


def group_of(number: str) -> str:
    """Return the group a form of this number belongs to."""
    if found := _LETTERED.match(number):
        return found[1]
    if _OF_DOSSIERS.match(number):
        return DOSSIERS
    return LETTERS if number.startswith(f"{LETTERS}-") else OTHER
