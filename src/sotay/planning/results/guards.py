"""Why results cannot be written or a report sent now; asked by page, command and standing alike."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.models import Unit
from sotay.commands import Reason
from sotay.planning.objectives.guards import why_dissolved
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results.lines import ResultLine
from sotay.planning.results.models import Report
from sotay.planning.results.verdicts import Verdict
from sotay.standard.reporting import FINAL, ReportingPeriod
from sotay.work.notices.reminding import Reach

State = Report.State


def why_not_write(
    report: Report | None, *, holding: ObjectiveSet | None, unit: Unit | None, period: ReportingPeriod, on: date
) -> Iterator[Reason]:
    """Yield the reasons results of a period cannot be written: no set in force, closed, sent, or not begun yet.

    `holding` is the set of the unit and year that holds, None where there is none. What was sent before and came back can
    be mended when the year is closed too: the final figures stay as they are.
    """
    if holding is None:
        said = {"year": period.year, "whose": unit.name if unit else _("cơ quan")}
        yield Reason(
            _("Chưa có bộ mục tiêu năm %(year)d của %(whose)s được phê duyệt.") % said,
            code="no_set",
            fix=("planning:objectives", None),
        )
    elif holding.state == ObjectiveSet.State.CLOSED and (report is None or report.sent_date is None):
        yield _set_closed(holding)
    if unit is not None and report is None:
        yield from why_dissolved(unit)
    if report is not None and not report.is_open:
        yield Reason(
            _("Báo cáo kỳ này %s; muốn sửa thì Thư ký ISO trả lại hoặc mở lại kèm lý do.")
            % report.get_state_display().lower(),
            code="report_sent",
            fix=("planning:report_detail", report),
        )
    yield from _why_not_begun(period, on=on)


def _set_closed(holding: ObjectiveSet) -> Reason:
    """Return why nothing is told of a year that is closed, with the figures that closed it: opened again, all go on."""
    final = Report.objects.filter(
        agency=holding.agency_id, unit=holding.unit_id, period=f"{holding.year:04d}-{FINAL}"
    ).select_related("unit", "agency")
    closed_by = final.first()
    return Reason(
        _("%s đã tổng kết; Thư ký ISO mở lại số liệu chốt cả năm thì mới báo cáo, mở lại kỳ này được.") % holding,
        code="set_closed",
        fix=("planning:report_detail", closed_by) if closed_by else ("planning:set_detail", holding),
    )


def _why_not_begun(period: ReportingPeriod, *, on: date) -> Iterator[Reason]:
    """Yield why it is too early: the final figures of a year are told when it is over."""
    if period.has_begun(on):
        return
    if period.is_final:
        yield Reason(
            _("Năm %d chưa hết; số liệu chốt cả năm báo cáo vào tháng 01 năm sau.") % period.year,
            code="year_not_over",
        )
    else:
        yield Reason(_("Kỳ %s chưa bắt đầu.") % period.name, code="not_begun")


def why_not_figure(
    objective: Objective, *, value: Decimal | None, estimate: Decimal | None, done_date: date | None, on: date
) -> Iterator[Reason]:
    """Yield what is wrong with a figure as it was typed; `field` names the column."""
    for field, figure in (("value", value), ("estimate", estimate)):
        if figure is not None and figure < 0:
            yield Reason(_("%s: số liệu không thể âm.") % objective.code, code="negative", field=field)
    if done_date is not None and done_date > on:
        yield Reason(
            _("%s: ngày hoàn thành không thể sau hôm nay.") % objective.code, code="done_in_future", field="done_date"
        )


def why_not_taken(objective: Objective, *, told: Decimal | None, typed: Decimal | None) -> Iterator[Reason]:
    """Yield why a result cannot be taken from the fact of its objective: it tells nothing, or another figure was typed."""
    if told is None:
        yield Reason(
            _("%s: chưa có số liệu để lấy kết quả; hãy ghi tay hoặc bổ sung số liệu.") % objective.code,
            code="fact_not_known",
            field="taken",
        )
    elif typed is not None:
        yield Reason(
            _("%s: chỉ chọn một, lấy theo số liệu hoặc ghi số khác.") % objective.code, code="typed_too", field="value"
        )


def why_not_send(report: Report, lines: Iterable[ResultLine]) -> Iterator[Reason]:
    """Yield the reasons a report cannot be sent: each objective needs a figure, a miss its cause and remedy.

    `field` names the objective by its key and the column, as the form of the report does.
    """
    if not report.is_open:
        yield Reason(_("Báo cáo này %s.") % report.get_state_display().lower(), code="sent_already")
        return
    lines = list(lines)
    if not lines:
        yield Reason(_("Kỳ này không có mục tiêu nào phải báo cáo."), code="nothing_to_report")
    for line in lines:
        if line.verdict == Verdict.UNKNOWN:
            yield Reason(
                _("%s: chưa có kết quả.") % line.objective.code, code="value_missing", field=f"{line.key}-value"
            )
        elif line.is_bad:
            said = {"code": line.objective.code, "verdict": line.said}
            if not (line.result and line.result.cause):
                text = _("%(code)s %(verdict)s: cần nêu nguyên nhân.") % said
                yield Reason(text, code="cause_missing", field=f"{line.key}-cause")
            if not (line.result and line.result.remedy):
                text = _("%(code)s %(verdict)s: cần nêu giải pháp.") % said
                yield Reason(text, code="remedy_missing", field=f"{line.key}-remedy")


def why_not_received(received_date: date | None, *, period: ReportingPeriod, on: date) -> Iterator[Reason]:
    """Yield the reasons a report on paper cannot have been received that day."""
    if received_date is None:
        return
    if received_date > on:
        yield Reason(_("Ngày nhận không thể sau hôm nay."), code="received_in_future", field="received_date")
    elif received_date < period.start or (period.is_final and received_date <= period.cutoff):
        yield Reason(
            _("Ngày nhận đứng trước khi kỳ báo cáo bắt đầu."), code="received_too_early", field="received_date"
        )


def why_not_open(report: Report, *, holding: ObjectiveSet | None, period: ReportingPeriod) -> Iterator[Reason]:
    """Yield the reasons a report cannot be opened again: it was not taken, or the set of the year is closed."""
    if report.state != State.TAKEN:
        yield Reason(_("Chỉ mở lại báo cáo đã tiếp nhận."), code="not_taken")
    if holding is not None and holding.state == ObjectiveSet.State.CLOSED and not period.is_final:
        yield _set_closed(holding)


def why_not_remind(chosen: Iterable[tuple[Any, Reach]]) -> Iterator[Reason]:
    """Yield why nobody is reminded: for each place that was chosen whom a reminder would reach; none owes a report."""
    chosen = list(chosen)
    if not chosen:
        yield Reason(_("Các đơn vị đã chọn không còn nợ báo cáo kỳ này."), code="none_to_remind")
    for place, reached in chosen:
        yield why_not_reached(place, reached)


def why_not_reached(place: Any, reached: Reach) -> Reason:
    """Return why nobody of a place was reminded: nobody leads it, or it was reminded today already."""
    if reached is Reach.ALREADY:
        return Reason(_("%s: hôm nay đã nhắc rồi.") % place.name, code="reminded_today")
    return Reason(
        _("%s: chưa có ai khác phụ trách đơn vị để nhắc.") % place.name,
        code="nobody_to_remind",
        fix=("organisation:unit_detail", place.unit) if place.unit else None,
    )
