"""Classes of records from a table: columns, and all rows applied at once or none."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import take_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, require
from sotay.exchange.columns import (
    Column,
    Doubtful,
    ParsedRow,
    Problem,
    Unreadable,
    choice,
    code,
    code_again,
    text_up_to,
)
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.exchange.reading import Cell
from sotay.journal.recording import record
from sotay.search import index
from sotay.support.records.classes.guards import in_order, unknown_clauses
from sotay.support.records.models import RecordClass
from sotay.support.records.retention import UnclearRetention, read_retention


def retention(cell: Cell) -> tuple[int | None]:
    """Read a number of years or *vĩnh viễn*, in a tuple: a cell that was read is never None."""
    try:
        return (read_retention(cell.raw),)
    except UnclearRetention as unclear:
        raise Unreadable(str(unclear), _("Ghi số năm, hoặc “vĩnh viễn”.")) from unclear


def clause_list(cell: Cell) -> str:
    """Read clause numbers; one the standard does not have is left out and told."""
    if unknown := unknown_clauses(cell.raw):
        raise Doubtful(in_order(cell.raw), _("Tiêu chuẩn không có điều khoản %s, đã bỏ qua.") % ", ".join(unknown))
    return in_order(cell.raw)


columns = (
    Column("code", (gettext_lazy("Mã loại hồ sơ"), "Mã loại", "Mã", "code"), code, required=True, unique=True),
    Column(
        "title",
        (gettext_lazy("Tên loại hồ sơ"), "Loại hồ sơ", "Tên hồ sơ", "Tên", "title"),
        text_up_to(300),
        required=True,
        width=50,
    ),
    Column(
        "retention",
        (gettext_lazy("Thời hạn bảo quản"), "Thời hạn", "THBQ", "Thời hạn lưu", "retention"),
        retention,
        required=True,
        hint=gettext_lazy("Số năm, hoặc vĩnh viễn."),
    ),
    Column("heading", (gettext_lazy("Đề mục"), "Nhóm hồ sơ", "Nhóm", "heading"), text_up_to(200), width=30),
    Column("start", (gettext_lazy("Tính từ"), "start"), choice(RecordClass.Start), width=30),
    Column("disposal", (gettext_lazy("Khi hết hạn"), "Hình thức xử lý", "disposal"), choice(RecordClass.Disposal)),
    Column("basis", (gettext_lazy("Căn cứ"), "basis"), text_up_to(300), width=40),
    Column("clauses", (gettext_lazy("Điều khoản ISO"), "Điều khoản", "clauses"), clause_list),
)
example = {
    "code": "DG-01",
    "title": "Chương trình, kế hoạch, báo cáo đánh giá nội bộ",
    "retention": "5 năm",
    "heading": "Đánh giá, cải tiến / Đánh giá nội bộ",
    "clauses": "9.2.2",
}
_CODE = 20
_PLAIN = ("title", "heading", "start", "disposal", "basis", "clauses")
_WRITTEN = ("is_permanent", "years", *_PLAIN, "version")


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:  # noqa: ARG001  the registry's signature
    """Add and change classes by their codes, all or none; cells left empty change nothing.

    Classes not in the file stay as they are. The same file again changes nothing.
    """
    require(actor, "support.import_records", agency)
    with transaction.atomic():
        work = _Work(rows, agency=agency)
        _write(work, actor=actor, sha256=sha256)
    return Applied(len(work.new), len(work.changed), len(rows) - len(work.new) - len(work.changed))


class _Work:
    """Rows held against the classes in use."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency) -> None:
        self.agency = agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        every = list(RecordClass.objects.filter(agency=agency))
        self.slugs = {one.slug for one in every}
        self.by_code = {one.code.lower(): one for one in every if one.ended_date is None}
        self.row_of: dict[str, ParsedRow] = {}
        self.new: list[RecordClass] = []
        self.changed: list[RecordClass] = []
        self.problems: list[Problem] = []
        for row in rows:
            self._take(row)
        if self.problems:
            raise RowsRefused(self.problems)

    def _take(self, row: ParsedRow) -> None:
        typed = one_line(row["code"])
        if len(typed) > _CODE:
            self.problems.append(row.problem("code", _("Mã dài quá 20 ký tự."), _("Hãy rút gọn mã.")))
            return
        if again := code_again(row, typed, self.row_of):
            self.problems.append(again)
            return
        values: dict[str, Any] = {name: row[name] for name in _PLAIN if row[name] is not None}
        values["title"] = one_line(values["title"])
        if "heading" in values:
            values["heading"] = " / ".join(part for part in map(one_line, values["heading"].split("/")) if part)
        (years,) = row["retention"]
        values |= {"is_permanent": years is None, "years": years}
        one = self.by_code.get(typed.lower())
        if one is None:
            one = RecordClass(agency=self.agency, code=typed, slug=take_slug(self.slugs, typed), **values)
            self.new.append(one)
        elif any(getattr(one, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(one, name, value)
            one.version += 1
            self.changed.append(one)


@command
def _write(work: _Work, *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, in a fixed number of statements, with one line in the journal."""
    if not work.new and not work.changed:
        return UNCHANGED
    RecordClass.objects.bulk_create(work.new)
    RecordClass.objects.bulk_update(work.changed, _WRITTEN)
    index.keep((*work.new, *work.changed))
    record(
        "support.record_class.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.new),
        updated=len(work.changed),
        sha256=sha256,
    )
    return work
