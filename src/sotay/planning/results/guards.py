"""Why results cannot be written or a report sent now; asked by page, command and standing alike."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sotay.agency.models import Unit
from sotay.commands import Reason
from sotay.planning.objectives.guards import why_dissolved
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results.models import Report, Result
from sotay.planning.results.verdicts import BAD, Verdict
from sotay.standard.reporting import ReportingPeriod

State = Report.State


def why_not_write(
    report: Report | None, *, holding: ObjectiveSet | None, unit: Unit | None, period: ReportingPeriod, on: date
) -> Iterator[Reason]:
    """Yield the reasons results of a period cannot be written: no set in force, closed, sent, or not begun yet.

    `holding` is the set of the unit and year that holds, None where there is none.
    """
    if holding is None:
        whose = unit.name if unit else _("cơ quan")
        yield Reason(
            _("Chưa có bộ mục tiêu năm %(year)d của %(whose)s được phê duyệt.") % {"year": period.year, "whose": whose},
            code="no_set",
            fix=("planning:objectives", None),
        )
    elif holding.state == ObjectiveSet.State.CLOSED:
        yield Reason(
            _("%s, không sửa số liệu được nữa.") % _closed(holding),
            code="set_closed",
            fix=("planning:set_detail", holding),
        )
    if unit is not None and report is None:
        yield from why_dissolved(unit)
    if report is not None and report.state in {State.SENT, State.TAKEN}:
        yield Reason(
            _("Báo cáo kỳ này %s; muốn sửa thì Thư ký ISO trả lại kèm lý do.") % report.get_state_display().lower(),
            code="report_sent",
            fix=("planning:report_detail", report),
        )
    if on < period.start:
        yield Reason(_("Kỳ %s chưa bắt đầu.") % period.name, code="not_begun")


def why_not_figure(
    objective: Objective, *, value: Decimal | None, done_date: date | None, on: date
) -> Iterator[Reason]:
    """Yield what is wrong with a figure as it was typed; `field` names the column."""
    if value is not None and value < 0:
        yield Reason(_("%s: kết quả không thể âm.") % objective.code, code="negative", field="value")
    if done_date is not None and done_date > on:
        yield Reason(
            _("%s: ngày hoàn thành không thể sau hôm nay.") % objective.code, code="done_in_future", field="done_date"
        )


def why_not_send(report: Report, results: Iterable[tuple[Objective, Result | None, str]]) -> Iterator[Reason]:
    """Yield the reasons a report cannot be sent: each objective needs a figure, a miss its cause and remedy.

    `results` are the objectives that report in the period, with what was written and its verdict.
    """
    fix = ("planning:report_write", report)
    if report.state not in {State.DRAFT, State.RETURNED}:
        yield Reason(_("Báo cáo này %s.") % report.get_state_display().lower(), code="sent_already")
    results = list(results)
    if not results:
        yield Reason(_("Kỳ này không có mục tiêu nào phải báo cáo."), code="nothing_to_report")
    for objective, result, word in results:
        if result is None or word == Verdict.UNKNOWN:
            yield Reason(_("%s: chưa có kết quả.") % objective.code, code="value_missing", fix=fix)
        elif word in BAD:
            said = {"code": objective.code, "verdict": Verdict(word).label}
            if not result.cause.strip():
                yield Reason(_("%(code)s %(verdict)s: cần nêu nguyên nhân.") % said, code="cause_missing", fix=fix)
            if not result.remedy.strip():
                yield Reason(_("%(code)s %(verdict)s: cần nêu giải pháp.") % said, code="remedy_missing", fix=fix)


def why_not_received(received_date: date | None, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a report on paper cannot have been received that day."""
    if received_date is not None and received_date > on:
        yield Reason(_("Ngày nhận không thể sau hôm nay."), code="received_in_future", field="received_date")


def _closed(one: ObjectiveSet) -> str:
    return f"{one} {one.get_state_display().lower()}"
