"""What can be wrong with a row of a list, and what is doubtful about a dossier: the words for both."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import format_date
from sotay.exchange.columns import Problem
from sotay.exchange.grids import Words
from sotay.exchange.headers import Heading
from sotay.operation.dossiers.lists.words import BY_KEY

_OTHER_ORDER: Final = gettext_lazy("Kiểm tra ô; nếu cả cột viết theo thứ tự kia, đổi thứ tự ngày tháng của nguồn.")
_AS_DAY: Final = gettext_lazy("Viết ngày/tháng/năm đủ 4 chữ số năm, ví dụ 05/02/2026.")

_WORDS: Final[dict[str, tuple[Words, Words]]] = {
    "missing": (gettext_lazy("Ô trống."), gettext_lazy("Hồ sơ mới cần có giá trị ở cột này.")),
    "formula": (
        gettext_lazy("Ô có công thức không có kết quả, hoặc lỗi Excel."),
        gettext_lazy("Mở tệp bằng Excel, lưu lại rồi tải lên; hoặc nhập thẳng giá trị vào ô."),
    ),
    "long": (gettext_lazy("Ô dài quá %(longest)s ký tự."), gettext_lazy("Hãy rút gọn nội dung ô này.")),
    "day": (gettext_lazy("Không đọc được ngày “%(raw)s”."), _AS_DAY),
    "no_day": (gettext_lazy("Lịch không có ngày “%(raw)s”."), _AS_DAY),
    "year": (gettext_lazy("Năm của “%(raw)s” không đủ 4 chữ số hoặc nằm ngoài 1990–2100."), _AS_DAY),
    "order": (gettext_lazy("“%(raw)s” chỉ đọc được theo thứ tự ngày tháng kia."), _OTHER_ORDER),
    "service": (
        gettext_lazy("Danh mục thủ tục không có “%(raw)s”."),
        gettext_lazy("Ghi mã đúng như trong danh mục thủ tục hành chính, hoặc thêm thủ tục vào danh mục trước."),
    ),
    "several_services": (gettext_lazy("Nhiều thủ tục mang tên “%(raw)s”."), gettext_lazy("Ghi mã thủ tục.")),
    "unit": (
        gettext_lazy("Cơ quan không có đơn vị “%(raw)s”."),
        gettext_lazy("Ghi mã hoặc tên đơn vị đúng như trong cơ cấu tổ chức, hoặc bỏ chọn cột đơn vị."),
    ),
    "several_units": (gettext_lazy("Nhiều đơn vị mang tên “%(raw)s”."), gettext_lazy("Ghi mã đơn vị.")),
    "state": (
        gettext_lazy("Không rõ trạng thái “%(raw)s” nghĩa là gì."),
        gettext_lazy("Ghi nghĩa của từ này ở nguồn danh sách, hoặc bỏ chọn cột trạng thái."),
    ),
    "desk": (
        gettext_lazy("Hồ sơ này được tiếp nhận tại Sotay; danh sách không sửa hồ sơ đó."),
        gettext_lazy("Bỏ dòng này khỏi danh sách."),
    ),
    "twice": (
        gettext_lazy("Mã hồ sơ này có ở nhiều dòng: %(rows)s."),
        gettext_lazy("Giữ lại một dòng, bỏ các dòng trùng."),
    ),
    "future": (gettext_lazy("Ngày %(day)s chưa đến."), gettext_lazy("Sửa ngày, hoặc nhập lại khi đã đến ngày.")),
    "before_reception": (
        gettext_lazy("Ngày %(day)s trước ngày tiếp nhận %(received)s."),
        gettext_lazy("Sửa một trong hai ngày."),
    ),
    "before_result": (
        gettext_lazy("Ngày trả %(day)s trước ngày có kết quả %(result)s."),
        gettext_lazy("Sửa một trong hai ngày."),
    ),
    "after_end": (
        gettext_lazy("Ngày tiếp nhận %(day)s sau ngày hồ sơ đã kết thúc."),
        gettext_lazy("Sửa ngày, hoặc ghi ngày kết thúc mới."),
    ),
    "no_day_for_state": (
        gettext_lazy("Trạng thái là đã xong nhưng không có ngày có kết quả, ngày trả hay ngày kết thúc."),
        gettext_lazy("Ghi ngày đó, hoặc sửa trạng thái."),
    ),
}
FLAGS: Final = {
    "code_form": gettext_lazy("mã không theo dạng của TT 01/2018 và QĐ 20/2020"),
    "no_due": gettext_lazy("không có ngày hẹn trả, không tính được đúng hạn"),
    "due_before_reception": gettext_lazy("ngày hẹn trả trước ngày tiếp nhận"),
    "no_result_number": gettext_lazy("đã trả nhưng không có số kết quả (8.6 b)"),
    "received_day_off": gettext_lazy("tiếp nhận vào ngày nghỉ"),
    "state_by_dates": gettext_lazy("trạng thái ghi trong danh sách khác các ngày, lấy theo ngày"),
}
"""What is kept with a dossier although it is doubtful; `Dossier.flags` holds the words on the left."""
_OF_STATE: Final = {"no_day": "no_day_for_state"}


def problems_of(
    row: Sequence[Any], *, sheets: Sequence[str], headings: Sequence[Mapping[str, Heading]]
) -> list[Problem]:
    """Return what is wrong with a row (columns of `sets.BAD`), each at its cell."""
    _n, sheet, number, bad, wrong, received, result, returned, _code, twice_sheets, twice_rows = row
    days = {"received": received, "result": result, "returned": returned}
    found = [(column, code, {"raw": raw}) for column, (code, raw) in json.loads(bad or "{}").items()]
    for one in filter(None, (wrong or "").split(";")):
        column, code = one.split("|")
        found.append((column, _OF_STATE.get(code, code) if column == "state" else code, {}))
    facts = {
        "rows": _rows(sheets, twice_sheets or (), twice_rows or ()),
        "received": _day(received),
        "result": _day(result),
    }
    place = {column.key: order for order, column in enumerate(BY_KEY.values())}
    return [
        _problem((sheets[sheet], number), headings[sheet], column, code, facts | more | {"day": _day(days.get(column))})
        for column, code, more in sorted(found, key=lambda one: (place[one[0]], one[1]))
    ]


def _problem(
    at: tuple[str, int], headings: Mapping[str, Heading], column: str, code: str, facts: dict[str, str]
) -> Problem:
    if column == "service" and "service" not in headings:
        column = "service_name"
    heading = headings.get(column)
    (sheet, number), (what, mend) = at, _WORDS[code]
    title = heading.name if heading else str(BY_KEY[column].label)
    address = f"{heading.letters}{number}" if heading else ""
    said = str(what) % (facts | {"longest": str(BY_KEY[column].longest)})
    return Problem(sheet, number, title, address, facts.get("raw", ""), said, str(mend))


def _rows(sheets: Sequence[str], of: Sequence[int], rows: Sequence[int]) -> str:
    """Return rows in words, their sheets named where there are several."""
    if len(set(of)) > 1:
        places = zip(of, rows, strict=True)
        return ", ".join(_("trang “%(sheet)s” dòng %(row)s") % {"sheet": sheets[at], "row": row} for at, row in places)
    return ", ".join(map(str, rows))


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
