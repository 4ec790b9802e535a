"""Why counts of a month cannot be kept as they are."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.models import MonthlyCount


def why_not_keep(row: MonthlyCount, *, on: date) -> Iterator[Reason]:
    """Yield what bars counts from being kept: nothing told, a month that has not come, a row that stands already.

    Sums that do not match bar nothing: the source may say so.
    """
    if Counts.of(row).is_empty:
        yield Reason(
            _("Cần ghi ít nhất một số liệu; không có hồ sơ nào thì ghi 0."), code="nothing_told", field="received"
        )
    if row.month > on:
        yield Reason(_("Tháng này chưa đến."), code="month_to_come", field="month")
    same = MonthlyCount.objects.filter(
        agency=row.agency, month=row.month, unit=row.unit, service=row.service, field=row.field
    ).exclude(pk=row.pk)
    if there := same.select_related("agency").first():
        yield Reason(
            _("Tháng này đã có số liệu của đúng phạm vi đó; hãy sửa dòng đã có."),
            code="there_already",
            field="month",
            fix=("operation:count_detail", there),
        )
