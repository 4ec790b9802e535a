"""The catalogue of services from a table: one row for each way of handing in and each case, as portals give it.

Rows of one code are one service. What is not clear is kept and flagged; a file with a cell that cannot be read is refused.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import take_slug
from sotay.agency.vietnamese import fold_code, one_line
from sotay.commands import UNCHANGED, command, require
from sotay.context.services import queries
from sotay.context.services.content import (
    LONGEST,
    Content,
    Printed,
    bases_of,
    channels_of,
    differences,
    fees_of,
    key_of,
    levels_of,
    papers_of,
)
from sotay.context.services.flags import said_flags
from sotay.context.services.models import Service, ServiceChange
from sotay.context.services.writing import put_content, write_parts
from sotay.exchange.columns import Column, Doubtful, ParsedRow, Parser, Problem, Unreadable, date_vi, integer, text
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.exchange.reading import Cell
from sotay.journal.recording import record
from sotay.search import index

Act = ServiceChange.Act
_MOST_PAPERS = 999


def _code(cell: Cell) -> str:
    """Read a code: what is none of the form n.nnnnnn is kept and named."""
    said = one_line(cell.raw)
    if not fold_code(said) or len(said) > LONGEST["code"]:
        raise Unreadable(_("“%s” không phải là mã thủ tục.") % said[:60], _("Ghi mã như đã công bố, ví dụ 1.013124."))
    return said


def _count(cell: Cell) -> int | None:
    """Read a number of papers; one no dossier has is left empty and named."""
    value: int = integer(cell)
    if not 0 <= value <= _MOST_PAPERS:
        raise Doubtful(None, _("Số thành phần hồ sơ %s không hợp lý: ô này để trống.") % value)
    return value


columns = (
    Column(
        "code",
        (gettext_lazy("Mã thủ tục"), "Mã TTHC", "Mã số TTHC", "Mã số", "Mã", "code"),
        Parser(_code),
        required=True,
        width=14,
    ),
    Column("name", (gettext_lazy("Tên thủ tục"), "Tên thủ tục hành chính", "Tên TTHC", "name"), text, width=60),
    Column(
        "decision",
        (gettext_lazy("Số quyết định"), "Quyết định công bố", "Quyết định", "decision"),
        text,
        width=24,
    ),
    Column(
        "decision_date", (gettext_lazy("Ngày ký quyết định"), "Ngày quyết định", "Ngày ký", "decision_date"), date_vi
    ),
    Column(
        "effective_date",
        (gettext_lazy("Áp dụng từ ngày"), "Ngày áp dụng", "Ngày có hiệu lực", "effective_date"),
        date_vi,
    ),
    Column("levels", (gettext_lazy("Cấp thực hiện"), "Cấp giải quyết", "Cấp", "level"), text),
    Column("kind", (gettext_lazy("Loại thủ tục"), "Loại", "kind"), text),
    Column("field", (gettext_lazy("Lĩnh vực"), "field"), text, width=24),
    Column(
        "authority", (gettext_lazy("Cơ quan thực hiện"), "Cơ quan giải quyết", "agency", "authority"), text, width=30
    ),
    Column(
        "unit",
        (gettext_lazy("Đơn vị giải quyết"), "Đơn vị", "Mã đơn vị", "unit"),
        text,
        hint=gettext_lazy("Mã hoặc tên đơn vị của cơ quan."),
    ),
    Column(
        "channel",
        (gettext_lazy("Hình thức nộp"), "Cách thức thực hiện", "Hình thức", "channel"),
        text,
        hint=gettext_lazy("Trực tiếp, Trực tuyến hoặc Dịch vụ bưu chính; mỗi hình thức một dòng."),
    ),
    Column(
        "limit",
        (gettext_lazy("Thời hạn giải quyết"), "Thời gian giải quyết", "Thời hạn", "time_text"),
        text,
        width=30,
    ),
    Column("fees", (gettext_lazy("Phí, lệ phí"), "Phí lệ phí", "Phí", "fee_text", "fees"), text, width=30),
    Column("papers_count", (gettext_lazy("Số thành phần hồ sơ"), "dossier_items", "papers_count"), Parser(_count)),
    Column(
        "papers",
        (gettext_lazy("Thành phần hồ sơ"), "Giấy tờ", "papers"),
        text,
        hint=gettext_lazy("Mỗi giấy tờ xuống một dòng trong ô."),
        width=50,
    ),
    Column(
        "bases",
        (gettext_lazy("Căn cứ pháp lý"), "Căn cứ", "legal_basis", "bases"),
        text,
        hint=gettext_lazy("Số, ký hiệu các văn bản, cách nhau bằng dấu chấm phẩy."),
        width=40,
    ),
    Column("result", (gettext_lazy("Kết quả thực hiện"), "Kết quả", "result"), text, width=40),
    Column("conditions", (gettext_lazy("Yêu cầu, điều kiện"), "Điều kiện", "conditions"), text, width=40),
    Column("address", (gettext_lazy("Địa chỉ trên cổng dịch vụ công"), "Đường dẫn", "address", "url"), text),
)
example = {
    "code": "1.013124",
    "name": "Cấp giấy phép xuất bản bản tin",
    "decision": "Quyết định số 1234/QĐ-UBND",
    "decision_date": date(2025, 7, 1),
    "effective_date": date(2025, 7, 1),
    "levels": "Cấp Tỉnh",
    "field": "Báo chí",
    "channel": "Trực tiếp",
    "limit": "20 Ngày làm việc",
    "fees": "Phí : 0 Đồng",
    "papers_count": 2,
    "papers": "Đơn đề nghị (1 bản chính)",
    "bases": "103/2016/QH13; 09/2017/NĐ-CP",
}
SAME = ("name", "decision", "decision_date", "effective_date", "levels", "kind", "field", "authority", "unit",
        "papers_count", "papers", "bases", "result", "conditions", "address")  # fmt: skip
"""The columns that say one thing of a service, on whichever of its rows they stand."""


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:  # noqa: ARG001  the shape of all imports
    """Add and change services by their codes, all at once; cells left empty change nothing, services not named stay.

    What a row changes becomes a `ServiceChange` under its decision. RowsRefused names units nobody has, names that lack
    for a new code, and days of signing still ahead.
    """
    require(actor, "context.import_services", agency)
    with transaction.atomic():
        work = _Work(rows, agency=agency)
        if work.refused:
            raise RowsRefused(work.refused)
        _write(work, actor=actor, sha256=sha256)
    created, updated = len(work.new), len(work.changed)
    return Applied(created, updated, len(work.groups) - created - updated, tuple(work.flagged))


class _Work:
    """Rows held against the catalogue."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency) -> None:
        self.agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        there = list(Service.objects.filter(agency=agency).select_related("agency").order_by("pk"))
        self.by_key = {service.key: service for service in there}
        self.slugs = {service.slug for service in there}
        self.orders = dict(
            ServiceChange.objects.filter(agency=agency)
            .values("service")
            .annotate(last=Max("order"))
            .values_list("service", "last")
        )
        dated = ServiceChange.objects.filter(agency=agency, decision_date__isnull=False)
        self.dated = set(dated.values_list("service_id", "decision"))
        self.units: dict[str, Unit] = {}
        for unit in Unit.objects.filter(agency=agency).order_by("-pk"):
            self.units |= {fold_code(unit.name): unit, fold_code(unit.code): unit}
        self.groups: dict[str, list[ParsedRow]] = {}
        for row in rows:
            self.groups.setdefault(key_of(row["code"]), []).append(row)
        known = [self.by_key[key] for key in self.groups if key in self.by_key]
        self.old = queries.contents_of(known, prefetched=False)
        self.new: list[Service] = []
        self.changed: list[Service] = []
        self.contents: list[tuple[Service, Content]] = []
        self.changes: list[ServiceChange] = []
        self.dates: dict[int, tuple[date, date | None]] = {}
        self.flagged: list[Problem] = []
        self.refused: list[Problem] = []
        for key, group in self.groups.items():
            self._take(key, group)

    def _take(self, key: str, group: list[ParsedRow]) -> None:
        """Hold the rows of one code against the service that bears it."""
        first, said = group[0], self._said(group)
        unit = self._unit(group, said.pop("unit", None))
        decision_date, effective_date = said.pop("decision_date", None), said.pop("effective_date", None)
        if decision_date and decision_date > today():
            what = _("Ngày ký quyết định còn ở phía trước.")
            self.refused.append(first.problem("decision_date", what, _("Sửa ngày ký cho đúng.")))
        service = self.by_key.get(key)
        old = self.old[service.pk] if service else Content()
        new = old.with_values(self._values(group, said) | ({} if service else {"code": first["code"]}))
        if not new.name:
            what = _("Mã %s chưa có trong danh mục và không có tên.") % first["code"]
            self.refused.append(first.problem("name", what, _("Ghi tên thủ tục.")))
        act = Act.CHANGED if service else Act.PUBLISHED
        changed = differences(old, new) if service else []
        is_moved = service is not None and unit is not None and unit.pk != service.unit_id
        if service is None:
            service = Service(
                agency=self.agency, slug=take_slug(self.slugs, new.code), from_date=effective_date or decision_date
            )
            self.new.append(service)
        elif changed or is_moved or (decision_date and "decision_undated" in service.flags):
            self.changed.append(service)
        else:
            return
        service.unit = unit or service.unit
        if service.pk and decision_date and not changed and "decision_undated" in service.flags:
            self.dates[service.pk] = (decision_date, effective_date)
            put_content(service, new, dated=True)
        if not service.pk or changed:
            is_dated = decision_date is not None or (service.pk, new.decision) in self.dated
            put_content(service, new, dated=is_dated)
            self.contents.append((service, new))
            order = self.orders.get(service.pk, 0) + 1
            self.changes.append(
                ServiceChange(
                    agency=self.agency,
                    service=service,
                    order=order,
                    act=act,
                    decision=new.decision,
                    decision_date=decision_date,
                    effective_date=effective_date,
                    fields=changed,
                )
            )
        self._tell_of(service, first)

    def _said(self, group: list[ParsedRow]) -> dict[str, Any]:
        """Return what the rows of one code say once: the first that says something; another that differs is flagged."""
        said: dict[str, Any] = {}
        for row in group:
            for name in SAME:
                value = row[name]
                if value in (None, ""):
                    continue
                if said.setdefault(name, value) != value:
                    words = _("Khác với dòng %s cùng mã: giữ giá trị ở dòng trên.") % group[0].number
                    self.flagged.append(row.problem(name, words))
        return said

    def _values(self, group: list[ParsedRow], said: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of a `Content` the rows of one code give."""
        values = {name: value for name, value in said.items() if name not in {"levels", "papers", "bases"}}
        if "levels" in said:
            levels, odd = levels_of(said["levels"])
            values |= {"levels": levels, "levels_text": odd}
        readers: tuple[tuple[str, Any], ...] = (("papers", papers_of), ("bases", bases_of))
        values |= {name: read(said[name]) for name, read in readers if name in said}
        channels: set[str] = set()
        limits: list[Printed] = []
        fees: list[tuple[str, str]] = []
        for row in group:
            ways, is_odd = channels_of(row["channel"] or "")
            if is_odd:
                what = _("“%s” không phải là hình thức nộp đã biết.") % row["channel"]
                self.flagged.append(row.problem("channel", what))
            channels |= set(ways)
            if row["limit"] or ways:
                limits += [Printed(way, one_line(row["limit"] or "")) for way in ways or ("",)]
            fees += [(way, _lines(row["fees"])) for way in ways or ("",) if row["fees"]]
        if channels:
            values["channels"] = tuple(channels)
        if any(one.text for one in limits):
            values["limits"] = tuple(limits)
        if fees:
            values["fees"] = fees_of(fees)
        return values

    def _unit(self, group: list[ParsedRow], said: str | None) -> Unit | None:
        if not said:
            return None
        unit = self.units.get(fold_code(said))
        if unit is None:
            what = _("Cơ quan không có đơn vị “%s”.") % said[:80]
            row = next(row for row in group if row["unit"] == said)
            self.refused.append(row.problem("unit", what, _("Ghi mã hoặc tên đơn vị như trong danh sách đơn vị.")))
        return unit

    def _tell_of(self, service: Service, row: ParsedRow) -> None:
        if service.flags:
            words = "; ".join(str(one.what) for one in said_flags(service.flags))
            self.flagged.append(row.problem("code", f"{service.code}: {words}."))
        if service.state == Service.State.ABOLISHED:
            words = _("%s đang ghi là đã bãi bỏ: sửa nội dung nhưng không công bố lại.") % service.code
            self.flagged.append(row.problem("code", words))


def _lines(cell: str) -> str:
    return "\n".join(filter(None, map(one_line, re.split(r"[\r\n]+", cell))))


@command
def _write(work: _Work, *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, in a fixed number of statements, with one line in the journal."""
    if not work.new and not work.changed:
        return UNCHANGED
    Service.objects.bulk_create(work.new)
    for service in work.changed:
        service.version += 1
    kept = [*Content.__dataclass_fields__.keys() - {"limits", "papers", "bases", "doubts"}, "key", "flags", "unit"]
    Service.objects.bulk_update(work.changed, [*kept, "version"])
    write_parts(work.contents)
    _date(work)
    for change in work.changes:
        change.made_by = actor.user
    ServiceChange.objects.bulk_create(work.changes)
    index.keep((*work.new, *work.changed))
    record(
        "context.service.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.new),
        updated=len(work.changed),
        flagged=_flagged(work.contents),
        sha256=sha256,
    )
    return work


def _date(work: _Work) -> None:
    """Put the day of signing on decisions that came without one and are in the file again with it, and with nothing else."""
    undated = ServiceChange.objects.filter(service__in=work.dates, decision_date__isnull=True).select_related("service")
    changes = [change for change in undated if change.decision == change.service.decision]
    for change in changes:
        change.decision_date, effective = work.dates[change.service_id]
        change.effective_date = change.effective_date or effective
        change.version += 1
    ServiceChange.objects.bulk_update(changes, ["decision_date", "effective_date", "version"])


def _flagged(written: Iterable[tuple[Service, Content]]) -> int:
    return sum(bool(service.flags) for service, _content in written)
