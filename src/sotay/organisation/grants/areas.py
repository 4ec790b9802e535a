"""The areas a grant may be narrowed to, by the labels of their apps, in the order they are read."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

AREAS = {
    "manual": _("Sổ tay, tự kiểm tra"),
    "context": _("Phạm vi, quá trình, thủ tục, văn bản pháp luật"),
    "leadership": _("Chính sách chất lượng"),
    "planning": _("Mục tiêu chất lượng và kết quả"),
    "support": _("Tài liệu, hồ sơ lưu"),
    "operation": _("Quy trình, hồ sơ thủ tục, đầu ra, nhà cung cấp"),
    "evaluation": _("Đánh giá nội bộ, xem xét của lãnh đạo, kiểm tra"),
    "improvement": _("Sự không phù hợp, đề xuất cải tiến"),
    "standard": _("Việc phải làm"),
    "organisation": _("Đơn vị, văn bản, lịch làm việc"),
}
FOR_AN_INSPECTION = tuple(area for area in AREAS if area != "organisation")
"""What an inspector's account reads unless less is chosen: all that contents A and B ask about."""


def in_words(areas: Iterable[str]) -> str:
    """Return what a grant opens, in the order of the areas; everything where it names none."""
    chosen = set(areas)
    if not chosen:
        return str(_("Mọi trang dành cho khách"))
    return "; ".join(str(word) for area, word in AREAS.items() if area in chosen)
