"""Counts of months from a table: columns, and all rows applied at once or none; the same scope of a month is one row."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold, one_line
from sotay.commands import UNCHANGED, command, require
from sotay.exchange.columns import Column, Doubtful, ParsedRow, Parser, Problem, Unreadable, integer, text_up_to
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.exchange.reading import Cell
from sotay.journal.recording import record
from sotay.operation.statistics.called import ServiceNames, UnitNames
from sotay.operation.statistics.checks import mismatches
from sotay.operation.statistics.commands import known_fields
from sotay.operation.statistics.counts import NAMES, Counts
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import NoMonth, is_serial, month_of_serial, read_month, written
from sotay.operation.statistics.words import heading
from sotay.search import index

LARGEST: Final = 2_147_483_647
TOTAL: Final = "TOTAL"
_TOTALS: Final = re.compile(r"(?:tong(?: (?:cong|so|chung|toan)\b.*)?|cong|luy ke\b.*|total|sum)\s*:?")
_NONE: Final = frozenset({"-", "–", "—", "..."})
_MEND: Final = gettext_lazy("Viết tháng/năm như 09/2026, hoặc một ngày trong tháng.")


def _month(cell: Cell) -> Any:
    """Return the first day of a month, TOTAL for the word of a totals row."""
    if is_total(cell.raw):
        return TOTAL
    number = cell.value if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) else None
    if number is not None and is_serial(number):
        month = month_of_serial(number)
        raise Doubtful(month, _("Ô này là số ngày của Excel, đọc là tháng %s.") % written(month))
    try:
        return read_month(cell.value if isinstance(cell.value, date) else cell.raw)
    except NoMonth as problem:
        raise Unreadable(str(problem), _MEND) from problem


def _count(cell: Cell) -> int | None:
    """Return a number of dossiers; a dash is not told."""
    if cell.raw in _NONE:
        return None
    number = integer(cell)
    if not 0 <= number <= LARGEST:
        raise Unreadable(_("“%s” không phải là số hồ sơ.") % cell.raw[:60], _("Ghi số nguyên từ 0, hoặc để trống."))
    return number


def is_total(raw: str) -> bool:
    """Return whether a cell says that its row is a sum of others."""
    return bool(_TOTALS.fullmatch(fold(one_line(raw))))


month = Parser(_month, gettext_lazy("Tháng/năm, ví dụ 09/2026."))
count = Parser(_count, gettext_lazy("Số hồ sơ; để trống là không có số liệu, 0 là không phát sinh."), cell_format="0")
_COUNT_WORDS: Final = {
    "carried_over": ("Kỳ trước chuyển sang", "Tồn kỳ trước", "Số kỳ trước chuyển qua", "Kỳ trước chuyển qua", "Từ kỳ trước"),
    "received": (
        "Tiếp nhận trong kỳ", "Tiếp nhận mới", "Mới tiếp nhận", "Số mới tiếp nhận", "Số tiếp nhận", "Đã tiếp nhận",
        "Hồ sơ tiếp nhận", "Tiếp nhận",
    ),
    "received_online": ("Trong đó trực tuyến", "Tiếp nhận trực tuyến", "Nộp trực tuyến", "Trực tuyến"),
    "total": (
        "Tổng số phải giải quyết", "Phải giải quyết", "Cần xử lý", "Số lượng hồ sơ tiếp nhận tổng số",
        "Số hồ sơ nhận giải quyết tổng số", "Tổng số hồ sơ",
    ),
    "due": ("Đến hạn trong kỳ", "Đến hạn giải quyết", "Đến hạn"),
    "settled": (
        "Đã giải quyết", "Đã giải quyết tổng số", "Số lượng hồ sơ đã giải quyết tổng số", "Hồ sơ đã giải quyết tổng số",
        "Tổng đã giải quyết", "Đã xử lý",
    ),
    "settled_early": ("Giải quyết trước hạn", "Đã giải quyết trước hạn", "Sớm hạn", "Trước hạn"),
    "settled_on_time": (
        "Giải quyết đúng hạn", "Đã giải quyết đúng hạn", "Trước hạn và đúng hạn", "Trước và đúng hạn",
        "Giải quyết trước và đúng hạn", "Đúng hạn",
    ),
    "settled_late": (
        "Giải quyết quá hạn", "Đã giải quyết quá hạn", "Số lượng hồ sơ đã giải quyết quá hạn", "Giải quyết trễ hạn",
        "Trễ hạn", "Quá hạn",
    ),
    "returned": ("Trả lại, rút", "Rút, trả lại", "Hồ sơ trả lại, rút", "Trả lại"),
    "pending": (
        "Đang giải quyết", "Đang giải quyết tổng số", "Số lượng hồ sơ đang giải quyết tổng số", "Tổng đang giải quyết",
        "Đang xử lý", "Tồn cuối kỳ",
    ),
    "pending_in_time": (
        "Đang giải quyết, trong hạn", "Đang giải quyết chưa đến hạn", "Chưa đến hạn", "Trong hạn",
    ),
    "pending_late": (
        "Đang giải quyết, quá hạn", "Số lượng hồ sơ đang giải quyết quá hạn", "Đang xử lý quá hạn", "Trễ đang xử lý",
        "Chưa giải quyết quá hạn",
    ),
}  # fmt: skip
"""Words reports use; where "Quá hạn" stands below a wider heading, both are read together."""


def _counts_column(name: str) -> Column:
    return Column(name, (heading(name), *_COUNT_WORDS[name], name), count, width=14)


columns = (
    Column("month", (gettext_lazy("Tháng"), "Kỳ", "Kỳ báo cáo", "Tháng năm", "Tháng báo cáo", "month"), month, width=12),
    Column(
        "unit",
        (gettext_lazy("Mã đơn vị"), "Đơn vị", "Tên đơn vị", "Phòng", "Phòng ban", "unit"),
        text_up_to(300),
        hint=gettext_lazy("Mã hoặc tên đơn vị; để trống là toàn cơ quan."),
    ),
    Column(
        "field",
        (gettext_lazy("Lĩnh vực"), "Tên lĩnh vực", "field"),
        text_up_to(200),
        hint=gettext_lazy("Để trống là mọi lĩnh vực."),
        width=24,
    ),
    Column(
        "service",
        (gettext_lazy("Mã TTHC"), "Mã thủ tục", "Mã thủ tục hành chính", "TTHC", "Thủ tục hành chính", "Thủ tục", "Tên thủ tục", "service"),
        text_up_to(600),
        hint=gettext_lazy("Mã hoặc tên đúng như trong danh mục thủ tục; để trống là mọi thủ tục."),
    ),
    *map(_counts_column, NAMES),
    Column("source", (gettext_lazy("Nguồn số liệu"), "Nguồn", "source"), text_up_to(300), width=30),
    Column("note", (gettext_lazy("Ghi chú"), "note"), text_up_to(300), width=24),
)  # fmt: skip

examples = (
    {
        "month": "09/2026", "unit": "VP", "carried_over": 42, "received": 310, "received_online": 205, "settled_early": 250,
        "settled_on_time": 48, "settled_late": 2, "returned": 4, "pending_in_time": 47, "pending_late": 1,
        "source": "Báo cáo tháng 9 trên hệ thống một cửa điện tử",
    },
    {"month": "09/2026", "received": 1250, "settled": 1190, "source": "Báo cáo tháng 9 trên hệ thống một cửa điện tử"},
)  # fmt: skip


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:
    """Add and change counts by month, unit, field and service, all or none; RowsRefused names bad cells.

    Cells left empty change nothing. Rows of totals and rows without figures are left out and flagged; sums that do not
    match are kept and flagged.
    """
    require(actor, "operation.import_counts", agency)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        work = _Work(rows, agency=agency, on=on)
        if work.problems:
            raise RowsRefused(work.problems)
        _write(work, actor=actor, sha256=sha256)
    left_out = len(rows) - len(work.created) - len(work.updated)
    return Applied(len(work.created), len(work.updated), left_out, tuple(work.flagged))


@command
def _write(work: "_Work", *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, with one line in the journal."""
    written_rows = [*work.created, *work.updated]
    if not written_rows:
        return UNCHANGED
    for row in written_rows:
        row.origin, row.entered_by = MonthlyCount.Origin.IMPORTED, actor.user
        row.save()
    months = sorted({written(row.month) for row in written_rows}, key=read_month)
    record(
        "operation.counts.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.created),
        updated=len(work.updated),
        months=months,
        sha256=sha256,
    )
    index.keep(written_rows)
    return work


