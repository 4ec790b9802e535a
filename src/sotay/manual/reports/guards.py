"""Why something cannot be done with a report, a plan's days or a letter of a body above now."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.evaluation.models import Inspection
from sotay.manual.reports.dates import codes_of, read_plain
from sotay.manual.reports.models import Directive, Report
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.kinds import Mistyped
from sotay.standard.registry.parameters import parameter_of
from sotay.support.models import OutgoingPaper

Kind, State = Report.Kind, OutgoingPaper.State
FORMS: Final = {
    Kind.PLAN: "PLAN",
    Kind.GUIDE: "GUIDE",
    Kind.COMMITTEE: "COMMITTEE",
    Kind.PROVINCE: "PROVINCE",
    Kind.SELF: "J4",
    Kind.ROLLUP: "J6",
    Kind.ANNEX2: "J7",
}
"""The form each kind of report is written on."""
YEARS: Final = 5
"""A report is begun of so many years back at most."""


def why_not_begin(
    agency: Agency, *, kind: str, year: int, half: int, inspection: Inspection | None, there: Report | None, on: date
) -> Iterator[Reason]:
    """Yield why a report cannot be begun: it is there, it has no such period, or the year is not to be told of."""
    if there is not None:
        yield Reason(_("Đã lập %s.") % there, code="begun_already", fix=("manual:report_detail", there))
    if half and kind not in Report.WITH_NUMBERS:
        yield Reason(_("Chỉ báo cáo gửi Ban Chỉ đạo mới có kỳ 6 tháng."), code="no_half", field="half")
    ahead = 1 if kind in {Kind.PLAN, Kind.GUIDE} else 0
    if not on.year - YEARS <= year <= on.year + ahead:
        yield Reason(_("Không lập báo cáo cho năm %s.") % year, code="no_such_year", field="year")
    if kind == Kind.ROLLUP and agency.kind != Agency.Kind.OVERSEER:
        yield Reason(
            _("Báo cáo tổng hợp kết quả kiểm tra là của Sở Khoa học và Công nghệ."), code="not_overseer", field="kind"
        )
    if inspection is not None and kind != Kind.SELF:
        yield Reason(_("Chỉ báo cáo tự kiểm tra gắn với cuộc kiểm tra."), code="no_inspection", field="inspection")
    if kind == Kind.SELF and inspection is not None and inspection.state == Inspection.State.CANCELLED:
        yield Reason(_("Cuộc kiểm tra này không tiến hành."), code="inspection_cancelled", field="inspection")


def why_not_draft_again(report: Report) -> Iterator[Reason]:
    """Yield why a report gets no new paper: it has one that is not cancelled or withdrawn."""
    if report.paper is not None and report.paper.state not in {State.CANCELLED, State.WITHDRAWN}:
        yield Reason(_("Báo cáo đang có văn bản %s.") % report.paper, code="has_paper")


def why_not_set_dates(report: Report) -> Iterator[Reason]:
    """Yield why the days of a plan cannot be changed: it is none, or was submitted."""
    if report.kind != Kind.PLAN:
        yield Reason(_("Chỉ kế hoạch năm mới đặt mốc thời gian."), code="no_plan")
    elif report.is_pinned:
        yield Reason(_("Kế hoạch đã trình; các mốc thời gian đã chốt."), code="pinned")


def why_not_days(report: Report, chosen: Mapping[str, str]) -> Iterator[Reason]:
    """Yield what is no day of the year, or no day a plan of this agency sets."""
    known = codes_of(report.agency, report.year)
    for code, typed in chosen.items():
        if code not in known:
            yield Reason(_("Kế hoạch không đặt mốc %s.") % code, code="no_such_date", field=code)
            continue
        try:
            parameter_of(code).kind.keep(typed)
        except Mistyped as mistake:
            yield Reason(str(mistake), code="mistyped", field=code)


def why_days_do_not_hold(report: Report) -> Iterator[Reason]:
    """Yield that a letter tells the units other days than hold: those of a plan that was not issued, or holds no more."""
    if report.kind != Kind.GUIDE:
        return
    values, start = values_of([report.agency_id]), date(report.year, 1, 1)
    told = map(read_plain, report.figures.get("dates", ()))
    others = [one for one in told if values.kept(report.agency_id, one.code, start) != one.kept]
    if others:
        plan = Report.objects.filter(agency=report.agency_id, kind=Kind.PLAN, year=report.year).first()
        said = {"count": len(others), "what": others[0].words[0], "day": f"{others[0].day:%d/%m/%Y}"}
        yield Reason(
            _(
                "Công văn ghi %(count)d thời hạn khác thời hạn đang áp dụng, như “%(what)s” chậm nhất ngày %(day)s: phát hành kế "
                "hoạch đặt các thời hạn ấy trước, hoặc hủy công văn và soạn lại."
            )
            % said,
            code="days_do_not_hold",
            fix=("manual:report_detail", plan) if plan else ("manual:report_list", None),
        )


def why_not_drop(report: Report) -> Iterator[Reason]:
    """Yield why a report cannot be given up: its paper was submitted once, or goes out."""
    if report.paper is not None and report.paper.state not in {State.DRAFT, State.CANCELLED}:
        yield Reason(_("Văn bản của báo cáo đã trình."), code="submitted")
    elif report.paper is not None and report.paper.state == State.DRAFT and report.paper.returned_reason:
        yield Reason(_("Văn bản của báo cáo đã từng trình và bị trả lại; hãy sửa rồi trình lại."), code="was_submitted")


def why_not_keep(number: str, dated: date, there: Directive | None) -> Iterator[Reason]:
    """Yield why a letter of a body above cannot be kept: its number is missing, or it is kept already."""
    if not number:
        yield Reason(_("Cần số, ký hiệu văn bản."), code="number_missing", field="number")
    if there is not None:
        words = _("Đã có văn bản %(number)s ngày %(day)s.") % {"number": number, "day": f"{dated:%d/%m/%Y}"}
        yield Reason(words, code="directive_there", field="number", fix=("manual:directive_detail", there))


def why_not_end(one: Directive, ended: date) -> Iterator[Reason]:
    """Yield why a letter cannot stop being cited on a day."""
    if ended < one.dated:
        yield Reason(_("Ngày thôi viện dẫn không thể trước ngày văn bản."), code="before_its_day", field="ended_date")
