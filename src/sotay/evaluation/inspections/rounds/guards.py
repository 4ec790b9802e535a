"""Why a round cannot be kept, finished or opened again."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason, why_no_reason
from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.rounds.rates import together
from sotay.ui.formats import ngay


def why_not_keep(one: InspectionRound, *, others: Iterable[InspectionRound]) -> Iterator[Reason]:
    """Yield the reasons a round cannot be kept so; `others` are the other rounds of its year."""
    if not one.title:
        yield Reason(_("Chưa ghi tên đợt kiểm tra."), code="title_missing", field="title")
    if not one.bodies:
        yield Reason(_("Cần số cơ quan thuộc đối tượng kiểm tra."), code="bodies_missing", field="bodies")
    if one.to_date and one.to_date < one.from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    if one.by_file + one.on_site > one.bodies:
        yield Reason(
            _("Tổng số cơ quan đã kiểm tra lớn hơn số cơ quan thuộc đối tượng; mỗi cơ quan chỉ tính một lần."),
            code="more_than_all",
            field="by_file",
        )
        return
    if one.announced is not None and one.announced > one.bodies:
        yield Reason(
            _("Số cơ quan đã công bố lớn hơn số cơ quan thuộc đối tượng."), code="announced_more", field="announced"
        )
    year = together([*others, one])
    if year.checked > year.bodies:
        yield Reason(
            _("Cả năm đã ghi %(checked)s lượt cơ quan trên %(bodies)s; mỗi cơ quan chỉ tính một lần trong năm.")
            % {"checked": year.checked, "bodies": year.bodies},
            code="more_than_all_in_year",
            field="by_file",
        )


def why_not_change(one: InspectionRound) -> Iterator[Reason]:
    """Yield the reasons figures of a round can no more be changed."""
    if one.finished_date:
        yield Reason(
            _("Đợt kiểm tra đã kết thúc ngày %s; mở lại trước khi sửa.") % ngay(one.finished_date),
            code="finished",
            fix=("evaluation:round_reopen", one),
        )


def why_not_finish(one: InspectionRound, *, finished_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons a round cannot be finished on a day."""
    if one.finished_date:
        yield Reason(_("Đợt kiểm tra đã kết thúc."), code="finished")
    if finished_date > on:
        yield Reason(_("Ngày này chưa đến."), code="finished_later", field="finished_date")
    if finished_date < one.from_date:
        yield Reason(
            _("Đợt kiểm tra bắt đầu ngày %s.") % ngay(one.from_date), code="ends_before_start", field="finished_date"
        )
    if not one.by_file + one.on_site:
        yield Reason(
            _("Chưa ghi cơ quan nào đã kiểm tra."), code="nothing_checked", fix=("evaluation:round_change", one)
        )


def why_not_reopen(one: InspectionRound, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a round cannot be opened again."""
    if not one.finished_date:
        yield Reason(_("Đợt kiểm tra chưa kết thúc."), code="not_finished")
    yield from why_no_reason(reason)
