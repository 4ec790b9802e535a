"""Units from a table: columns, and all rows applied at once or none."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import take_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, require
from sotay.exchange.columns import Column, ParsedRow, Problem, code, code_again, date_vi, integer, text_up_to, yes_no
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.journal.recording import record
from sotay.organisation.units.commands import fill_keys
from sotay.search import index

columns = (
    Column("code", (gettext_lazy("Mã đơn vị"), "Mã", "Ký hiệu", "Viết tắt", "code"), code, required=True, unique=True),
    Column(
        "name",
        (gettext_lazy("Tên đơn vị"), "Đơn vị", "Phòng", "Phòng ban", "Phòng, ban", "Tên phòng", "name"),
        text_up_to(200),
        required=True,
        width=40,
    ),
    Column("parent", (gettext_lazy("Thuộc đơn vị (mã)"), "Thuộc đơn vị", "Thuộc", "Đơn vị cấp trên", "parent"), code),
    Column("order", (gettext_lazy("Thứ tự"), "order"), integer),
    Column(
        "handles_services",
        (gettext_lazy("Giải quyết thủ tục hành chính"), "Giải quyết TTHC", "TTHC", "handles_services"),
        yes_no,
    ),
    Column("started_date", (gettext_lazy("Từ ngày"), "Ngày thành lập", "started_date"), date_vi),
)
example = {"code": "VP", "name": "Văn phòng Sở", "order": 10, "handles_services": True}

_CODE, _ORDER = 40, 9999
_PLAIN = ("name", "order", "handles_services", "started_date")


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:
    """Add and change units by their codes, all or none; cells left empty change nothing. RowsRefused names bad cells.

    Units not in the file stay as they are. The same file again changes nothing.
    """
    require(actor, "organisation.manage_units", agency)
    with transaction.atomic():
        work = _Work(rows, agency=agency, on=on)
        _write(work, actor=actor, sha256=sha256)
    return Applied(len(work.new), len(work.changed), len(rows) - len(work.new) - len(work.changed))


class _Work:
    """Rows held against the units that stand."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency, on: date) -> None:
        self.agency = agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        every = list(Unit.objects.filter(agency=agency))
        self.slugs = {unit.slug for unit in every}
        self.by_code = {_key(unit.code): unit for unit in every if unit.ended_date is None}
        self.row_of: dict[str, ParsedRow] = {}
        self.new: list[Unit] = []
        self.changed: dict[int, Unit] = {}
        self.moved: list[tuple[Unit, Unit]] = []
        self.problems: list[Problem] = []
        self.on = on
        for row in rows:
            self._take(row)
        for row in rows:
            self._place(row)
        if not self.problems:
            self._look_for_rings(rows)
        if self.problems:
            raise RowsRefused(self.problems)

    def _take(self, row: ParsedRow) -> None:
        unit_code = one_line(row["code"])
        if len(unit_code) > _CODE:
            self.problems.append(row.problem("code", _("Mã dài quá 40 ký tự."), _("Hãy rút gọn mã.")))
            return
        if row["order"] is not None and not 0 <= row["order"] <= _ORDER:
            self.problems.append(row.problem("order", _("Thứ tự nằm ngoài 0–9999."), _("Hãy sửa thứ tự.")))
        values = {name: row[name] for name in _PLAIN if row[name] is not None}
        values["name"] = one_line(values["name"])
        if again := code_again(row, unit_code, self.row_of):
            self.problems.append(again)
            return
        unit = self.by_code.get(_key(unit_code))
        if unit is None:
            unit = Unit(agency=self.agency, code=unit_code, slug=take_slug(self.slugs, unit_code), **values)
            fill_keys(unit)
            self.by_code[_key(unit_code)] = unit
            self.new.append(unit)
        elif any(getattr(unit, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(unit, name, value)
            fill_keys(unit)
            self.changed[unit.pk] = unit

    def _place(self, row: ParsedRow) -> None:
        unit = self.by_code.get(_key(row["code"]))
        if unit is None or row["parent"] is None:
            return
        parent = self.by_code.get(_key(row["parent"]))
        if parent is None:
            what = _("Không có đơn vị nào mang mã “%s”.") % row["parent"]
            self.problems.append(row.problem("parent", what, _("Ghi mã của một đơn vị trong tệp hoặc đang có.")))
        elif unit.pk is None or unit.parent_id != parent.pk:
            self.moved.append((unit, parent))
            unit.parent = parent
            if unit.pk is not None:
                self.changed[unit.pk] = unit

    def _look_for_rings(self, rows: Sequence[ParsedRow]) -> None:
        """Refuse a unit that would stand below itself."""
        by_pk = {unit.pk: code for code, unit in self.by_code.items() if unit.pk is not None}
        above = {code: by_pk.get(unit.parent_id or 0) for code, unit in self.by_code.items()}
        above |= {_key(unit.code): _key(parent.code) for unit, parent in self.moved}
        for row in rows:
            start = _key(row["code"])
            seen, at = {start}, above.get(start)
            while at is not None and at not in seen:
                seen.add(at)
                at = above.get(at)
            if at == start:
                what = _("%s thuộc chính nó hoặc thuộc đơn vị bên dưới nó.") % one_line(row["code"])
                self.problems.append(row.problem("parent", what, _("Hãy sửa cột đơn vị cấp trên.")))


def _key(code: str) -> str:
    """Return what two ways of typing one code have in common: VP and vp are one unit's."""
    return one_line(code).lower()


@command
def _write(work: _Work, *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, in a fixed number of statements, with one line in the journal."""
    if not work.new and not work.changed:
        return UNCHANGED
    parents = {unit.code: parent for unit, parent in work.moved}
    for unit in work.new:
        unit.parent = None
    Unit.objects.bulk_create(work.new)
    placed = [unit for unit in work.new if unit.code in parents]
    for unit in (*placed, *work.changed.values()):
        if unit.code in parents:
            unit.parent = parents[unit.code]
    for unit in work.changed.values():
        unit.version += 1
    Unit.objects.bulk_update(placed, ["parent"])
    Unit.objects.bulk_update(work.changed.values(), [*_PLAIN, "name_sort", "search_text", "parent", "version"])
    index.keep((*work.new, *work.changed.values()))
    record(
        "organisation.unit.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.new),
        updated=len(work.changed),
        sha256=sha256,
    )
    return work
