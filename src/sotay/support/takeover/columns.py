"""The list that may lie beside the files: its columns, what each cell may hold, an example."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import one_line
from sotay.exchange.columns import Column, Parser, Unreadable, choice, date_vi, text_up_to
from sotay.exchange.reading import Cell
from sotay.standard.catalogue.clauses import clauses
from sotay.support.documents.models import Kind

_LEVELS: Final = {"1": 1, "2": 2, "3": 3, "4": 4, "I": 1, "II": 2, "III": 3, "IV": 4}
_MOST: Final = 999


def _level(cell: Cell) -> int:
    found = re.fullmatch(
        r"(?:cấp|cap|tầng|tang)?\s*(IV|I{1,3}|[1-4])(?:\.0)?(?:\s*[–-].*)?", one_line(cell.raw), re.IGNORECASE
    )
    if not found:
        raise Unreadable(_("“%s” không phải là cấp tài liệu.") % cell.raw[:60], _("Ghi I, II, III, IV hoặc 1 đến 4."))
    return _LEVELS[found[1].upper()]


def _number(cell: Cell) -> int:
    found = re.fullmatch(r"(?:lần\s*)?0*(\d{1,3})(?:\.0)?", one_line(cell.raw).lower())
    if not found or int(found[1]) > _MOST:
        raise Unreadable(_("“%s” không phải là số lần.") % cell.raw[:60], _("Ghi số, ví dụ 01."))
    return int(found[1])


def _clauses(cell: Cell) -> list[str]:
    named = [one for one in re.split(r"[,;\s]+", cell.raw.strip()) if one]
    unknown = [one for one in named if one not in clauses()]
    if unknown:
        what = _("Không có điều khoản %s trong ISO 9001.") % ", ".join(unknown)[:60]
        raise Unreadable(what, _("Ghi số điều khoản, cách nhau bằng dấu phẩy, ví dụ 8.1, 8.5."))
    return list(dict.fromkeys(named))


kinds = choice(
    {
        Kind.POLICY: (gettext_lazy("Chính sách"), "Chính sách chất lượng", "CSCL", "policy"),
        Kind.MANUAL: (gettext_lazy("Sổ tay"), "Sổ tay chất lượng", "STCL", "manual"),
        Kind.OBJECTIVES: (gettext_lazy("Mục tiêu"), "Mục tiêu chất lượng", "MTCL", "objectives"),
        Kind.PROCEDURE: (gettext_lazy("Quy trình"), "QT", "Thủ tục", "procedure"),
        Kind.INSTRUCTION: (gettext_lazy("Hướng dẫn"), "HD", "Hướng dẫn công việc", "instruction"),
        Kind.REGULATION: (gettext_lazy("Quy định, quy chế"), "Quy định", "Quy chế", "QC", "regulation"),
        Kind.FORM: (gettext_lazy("Biểu mẫu"), "BM", "Mẫu", "form"),
        Kind.EXTERNAL: (gettext_lazy("Tài liệu bên ngoài"), "Bên ngoài", "external"),
    }
)
level = Parser(_level, gettext_lazy("Cấp I đến IV."))
number = Parser(_number, gettext_lazy("Số lần, ví dụ 01."), cell_format="00")
clause_numbers = Parser(_clauses, gettext_lazy("Số điều khoản, cách nhau bằng dấu phẩy."))

COLUMNS = (
    Column(
        "code",
        (gettext_lazy("Mã tài liệu"), "Mã", "Mã số", "Mã hiệu", "Ký hiệu", "Mã quy trình", "code"),
        text_up_to(60),
    ),
    Column(
        "title",
        (gettext_lazy("Tên tài liệu"), "Tên", "Tên quy trình", "Tiêu đề", "title"),
        text_up_to(300),
        width=48,
    ),
    Column("kind", (gettext_lazy("Loại"), "Loại tài liệu", "kind"), kinds),
    Column("level", (gettext_lazy("Cấp"), "Cấp tài liệu", "Tầng", "level"), level),
    Column(
        "unit",
        (gettext_lazy("Mã đơn vị"), "Đơn vị", "Đơn vị chủ trì", "Đơn vị soạn thảo", "Phòng", "unit"),
        text_up_to(200),
        hint=gettext_lazy("Mã hoặc tên đơn vị chủ trì."),
    ),
    Column(
        "field",
        (gettext_lazy("Lĩnh vực"), "field"),
        text_up_to(120),
        hint=gettext_lazy("Cần khi một mã dùng cho nhiều lĩnh vực."),
    ),
    Column("edition", (gettext_lazy("Lần ban hành"), "Lần BH", "edition"), number),
    Column("amendment", (gettext_lazy("Lần sửa đổi"), "Lần SĐ", "Lần soát xét", "amendment"), number),
    Column("issue_date", (gettext_lazy("Ngày ban hành"), "Ngày BH", "issue_date"), date_vi),
    Column(
        "effective_date",
        (gettext_lazy("Ngày hiệu lực"), "Ngày có hiệu lực", "Hiệu lực từ", "effective_date"),
        date_vi,
        hint=gettext_lazy("Để trống thì là ngày ban hành."),
    ),
    Column("clauses", (gettext_lazy("Điều khoản ISO"), "Điều khoản", "clauses"), clause_numbers, default=()),
    Column(
        "file",
        (gettext_lazy("Tên tệp"), "Tệp", "Tệp tin", "file"),
        text_up_to(300),
        width=40,
        hint=gettext_lazy("Tên tệp trong ZIP; để trống thì tìm theo mã."),
    ),
)
EXAMPLES: tuple[Mapping[str, Any], ...] = (
    {
        "code": "QT 01/VP", "title": "Tiếp nhận và trả kết quả hồ sơ", "kind": "Quy trình", "level": "II",
        "unit": "VP", "field": "", "edition": 1, "amendment": 0, "issue_date": date(2025, 7, 1),
        "effective_date": date(2025, 7, 1), "clauses": "8.1, 8.5", "file": "QT 01-VP Tiep nhan ho so.docx",
    },
)  # fmt: skip
