"""The log of nonconformities (sổ theo dõi sự không phù hợp, form D8) as rows: a row for each sheet, or for a finding without one."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.audits.findings.queries import sheets_by_finding
from sotay.evaluation.audits.models import Finding
from sotay.exchange.columns import Column

LOG: Final = (
    Column("code", gettext_lazy("Số phát hiện"), width=18),
    Column("sheet", gettext_lazy("Số phiếu"), width=16),
    Column("source", gettext_lazy("Nguồn"), width=40),
    Column("unit", gettext_lazy("Đơn vị"), width=24),
    Column("clause", gettext_lazy("Điều khoản"), width=10),
    Column("grade", gettext_lazy("Mức độ"), width=22),
    Column("what", gettext_lazy("Nội dung"), width=60),
    Column("found_date", gettext_lazy("Ngày phát hiện"), width=14),
    Column("due_date", gettext_lazy("Hạn"), width=12),
    Column("closed_date", gettext_lazy("Ngày đóng"), width=12),
    Column("state", gettext_lazy("Tình trạng"), width=24),
    Column("late", gettext_lazy("Quá hạn"), width=10),
)


def log_rows(findings: Iterable[Finding], *, on: date) -> Iterator[dict[str, Any]]:
    """Yield the log of nonconformities found, with the sheets that follow them up as they stand on a day."""
    rows = list(findings)
    sheets = sheets_by_finding(rows)
    for one in rows:
        told = {
            "code": one.code,
            "source": str(one.audit),
            "unit": one.unit.name,
            "clause": one.clause,
            "grade": str(one.get_grade_display()),
            "what": one.what,
            "found_date": one.found_date,
        }
        if not sheets[one.uuid]:
            yield told | {"state": _("chưa có phiếu")}
        for sheet in sheets[one.uuid]:
            yield told | {
                "sheet": sheet.code,
                "due_date": sheet.due_date,
                "closed_date": sheet.closed_date,
                "state": str(sheet.state),
                "late": _("quá hạn") if sheet.is_late(on) else "",
            }
