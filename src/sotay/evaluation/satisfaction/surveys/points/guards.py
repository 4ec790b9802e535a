"""Why a point cannot be kept, taken away or put up again now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.evaluation.satisfaction.models import SurveyPoint
from sotay.ui.formats import ngay


def why_not_keep(point: SurveyPoint, *, there: SurveyPoint | None) -> Iterator[Reason]:
    """Yield the reasons a point cannot be kept so; `there` is another one of its kind and name."""
    if not point.name:
        yield Reason(_("Chưa ghi nơi đặt."), code="name_missing", field="name")
    if there is not None:
        yield Reason(
            _("Đã có điểm cùng loại đặt tại đây."),
            code="name_taken",
            field="name",
            fix=("evaluation:point_detail", there),
        )
    if point.unit is not None and point.unit.agency_id != point.agency_id:
        yield Reason(_("Đơn vị không thuộc cơ quan."), code="of_another_agency", field="unit")
    if point.service is not None and point.service.agency_id != point.agency_id:
        yield Reason(_("Thủ tục không thuộc cơ quan."), code="of_another_agency", field="service")


def why_not_end(point: SurveyPoint, *, ended_date: date, last_answer: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons a point cannot have been taken away on a day; `last_answer` is the day one came from it."""
    if point.ended_date is not None:
        yield Reason(_("Điểm này đã gỡ ngày %s.") % ngay(point.ended_date), code="ended_already")
    if ended_date > on:
        yield Reason(_("Ngày này chưa đến."), code="ended_later", field="ended_date")
    if last_answer and ended_date < last_answer:
        yield Reason(
            _("Phiếu gần nhất ghi ngày %s.") % ngay(last_answer), code="ended_before_answer", field="ended_date"
        )


def why_not_resume(point: SurveyPoint) -> Iterator[Reason]:
    """Yield that a point was never taken away."""
    if point.ended_date is None:
        yield Reason(_("Điểm này đang dùng."), code="not_ended")
