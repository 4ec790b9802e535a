"""Why counts of ratings cannot be kept as they are."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.evaluation.satisfaction.models import RatingCount
from sotay.ui.formats import so


def why_not_keep(row: RatingCount, *, on: date) -> Iterator[Reason]:
    """Yield what bars a row: a month to come, more valid ones than came back, no source, a month that stands already."""
    if row.month > on:
        yield Reason(_("Tháng này chưa đến."), code="month_to_come", field="month")
    yield from why_not_add_up(row)
    if not row.source:
        yield Reason(
            _("Cần ghi nguồn số liệu, ví dụ báo cáo nào, lấy ngày nào."), code="source_missing", field="source"
        )
    same = RatingCount.objects.filter(agency=row.agency, month=row.month, unit=row.unit, service=row.service)
    if there := same.exclude(pk=row.pk).first():
        yield Reason(
            _("Tháng này đã có số liệu của đúng phạm vi đó; hãy sửa dòng đã có."),
            code="there_already",
            field="month",
            fix=("evaluation:rating_detail", there),
        )


def why_not_add_up(row: RatingCount) -> Iterator[Reason]:
    """Yield where the counts of a row contradict each other."""
    valid = sum(row.levels)
    if valid > row.returned:
        yield Reason(
            _("Năm mức cộng lại được %(valid)s phiếu, nhiều hơn số thu về (%(returned)s).")
            % {"valid": so(valid), "returned": so(row.returned)},
            code="more_than_returned",
            field="returned",
        )
    if row.handed_out is not None and row.handed_out < row.returned:
        yield Reason(
            _("Thu về %(returned)s phiếu, nhiều hơn số phát ra (%(handed_out)s).")
            % {"returned": so(row.returned), "handed_out": so(row.handed_out)},
            code="more_than_handed_out",
            field="handed_out",
        )
