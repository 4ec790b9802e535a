"""External providers from a table: columns, and all rows applied at once or none."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import take_slug
from sotay.agency.vietnamese import fold, one_line
from sotay.commands import UNCHANGED, command, require
from sotay.exchange.columns import Column, ParsedRow, Problem, choice, code, code_again, date_vi, text_up_to
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.journal.recording import record
from sotay.operation.providers.guards import why_not_keep
from sotay.operation.providers.models import Provider
from sotay.operation.providers.writing import KEPT, PLAIN, fill
from sotay.search import index

columns = (
    Column("code", (gettext_lazy("Mã"), "Mã nhà cung cấp", "Mã NCC", "code"), code, required=True, unique=True),
    Column(
        "name",
        (gettext_lazy("Tên nhà cung cấp"), "Nhà cung cấp", "Tên", "Tên đơn vị cung cấp", "name"),
        text_up_to(300),
        required=True,
        width=40,
    ),
    Column(
        "subject",
        (gettext_lazy("Sản phẩm, dịch vụ cung cấp"), "Sản phẩm, dịch vụ", "Nội dung cung cấp", "subject"),
        text_up_to(500),
        width=40,
    ),
    Column("unit", (gettext_lazy("Đơn vị quản lý (mã)"), "Đơn vị quản lý", "Đơn vị", "Phòng", "unit"), code),
    Column("from_date", (gettext_lazy("Cung cấp từ ngày"), "Từ ngày", "from_date"), date_vi),
    Column(
        "criteria",
        (gettext_lazy("Tiêu chí lựa chọn, đánh giá"), "Tiêu chí", "Tiêu chí đánh giá", "criteria"),
        text_up_to(4000),
        width=50,
    ),
    Column("supplies", (gettext_lazy("Loại"), "Loại cung cấp", "supplies"), choice(Provider.Supplies), width=30),
    Column("control", (gettext_lazy("Cách kiểm soát"), "Kiểm soát", "control"), text_up_to(4000), width=40),
    Column("contract", (gettext_lazy("Hợp đồng, văn bản"), "Hợp đồng", "contract"), text_up_to(200), width=30),
    Column("contact", (gettext_lazy("Liên hệ"), "contact"), text_up_to(300), width=30),
)
example = {
    "code": "NCC-01",
    "name": "Bưu điện tỉnh",
    "subject": "Chuyển phát hồ sơ, kết quả giải quyết thủ tục hành chính",
    "unit": "VP",
    "from_date": date(2025, 1, 1),
    "criteria": "Phát đúng hạn từ 98% trở lên\nKhông làm mất, hỏng hồ sơ",
    "supplies": str(Provider.Supplies.SERVICE.label),
    "control": "Đối chiếu bảng kê hằng tháng",
    "contract": "Hợp đồng số 05/HĐ-VP ngày 02/01/2025",
}
_CODE = 40
_FIRST = ("subject", "unit", "from_date", "criteria")
"""What a provider that is not in the register yet must have besides code and name."""


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:
    """Add and change providers by their codes, all or none; cells left empty change nothing. RowsRefused names bad cells.

    Providers not in the file stay as they are. The same file again changes nothing.
    """
    require(actor, "operation.import_providers", agency)
    with transaction.atomic():
        work = _Work(rows, agency=agency, on=on)
        _write(work, actor=actor, sha256=sha256)
    return Applied(len(work.new), len(work.changed), len(rows) - len(work.new) - len(work.changed))


class _Work:
    """Rows held against the register."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency, on: date) -> None:
        self.agency = agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        stands = Q(evaluations__withdrawn_date__isnull=True)
        every = list(
            Provider.objects.filter(agency=agency)
            .select_related("unit")
            .annotate(first=Min("evaluations__date", filter=stands))
        )
        self.slugs = {one.slug for one in every}
        self.by_code = {one.code.lower(): one for one in every}
        self.units: dict[str, Unit] = {}
        for unit in Unit.objects.filter(agency=agency).in_force(on).order_by("order", "name_sort"):
            for word in (unit.code, unit.name):
                self.units.setdefault(fold(word), unit)
        self.row_of: dict[str, ParsedRow] = {}
        self.new: list[Provider] = []
        self.changed: list[Provider] = []
        self.problems: list[Problem] = []
        for row in rows:
            self._take(row)
        if self.problems:
            raise RowsRefused(self.problems)

    def _take(self, row: ParsedRow) -> None:
        typed = one_line(row["code"])
        if len(typed) > _CODE:
            self.problems.append(row.problem("code", _("Mã dài quá 40 ký tự."), _("Hãy rút gọn mã.")))
            return
        if again := code_again(row, typed, self.row_of):
            self.problems.append(again)
            return
        values = {name: row[name] for name in PLAIN if name != "code" and row[name] is not None}
        before = len(self.problems)
        if "unit" in values:
            values["unit"] = self._unit(row)
        one = self.by_code.get(typed.lower())
        if one is None:
            self._missing(row)
        elif one.state == Provider.State.ENDED:
            what = _("Nhà cung cấp mang mã %s đã thôi cung cấp.") % one.code
            self.problems.append(row.problem("code", what, _("Bỏ dòng này, hoặc dùng mã khác.")))
        if len(self.problems) > before:
            return
        if one is None:
            self._add(row, typed, values)
        else:
            self._change(row, one, values)

    def _add(self, row: ParsedRow, typed: str, values: dict[str, Any]) -> None:
        one = Provider(agency=self.agency, slug=take_slug(self.slugs, typed))
        fill(one, {"code": typed, **values})
        if not self._refused(row, one):
            self.new.append(one)

    def _change(self, row: ParsedRow, one: Provider, values: dict[str, Any]) -> None:
        known = [getattr(one, name) for name in PLAIN]
        fill(one, values)
        if [getattr(one, name) for name in PLAIN] != known and not self._refused(row, one):
            one.version += 1
            self.changed.append(one)

    def _refused(self, row: ParsedRow, one: Provider) -> bool:
        reasons = list(why_not_keep(one, first_evaluated=getattr(one, "first", None)))
        self.problems += [row.problem(reason.field, str(reason.text), _("Hãy sửa ô này.")) for reason in reasons]
        return bool(reasons)

    def _unit(self, row: ParsedRow) -> Unit | None:
        unit = self.units.get(fold(one_line(row["unit"])))
        if unit is None:
            what = _("Không có đơn vị nào đang hoạt động mang mã “%s”.") % one_line(row["unit"])
            self.problems.append(row.problem("unit", what, _("Ghi mã hoặc tên một đơn vị của cơ quan.")))
        return unit

    def _missing(self, row: ParsedRow) -> None:
        """Name every cell a new provider must have and has not."""
        for name in _FIRST:
            if row[name] is None:
                what = _("Nhà cung cấp mới cần có ô này.")
                self.problems.append(row.problem(name, what, _("Hãy nhập giá trị, hoặc dùng mã đã có.")))


@command
def _write(work: _Work, *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, in a fixed number of statements, with one line in the journal."""
    if not work.new and not work.changed:
        return UNCHANGED
    Provider.objects.bulk_create(work.new)
    Provider.objects.bulk_update(work.changed, [*KEPT, "version"])
    index.keep((*work.new, *work.changed))
    record(
        "operation.provider.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.new),
        updated=len(work.changed),
        sha256=sha256,
    )
    return work
