"""Objectives and their plans from a table: columns, and all rows applied at once or none, into drafts alone."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import fold, one_line, parse_number
from sotay.commands import UNCHANGED, command, require
from sotay.exchange.columns import (
    Column,
    ParsedRow,
    Parser,
    Unreadable,
    choice,
    date_vi,
    text,
    text_up_to,
)  # fmt: skip
from sotay.exchange.grids import Percent
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.exchange.reading import Cell
from sotay.journal.recording import record
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.objectives.rows import Item, Work
from sotay.planning.objectives.writing import slug_of_set, unit_code
from sotay.search import index

_YEAR: Final = re.compile(r"(?:nam\s*)?([0-9]{4})")
_LARGEST: Final = Decimal(10) ** 14
_PLACES: Final = Decimal("0.0001")


def _year(cell: Cell) -> int:
    found = _YEAR.fullmatch(fold(one_line(cell.raw)))
    if not found:
        raise Unreadable(_("“%s” không phải là năm.") % cell.raw[:60], _("Ghi bốn chữ số, ví dụ 2026."))
    return int(found[1])


def _number(cell: Cell) -> Decimal:
    """Return a baseline: 98,5 or 98,5 %; a cell Excel shows as a percentage is what is seen."""
    mend = _("Viết số như 98,5 hoặc 98,5 %.")
    try:
        if isinstance(cell.value, Percent):
            number = cell.value.shown
        elif isinstance(cell.value, int | float | Decimal) and not isinstance(cell.value, bool):
            number = Decimal(repr(cell.value)) if isinstance(cell.value, float) else Decimal(cell.value)
        else:
            number = parse_number(cell.raw.removesuffix("%"))
    except (ValueError, ArithmeticError) as problem:
        raise Unreadable(_("“%s” không phải là số.") % cell.raw[:60], mend) from problem
    if not number.is_finite() or abs(number) >= _LARGEST or number != number.quantize(_PLACES):
        raise Unreadable(_("“%s” quá lớn hoặc có quá bốn chữ số sau dấu phẩy.") % cell.raw[:60], mend)
    return number


year = Parser(_year, gettext_lazy("Năm, bốn chữ số; bắt buộc ở dòng đầu của mỗi mục tiêu."), cell_format="0")
number = Parser(_number, gettext_lazy("Số như 98,5 hoặc 98,5 %."), cell_format="General")
periods = choice(
    {
        Objective.Periods.HALF: (
            gettext_lazy("6 tháng và năm"), "6 tháng", "6 tháng, năm", "nửa năm", "sáu tháng", "half year and year",
        ),
        Objective.Periods.QUARTER: (gettext_lazy("hằng quý"), "hàng quý", "quý", "theo quý", "quarterly"),
        Objective.Periods.YEAR: (gettext_lazy("cả năm"), "năm", "hằng năm", "hàng năm", "1 năm", "yearly"),
    }
)  # fmt: skip

columns = (
    Column("year", (gettext_lazy("Năm"), "Năm thực hiện", "year"), year),
    Column(
        "unit",
        (gettext_lazy("Mã đơn vị"), "Đơn vị", "Đơn vị thực hiện", "Phòng", "Phòng ban", "Tên đơn vị", "unit"),
        text_up_to(200),
        hint=gettext_lazy("Mã hoặc tên đơn vị; để trống là mục tiêu của cơ quan."),
    ),
    Column(
        "code",
        (gettext_lazy("Mã mục tiêu"), "Mã", "Ký hiệu", "Mã MTCL", "code"),
        text_up_to(40),
        hint=gettext_lazy("Các dòng sau cùng mã thêm công việc vào kế hoạch của mục tiêu đó."),
    ),
    Column(
        "statement",
        (gettext_lazy("Nội dung mục tiêu"), "Mục tiêu", "Mục tiêu chất lượng", "Nội dung", "statement"),
        text,
        width=48,
    ),
    Column(
        "target",
        (gettext_lazy("Chỉ tiêu"), "Mức đạt", "Chỉ tiêu phấn đấu", "Mức chất lượng", "target"),
        text_up_to(200),
        hint=gettext_lazy("Như “≥ 98 %”, “dưới 3 %”, “trước ngày 30/9”, “không để xảy ra”."),
    ),
    Column("measure", (gettext_lazy("Đơn vị tính"), "ĐVT", "measure"), text_up_to(40)),
    Column(
        "formula",
        (gettext_lazy("Cách tính"), "Công thức", "Phương pháp đo", "Cách đo", "Phương pháp tính", "formula"),
        text,
        width=36,
    ),
    Column(
        "owner",
        (gettext_lazy("Người chịu trách nhiệm"), "Trách nhiệm", "Chịu trách nhiệm", "Người phụ trách", "owner"),
        text_up_to(200),
        hint=gettext_lazy("Tên đăng nhập, họ và tên, hoặc chức danh như “Trưởng phòng, VP”."),
    ),
    Column("periods", (gettext_lazy("Kỳ báo cáo"), "Tần suất", "Tần suất báo cáo", "Kỳ đánh giá", "periods"), periods),
    Column("baseline", (gettext_lazy("Giá trị nền"), "Kết quả năm trước", "Năm trước", "Giá trị gốc", "baseline"), number),
    Column("data_source", (gettext_lazy("Nguồn số liệu"), "Nguồn", "data_source"), text_up_to(200)),
    Column(
        "parent",
        (gettext_lazy("Mục tiêu cấp trên"), "Mục tiêu cơ quan", "Thuộc mục tiêu", "parent"),
        text_up_to(100),
        hint=gettext_lazy("Mã mục tiêu của cơ quan, hoặc “mã đơn vị: mã mục tiêu”."),
    ),
    Column("policy_link", (gettext_lazy("Gắn với chính sách"), "Nội dung chính sách", "policy_link"), text_up_to(300)),
    Column(
        "plan_what",
        (gettext_lazy("Công việc"), "Biện pháp", "Công việc, biện pháp", "Biện pháp thực hiện", "Kế hoạch", "plan_what"),
        text_up_to(300),
        width=40,
    ),
    Column("plan_resources", (gettext_lazy("Nguồn lực"), "Nguồn lực cần thiết", "plan_resources"), text_up_to(300)),
    Column(
        "plan_owner", (gettext_lazy("Người thực hiện"), "Thực hiện", "Ai thực hiện", "plan_owner"), text_up_to(200)
    ),
    Column("plan_from", (gettext_lazy("Từ ngày"), "Bắt đầu", "Ngày bắt đầu", "plan_from"), date_vi),
    Column(
        "plan_to",
        (gettext_lazy("Đến ngày"), "Hoàn thành", "Thời hạn", "Hạn hoàn thành", "Ngày kết thúc", "plan_to"),
        date_vi,
    ),
    Column(
        "plan_judged_by",
        (gettext_lazy("Cách đánh giá"), "Cách đánh giá kết quả", "Đánh giá", "plan_judged_by"),
        text_up_to(300),
    ),
)  # fmt: skip

examples = (
    {
        "year": 2026, "unit": "VP", "code": "MT-01", "statement": "Giải quyết hồ sơ thủ tục hành chính đúng hạn",
        "target": "≥ 98 %", "measure": "%", "formula": "Số hồ sơ đúng hạn chia cho số hồ sơ đã giải quyết",
        "owner": "Trưởng phòng", "periods": "6 tháng và năm", "baseline": Decimal("97.5"),
        "data_source": "Hệ thống một cửa điện tử", "plan_what": "Rà soát hồ sơ sắp đến hạn vào thứ Hai hằng tuần",
        "plan_owner": "Trưởng phòng", "plan_to": date(2026, 12, 15), "plan_judged_by": "Báo cáo tuần của phòng",
    },
    {
        "year": 2026, "unit": "VP", "code": "MT-01", "plan_what": "Tập huấn nghiệp vụ cho công chức một cửa",
        "plan_resources": "Kinh phí đào tạo năm", "plan_owner": "Trưởng phòng", "plan_from": date(2026, 3, 1),
        "plan_to": date(2026, 4, 30), "plan_judged_by": "Danh sách tham dự, bài kiểm tra",
    },
)  # fmt: skip


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:
    """Add and change objectives of drafts by year, unit and code, all or none; RowsRefused names bad cells.

    Cells left empty change nothing; objectives and lines not in the file stay. A set that is no draft may stand in the
    file as it is, but is not changed. Targets that are not understood are kept as typed and flagged.
    """
    require(actor, "planning.import_objectives", agency)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        work = Work(rows, agency=agency, on=on)
        if work.problems:
            raise RowsRefused(work.problems)
        items = list(work.items.values())
        created, updated = set[int](), set[int]()
        for item in items:
            written = {id(row) for row in work.written_by(item)}
            new = {id(item.row)} if item.objective.pk is None else set()
            new |= {id(line.row) for line in item.lines if line.line.pk is None}
            created |= new
            updated |= written - new
        _write(work, actor=actor, sha256=sha256)
    return Applied(len(created), len(updated), len(rows) - len(created) - len(updated), tuple(work.flagged))


@command
def _write(work: Work, *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, a line in the journal for each set they touch."""
    touched: dict[int, tuple[ObjectiveSet, list[Item]]] = {}
    for item in work.items.values():
        if any(True for _row in work.written_by(item)):
            touched.setdefault(id(item.objective.set), (item.objective.set, []))[1].append(item)
    if not touched:
        return UNCHANGED
    parents = {id(item): item.objective.parent for _one, items in touched.values() for item in items}
    created = {id(one): sum(item.objective.pk is None for item in items) for one, items in touched.values()}
    for one, items in touched.values():
        _keep_set(one, items, work)
    for _one, items in touched.values():
        for item in items:
            parent = parents[id(item)]
            if parent is not None and item.objective.parent_id != parent.pk:
                item.objective.parent = parent
                item.objective.save(update_fields=["parent"])
    for one, items in touched.values():
        new = created[id(one)]
        record("planning.set.imported", actor=actor, subject=one, created=new, updated=len(items) - new, sha256=sha256)
    index.keep([item.objective for _one, items in touched.values() for item in items])
    return work


def _keep_set(one: ObjectiveSet, items: list[Item], work: Work) -> None:
    """Write a set that is begun, then its objectives without their parents, then the lines of their plans."""
    if one.pk is None:
        one.slug = slug_of_set(one)
        one.save()
    free_codes = work.codes(one)
    last = max(one.objectives.values_list("order", flat=True), default=0)
    for item in items:
        objective = item.objective
        if objective.pk is None:
            last += 1
            objective.set, objective.order, objective.parent = one, last, None
            objective.code = objective.code or next(free_codes)
            among = Objective.objects.filter(agency=one.agency)
            objective.slug = free_slug(among, f"{one.year}-{unit_code(one)}-{objective.code}")
            objective.save()
        elif item.changed:
            if objective.parent is not None and objective.parent.pk is None:
                objective.parent = None
            objective.save()
        _keep_lines(item, objective)


def _keep_lines(item: Item, objective: Objective) -> None:
    last = max((line.order for line in objective.plan.all()), default=0)
    for told in item.lines:
        line: PlanLine = told.line
        if line.pk is None:
            last += 1
            line.objective, line.order = objective, last
            line.save()
        elif told.changed:
            line.save()
