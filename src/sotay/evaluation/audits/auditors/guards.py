"""Why somebody cannot be entered as an internal auditor, or an entry be changed or ended."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason, why_no_reason
from sotay.evaluation.audits.models import Auditor
from sotay.ui.formats import ngay


def why_not_keep(entry: Auditor, *, others: Iterable[Auditor] = (), on: date) -> Iterator[Reason]:
    """Yield the reasons the register cannot say this; `others` are the other entries of the same person."""
    if not entry.training:
        yield Reason(
            _("Chưa ghi khóa đào tạo: năng lực của đánh giá viên dựa trên đào tạo."),
            code="training_missing",
            field="training",
        )
    if entry.trained_date and entry.trained_date > on:
        yield Reason(_("Ngày chứng nhận chưa đến."), code="trained_later", field="trained_date")
    if entry.to_date and entry.to_date < entry.from_date:
        yield Reason(_("Ngày hết hiệu lực trước ngày có hiệu lực."), code="ends_before_begin", field="to_date")
    for other in others:
        if not other.is_ended and not entry.is_ended:
            yield Reason(
                _("%s đã có trong danh sách.") % entry.user,
                code="there_already",
                field="user",
                fix=("evaluation:auditor_detail", other),
            )
        elif _meet(entry, other):
            said = {"who": entry.user, "day": ngay(other.to_date) if other.to_date else ""}
            yield Reason(
                _("%(who)s đã có một lần ghi có hiệu lực đến hết ngày %(day)s; lần này phải bắt đầu sau đó.") % said,
                code="overlaps",
                field="from_date",
                fix=("evaluation:auditor_detail", other),
            )


def why_not_change(entry: Auditor) -> Iterator[Reason]:
    """Yield the reason an entry that was ended is not changed any more."""
    if entry.is_ended:
        yield Reason(
            _("%s đã được ghi kết thúc; nếu đánh giá trở lại thì ghi một lần mới.") % entry.user, code="ended_already"
        )


def why_not_end(entry: Auditor, *, to_date: date, reason: str, on: date) -> Iterator[Reason]:
    """Yield the reasons an entry cannot end on a day."""
    yield from why_not_change(entry)
    if to_date > on:
        yield Reason(
            _("Ngày này chưa đến; muốn đặt trước ngày hết hiệu lực thì sửa mục “đến hết ngày”."),
            code="ends_later",
            field="to_date",
        )
    elif entry.to_date is not None and to_date > entry.to_date:
        yield Reason(
            _("Hiệu lực chỉ đến hết ngày %s; kết thúc không kéo dài hiệu lực.") % ngay(entry.to_date),
            code="ends_after_validity",
            field="to_date",
        )
    if to_date < entry.from_date:
        yield Reason(
            _("Đánh giá viên có hiệu lực từ ngày %s.") % ngay(entry.from_date),
            code="ends_before_begin",
            field="to_date",
        )
    yield from why_no_reason(reason)


def _meet(one: Auditor, other: Auditor) -> bool:
    """Return whether two entries share a day."""
    begins = other.to_date is None or one.from_date <= other.to_date
    return begins and (one.to_date is None or other.from_date <= one.to_date)
