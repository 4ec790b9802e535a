"""Counts of ratings from a table: all rows at once or none, a percentage named where it stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.commands import UNCHANGED, command, require
from sotay.evaluation.satisfaction.entering.ratings.guards import why_not_add_up
from sotay.evaluation.satisfaction.entering.ratings.writing import PLAIN, fill, state
from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import RatingCount
from sotay.exchange.columns import Column, ParsedRow, Parser, Problem, Unreadable, integer, text_up_to
from sotay.exchange.grids import Percent
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.exchange.reading import Cell
from sotay.journal.recording import record
from sotay.operation.statistics.called import ServiceNames, UnitNames
from sotay.operation.statistics.imports import month
from sotay.operation.statistics.months import written
from sotay.search import index

LARGEST: Final = 2_147_483_647
_MEND: Final = gettext_lazy("Ghi số phiếu đếm được, là số nguyên từ 0; không có phiếu nào thì ghi 0.")


def _count(cell: Cell) -> int:
    """Return a number of ratings; Unreadable for a percentage and for anything that is no count."""
    if isinstance(cell.value, Percent) or "%" in cell.raw:
        raise Unreadable(_("“%s” là tỷ lệ phần trăm, không phải số phiếu.") % cell.raw[:60], _MEND)
    number = integer(cell)
    if not 0 <= number <= LARGEST:
        raise Unreadable(_("“%s” không phải là số phiếu.") % cell.raw[:60], _MEND)
    return number


count = Parser(_count, gettext_lazy("Số phiếu, không phải tỷ lệ phần trăm."), cell_format="0")
columns = (
    Column("month", (gettext_lazy("Tháng"), "Kỳ", "Tháng năm", "month"), month, required=True, width=12),
    Column(
        "unit",
        (gettext_lazy("Mã đơn vị"), "Đơn vị", "Tên đơn vị", "unit"),
        text_up_to(300),
        hint=gettext_lazy("Mã hoặc tên đơn vị; để trống là toàn cơ quan."),
    ),
    Column(
        "service",
        (gettext_lazy("Mã TTHC"), "Mã thủ tục", "Thủ tục hành chính", "Thủ tục", "service"),
        text_up_to(600),
        hint=gettext_lazy("Để trống là mọi thủ tục."),
    ),
    Column("handed_out", (gettext_lazy("Phát ra"), "Số phiếu phát ra", "handed_out"), count, width=12),
    Column(
        "returned",
        (gettext_lazy("Thu về"), "Số phiếu thu về", "Tổng số đánh giá", "Tổng số phiếu", "returned"),
        count,
        width=12,
        hint=gettext_lazy("Để trống thì bằng tổng năm mức."),
    ),
    *(Column(f"level_{level}", (word, f"Mức {level}", f"level_{level}"), count, required=True, width=14) for level, word in LEVELS),
    Column("source", (gettext_lazy("Nguồn số liệu"), "Nguồn", "source"), text_up_to(300), required=True, width=34),
)  # fmt: skip
example = {
    "month": "09/2026", "unit": "VP", "returned": 214, "level_5": 160, "level_4": 41, "level_3": 9, "level_2": 3, "level_1": 1,
    "source": "Báo cáo đánh giá trên Cổng Dịch vụ công tỉnh, lấy ngày 05/10/2026",
}  # fmt: skip


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:
    """Add and change counts by month, unit and service, all or none; RowsRefused names bad cells."""
    require(actor, "evaluation.import_answers", agency)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        work = _Work(rows, agency=agency, on=on)
        _write(work, actor=actor, sha256=sha256)
    return Applied(len(work.new), len(work.changed), len(rows) - len(work.new) - len(work.changed))


@command
def _write(work: "_Work", *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, with one line in the journal."""
    some = [*work.new, *work.changed]
    if not some:
        return UNCHANGED
    for row in some:
        row.entered_by = actor.user
    RatingCount.objects.bulk_create(work.new)
    RatingCount.objects.bulk_update(work.changed, [*PLAIN, "entered_by", "version"])
    index.keep(some)
    months = [written(one) for one in sorted({row.month for row in some})]
    record(
        "evaluation.rating.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.new),
        updated=len(work.changed),
        months=months,
        sha256=sha256,
    )
    return work


class _Work:
    """The rows of a file held against what stands."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency, on: date) -> None:
        self.agency, self.on = agency, on
        self.problems: list[Problem] = []
        self.new: list[RatingCount] = []
        self.changed: list[RatingCount] = []
        self._units, self._services = UnitNames(agency, on=on), ServiceNames(agency)
        months = {row["month"] for row in rows if isinstance(row["month"], date)}
        standing = RatingCount.objects.filter(agency=agency, month__in=months)
        self._there = {_key(one): one for one in standing}
        self._seen: dict[tuple[Any, ...], ParsedRow] = {}
        for row in rows:
            self._take(row)
        if self.problems:
            raise RowsRefused(self.problems)

    def _take(self, row: ParsedRow) -> None:
        before = len(self.problems)
        if not isinstance(row["month"], date):
            self.problems.append(row.problem("month", _("Dòng tổng không nhập được."), _("Bỏ dòng này khỏi tệp.")))
        elif row["month"] > self.on:
            self.problems.append(row.problem("month", _("Tháng này chưa đến."), _("Hãy sửa ô này.")))
        unit = self._found(row, "unit", self._units)
        service = self._found(row, "service", self._services)
        if len(self.problems) > before:
            return
        one = RatingCount(agency=self.agency, month=row["month"], unit=unit, service=service)
        if first := self._seen.get(_key(one)):
            what = _("Trùng tháng và phạm vi với dòng %(row)s.") % {"row": first.number}
            self.problems.append(row.problem("month", what, _("Gộp hai dòng thành một, hoặc ghi rõ phạm vi.")))
            return
        self._seen[_key(one)] = row
        self._settle(row, one)

    def _settle(self, row: ParsedRow, one: RatingCount) -> None:
        standing = self._there.get(_key(one))
        target = standing or one
        known = state(target) if standing else None
        levels = [row[f"level_{level}"] for level in range(1, 6)]
        values = {name: row[name] for name in ("handed_out", "returned", "source")}
        fill(target, {**values, "levels": levels})
        for reason in why_not_add_up(target):
            self.problems.append(row.problem(reason.field, str(reason.text), _("Hãy sửa ô này.")))
        if standing is None:
            self.new.append(target)
        elif state(target) != known:
            target.version += 1
            self.changed.append(target)

    def _found(self, row: ParsedRow, key: str, names: UnitNames | ServiceNames) -> Any:
        try:
            return names.find(row[key] or "")
        except Unreadable as problem:
            self.problems.append(row.problem(key, problem.what, problem.mend))
            return None


def _key(one: RatingCount) -> tuple[Any, ...]:
    return one.month, one.unit_id, one.service_id
