"""Internal auditors from a table by the names of their accounts, all rows applied at once or none."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, User
from sotay.agency.slugs import take_slug
from sotay.commands import UNCHANGED, command, require
from sotay.evaluation.audits.auditors.guards import why_not_keep
from sotay.evaluation.audits.auditors.writing import PLAIN, fill
from sotay.evaluation.audits.clause_lists import split, unknown
from sotay.evaluation.audits.models import Auditor
from sotay.exchange.columns import Column, ParsedRow, Problem, date_vi, text_up_to, yes_no
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.journal.recording import record
from sotay.search import index

columns = (
    Column(
        "username",
        (gettext_lazy("Tên đăng nhập"), "Tài khoản", "username"),
        text_up_to(80),
        required=True,
        unique=True,
        width=20,
    ),
    Column("name", (gettext_lazy("Họ và tên"), "Họ tên", "name"), text_up_to(120), width=26),
    Column("training", (gettext_lazy("Khóa đào tạo"), "Đào tạo", "training"), text_up_to(300), width=40),
    Column("from_date", (gettext_lazy("Có hiệu lực từ ngày"), "Từ ngày", "Hiệu lực từ", "from_date"), date_vi),
    Column("to_date", (gettext_lazy("Đến hết ngày"), "Đến ngày", "Hiệu lực đến", "to_date"), date_vi),
    Column(
        "certificate", (gettext_lazy("Chứng nhận số"), "Số chứng nhận", "Chứng nhận", "certificate"), text_up_to(80)
    ),
    Column("trained_date", (gettext_lazy("Ngày chứng nhận"), "Ngày cấp", "trained_date"), date_vi),
    Column("field", (gettext_lazy("Lĩnh vực"), "field"), text_up_to(300), width=30),
    Column("clauses", (gettext_lazy("Điều khoản được đánh giá"), "Điều khoản", "clauses"), text_up_to(300), width=24),
    Column("can_lead", (gettext_lazy("Có thể làm trưởng đoàn"), "Trưởng đoàn", "can_lead"), yes_no),
    Column("experience", (gettext_lazy("Kinh nghiệm"), "experience"), text_up_to(500), width=30),
)
example = {
    "username": "nguyenvana",
    "name": "Nguyễn Văn A",
    "training": "Đánh giá nội bộ theo TCVN ISO 9001:2015",
    "from_date": date(2026, 1, 15),
    "certificate": "12/2026/CN",
    "trained_date": date(2026, 1, 10),
    "clauses": "4, 7, 8.5",
    "can_lead": "Có",
}
_WRITTEN = tuple(name for name in PLAIN if name != "decision")
_FIRST = ("training", "from_date")
"""What somebody who is not in the register yet must have besides the name of the account."""


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:
    """Enter and change auditors by the names of their accounts, all or none; cells left empty change nothing.

    Those not in the file stay as they are. The same file again changes nothing.
    """
    require(actor, "evaluation.import_auditors", agency)
    with transaction.atomic():
        work = _Work(rows, agency=agency, on=on)
        _write(work, actor=actor, sha256=sha256)
    return Applied(len(work.new), len(work.changed), len(rows) - len(work.new) - len(work.changed))


class _Work:
    """Rows held against the register."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency, on: date) -> None:
        self.agency = agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        self.on = on
        every = list(Auditor.objects.filter(agency=agency).select_related("user", "agency").order_by("pk"))
        self.entries: dict[int, list[Auditor]] = {}
        for one in every:
            self.entries.setdefault(one.user_id, []).append(one)
        seats = Seat.objects.filter(agency=agency).in_force(on).values("user_id")
        self.people = {one.username: one for one in User.objects.filter(pk__in=seats)}
        self.slugs = {one.slug for one in every}
        self.new: list[Auditor] = []
        self.changed: list[Auditor] = []
        self.problems: list[Problem] = []
        for row in rows:
            self._take(row)
        if self.problems:
            raise RowsRefused(self.problems)

    def _take(self, row: ParsedRow) -> None:
        user = self.people.get(row["username"].strip().lower())
        if user is None:
            what = _("Cơ quan không có người nào dùng tài khoản “%s”.") % row["username"]
            self.problems.append(row.problem("username", what, _("Ghi tên đăng nhập của người đang giữ một vai trò.")))
            return
        if wrong := unknown(split(row["clauses"] or "")):
            what = _("Tiêu chuẩn không có điều khoản %(numbers)s.") % {"numbers": ", ".join(wrong)}
            self.problems.append(row.problem("clauses", what, _("Hãy sửa ô này.")))
            return
        values = {name: row[name] for name in _WRITTEN if row[name] is not None}
        if "clauses" in values:
            values["clauses"] = split(values["clauses"])
        there = self.entries.get(user.pk, [])
        one = next((entry for entry in there if not entry.is_ended), None)
        if one is None:
            self._add(row, Auditor(agency=self.agency, user=user), values, others=there)
        else:
            self._change(row, one, values, others=[entry for entry in there if entry is not one])

    def _add(self, row: ParsedRow, one: Auditor, values: dict[str, Any], *, others: list[Auditor]) -> None:
        lacking = [name for name in _FIRST if name not in values]
        for name in lacking:
            what = _("Đánh giá viên mới cần có ô này.")
            self.problems.append(row.problem(name, what, _("Hãy nhập giá trị.")))
        if lacking:
            return
        fill(one, values)
        if not self._refused(row, one, others):
            one.slug = take_slug(self.slugs, one.user.username)
            self.new.append(one)

    def _change(self, row: ParsedRow, one: Auditor, values: dict[str, Any], *, others: list[Auditor]) -> None:
        known = [getattr(one, name) for name in _WRITTEN]
        fill(one, values)
        if [getattr(one, name) for name in _WRITTEN] != known and not self._refused(row, one, others):
            one.version += 1
            self.changed.append(one)

    def _refused(self, row: ParsedRow, one: Auditor, others: list[Auditor]) -> bool:
        reasons = list(why_not_keep(one, others=others, on=self.on))
        for reason in reasons:
            key = "username" if reason.field == "user" else reason.field
            self.problems.append(row.problem(key, str(reason.text), _("Hãy sửa ô này.")))
        return bool(reasons)


@command
def _write(work: _Work, *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, in a fixed number of statements, with one line in the journal."""
    if not work.new and not work.changed:
        return UNCHANGED
    Auditor.objects.bulk_create(work.new)
    Auditor.objects.bulk_update(work.changed, [*_WRITTEN, "version"])
    index.keep((*work.new, *work.changed))
    record(
        "evaluation.auditor.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.new),
        updated=len(work.changed),
        sha256=sha256,
    )
    return work
