"""Why a look at a month cannot be kept or changed so."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.evaluation.reviews.models import MonthlyLook
from sotay.ui.formats import ngay


def why_not_keep(look: MonthlyLook, *, on: date, there: MonthlyLook | None = None) -> Iterator[Reason]:
    """Yield the reasons a look cannot be kept so: nothing said, a day ahead or before its month, kept already."""
    first = date(look.year, look.month, 1)
    if not look.note:
        yield Reason(_("Chưa ghi nội dung xem xét, kết luận."), code="note_missing", field="note")
    if first > on:
        yield Reason(_("Tháng này chưa đến."), code="month_ahead")
    if look.held_date > on:
        yield Reason(_("Ngày giao ban chưa đến."), code="held_later", field="held_date")
    elif look.held_date < first:
        yield Reason(
            _("Ngày giao ban đứng trước tháng được xem (từ %s).") % ngay(first), code="held_before", field="held_date"
        )
    if there is not None:
        yield Reason(_("Tháng này đã lưu ngày %s.") % ngay(there.held_date), code="kept_already")