class _Work:
    """The rows of a file matched with what stands: rows to add, rows to change, what is wrong, what is doubtful."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency, on: date) -> None:
        self.agency, self.on = agency, on
        self.problems: list[Problem] = []
        self.flagged: list[Problem] = []
        self.created: list[MonthlyCount] = []
        self.updated: list[MonthlyCount] = []
        if rows and all("month" not in row.cells for row in rows):
            mend = _("Thêm cột có tiêu đề là một trong: %(words)s.") % {
                "words": ", ".join(f"“{word}”" for word in columns[0].words)
            }
            what = _("Thiếu cột “%(column)s”.") % {"column": columns[0].title}
            self.problems.append(Problem(rows[0].sheet, None, columns[0].title, "", "", what, mend))
            return
        self._units, self._services = UnitNames(agency, on=on), ServiceNames(agency)
        self._fields = known_fields(agency)
        months = {row["month"] for row in rows if isinstance(row["month"], date)}
        standing = MonthlyCount.objects.filter(agency=agency, month__in=months).select_related("unit", "service")
        self._there = {_key(one): one for one in standing}
        self._seen: dict[tuple[Any, ...], ParsedRow] = {}
        last = _last_rows(rows)
        for row in rows:
            self._take(row, may_be_total=row.number == last[row.sheet])

    def _take(self, row: ParsedRow, *, may_be_total: bool) -> None:
        named = [row[name] for name in ("unit", "field", "service") if row[name]]
        if row["month"] == TOTAL or any(map(is_total, named)):
            self._flag(row, "month", _("Dòng tổng, không nhập: số của dòng này đã nằm trong các dòng khác."))
            return
        if row["month"] is None and not named and may_be_total:
            self._flag(row, "month", _("Dòng cuối không ghi tháng và đơn vị: coi là dòng tổng, không nhập."))
            return
        if (one := self._row_of(row)) is None:
            return
        if all(row[name] is None for name in NAMES):
            self._flag(row, "received", _("Dòng không có số liệu nào, không nhập."))
            return
        if first := self._seen.get(_key(one)):
            what = _("Trùng tháng và phạm vi với dòng %(row)s.") % {"row": first.number}
            self.problems.append(row.problem("month", what, _("Gộp hai dòng thành một, hoặc ghi rõ phạm vi.")))
            return
        self._seen[_key(one)] = row
        self._settle(one, row)

    def _row_of(self, row: ParsedRow) -> MonthlyCount | None:
        """Return the row as it would be kept, without its figures; None with problems noted."""
        before = len(self.problems)
        if row["month"] is None:
            self.problems.append(row.problem("month", _("Ô trống."), _("Cột này bắt buộc, hãy nhập giá trị.")))
        elif row["month"] > self.on:
            self.problems.append(row.problem("month", _("Tháng này chưa đến."), _MEND))
        unit = self._found(row, "unit", self._units)
        service = self._found(row, "service", self._services)
        if len(self.problems) > before:
            return None
        name = one_line(row["field"] or "")
        name = "" if service else self._fields.setdefault(fold(name), name) if name else ""
        return MonthlyCount(agency=self.agency, month=row["month"], unit=unit, service=service, field=name)

    def _found(self, row: ParsedRow, key: str, names: UnitNames | ServiceNames) -> Any:
        try:
            return names.find(row[key] or "")
        except Unreadable as problem:
            self.problems.append(row.problem(key, problem.what, problem.mend))
            return None

    def _settle(self, one: MonthlyCount, row: ParsedRow) -> None:
        """Put the figures of a row on what stands, or on a new row."""
        standing = self._there.get(_key(one))
        target = standing or one
        values = {name: row[name] for name in NAMES if row[name] is not None}
        values |= {name: one_line(row[name]) for name in ("source", "note") if row[name]}
        changed = [name for name, value in values.items() if getattr(target, name) != value]
        for name in changed:
            setattr(target, name, values[name])
        for each in mismatches(Counts.of(target)):
            self._flag(row, "month", each.said)
        if standing is None:
            self.created.append(target)
        elif changed:
            self.updated.append(target)

    def _flag(self, row: ParsedRow, key: str, what: str) -> None:
        self.flagged.append(row.problem(key, what))


def _key(one: MonthlyCount) -> tuple[Any, ...]:
    return one.month, one.unit_id, one.service_id, one.field


def _last_rows(rows: Sequence[ParsedRow]) -> dict[str, int]:
    return {row.sheet: row.number for row in rows}


def records(rows: Any) -> Iterator[dict[str, Any]]:
    """Yield counts by the columns of the import, so that what was written reads back unchanged."""
    for one in rows:
        yield {
            "month": written(one.month),
            "unit": (one.unit.name if one.unit.ended_date else one.unit.code) if one.unit else "",
            "field": one.field,
            "service": one.service.code if one.service else "",
            **{name: getattr(one, name) for name in NAMES},
            "source": one.source,
            "note": one.note,
        }
