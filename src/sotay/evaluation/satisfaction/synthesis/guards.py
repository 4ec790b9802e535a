"""Why a synthesis cannot be begun, written, submitted, published now."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.evaluation.satisfaction.coverage.periods import days_of
from sotay.evaluation.satisfaction.models import Synthesis
from sotay.standard.catalogue.periods import period_of
from sotay.standard.models import ParameterValue
from sotay.standard.parameters.queries import value_of
from sotay.ui.formats import ngay

State = Synthesis.State
PUBLIC: Final = "survey.public"
SHOWN: Final = "SHOWN"
LONGEST: Final = timedelta(days=366)


def why_not_over(one: Synthesis) -> Iterator[Reason]:
    """Yield the reasons a synthesis cannot be of these days: the order, the length, a period that has one already."""
    if one.to_date < one.from_date:
        yield Reason(_("Ngày cuối đứng trước ngày đầu."), code="ends_before_it_starts", field="to_date")
    elif one.to_date - one.from_date >= LONGEST:
        yield Reason(_("Một báo cáo gồm nhiều nhất 366 ngày."), code="too_long", field="to_date")
    elif one.period_key and not _is_of_its_period(one):
        period = days_of(one.agency_id, period_of(one.period_key))
        said = {"first": ngay(period.start), "last": ngay(period.end)}
        yield Reason(
            _(
                "Những ngày này không phải của kỳ đã chọn (%(first)s – %(last)s); phải gồm ít nhất một nửa số ngày của kỳ."
            )
            % said,
            code="not_of_the_period",
            field="to_date",
        )
    if one.period_key:
        others = Synthesis.objects.filter(agency_id=one.agency_id, about=one.about, period_key=one.period_key)
        if other := others.exclude(pk=one.pk).select_related("agency").first():
            yield Reason(
                _("Kỳ này đã có báo cáo %s.") % other.code,
                code="period_has_one",
                fix=("evaluation:synthesis_detail", other),
                field="period_key",
            )


def _is_of_its_period(one: Synthesis) -> bool:
    """Return whether the days take in half the days of the period or more: a report of a day is none of a half year."""
    period = days_of(one.agency_id, period_of(one.period_key))
    shared = (min(one.to_date, period.end) - max(one.from_date, period.start)).days + 1
    return 2 * shared >= (period.end - period.start).days + 1


def why_not_write(one: Synthesis) -> Iterator[Reason]:
    """Yield that only a draft is written."""
    if one.state != State.DRAFT:
        yield Reason(_("Báo cáo %s; không sửa được.") % one.get_state_display().lower(), code="not_draft")


def why_not_submit(one: Synthesis, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a synthesis cannot be submitted: days that are not over, nothing said of the figures."""
    if standing := list(why_not_write(one)):
        yield from standing
        return
    write = ("evaluation:synthesis_write", one)
    if one.to_date > on:
        yield Reason(
            _("Số liệu tính đến ngày %s, ngày đó chưa qua.") % ngay(one.to_date), code="days_not_over", fix=write
        )
    if not one.assessment:
        yield Reason(_("Chưa ghi nhận xét, đánh giá."), code="assessment_missing", fix=write)


def why_not_drop(one: Synthesis, *, was_submitted: bool) -> Iterator[Reason]:
    """Yield the reasons a draft cannot be given up."""
    yield from why_not_write(one)
    if was_submitted:
        yield Reason(_("Báo cáo đã từng được trình; hãy sửa và trình lại."), code="was_submitted")


def why_not_on(one: Synthesis, day: date) -> Iterator[Reason]:
    """Yield that a synthesis cannot be approved by a paper older than its last day."""
    if day < one.to_date:
        yield Reason(
            _("Báo cáo không thể được phê duyệt trước ngày cuối của kỳ, %s.") % ngay(one.to_date),
            code="approved_before_the_end",
        )


def why_not_publish(one: Synthesis, *, on: date) -> Iterator[Reason]:
    """Yield the reasons results cannot be published: not issued, published already, or the public pages are off."""
    if one.state != State.ISSUED:
        yield Reason(_("Chỉ công khai kết quả của báo cáo đã ban hành."), code="not_issued")
    elif one.published_date is not None:
        yield Reason(_("Kết quả đã được công khai ngày %s.") % ngay(one.published_date), code="published_already")
    if not is_public(one.agency, on=on):
        yield Reason(
            _("Cơ quan chưa bật trang khảo sát cho mọi người."),
            code="public_pages_off",
            fix=("standard:parameter_detail", ParameterValue(agency=one.agency, code=PUBLIC)),
        )


def why_not_withdraw(one: Synthesis) -> Iterator[Reason]:
    """Yield that what was not published is not taken back."""
    if one.published_date is None:
        yield Reason(_("Kết quả chưa được công khai."), code="not_published")


def is_public(agency: Agency, *, on: date) -> bool:
    """Return whether the agency shows its public pages of surveys."""
    return bool(value_of(agency.pk, PUBLIC, on=on) == SHOWN)
