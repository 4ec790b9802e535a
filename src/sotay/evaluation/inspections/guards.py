"""Why an inspection cannot be entered, held, concluded, answered, closed or called off now."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason, why_no_reason
from sotay.evaluation.inspections.contents import BY_KEY
from sotay.evaluation.inspections.models import Inspection, InspectionFinding, InspectionLine
from sotay.evaluation.sheets import Sheet
from sotay.ui.formats import ngay

State = Inspection.State
WITH_MINUTES = (State.MINUTES, State.FIXED, State.CLOSED)
OVER = (State.CLOSED, State.CANCELLED)


def why_not_enter(one: Inspection) -> Iterator[Reason]:
    """Yield the reasons an inspection cannot be entered so."""
    if not one.body:
        yield Reason(_("Chưa ghi cơ quan, đoàn kiểm tra."), code="body_missing", field="body")
    if one.to_date and one.to_date < one.from_date:
        yield Reason(_("Ngày kết thúc đứng trước ngày bắt đầu."), code="ends_before_start", field="to_date")
    if one.minutes_date and one.minutes_date < one.from_date:
        yield Reason(
            _("Biên bản đã ký ngày %s, trước ngày này.") % ngay(one.minutes_date),
            code="begins_after_minutes",
            field="from_date",
        )


def why_not_change(one: Inspection, *, on: date) -> Iterator[Reason]:
    """Yield the reasons what was entered cannot be changed so: it is over, or what was held would lie ahead."""
    if one.state in OVER:
        yield Reason(_("Cuộc kiểm tra đã kết thúc hoặc không tiến hành."), code="over")
    if one.state == State.ANNOUNCED:
        return
    if one.from_date > on:
        yield Reason(_("Đã kiểm tra; ngày này chưa đến."), code="began_later", field="from_date")
    if one.to_date and one.to_date > on:
        yield Reason(_("Đã kiểm tra; ngày này chưa đến."), code="held_later", field="to_date")


def why_not_hold(one: Inspection, *, to_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons it cannot have been held until a day."""
    if one.state != State.ANNOUNCED:
        yield Reason(_("Đã ghi là đã kiểm tra hoặc không tiến hành."), code="not_announced")
    if to_date > on:
        yield Reason(_("Ngày này chưa đến."), code="held_later", field="to_date")
    if to_date < one.from_date:
        yield Reason(
            _("Cuộc kiểm tra bắt đầu ngày %s.") % ngay(one.from_date), code="ends_before_start", field="to_date"
        )


def why_not_minute(one: Inspection, *, signed: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons the minutes cannot be entered: the paper is wanted, signed after the inspection began."""
    if one.state in {State.FIXED, *OVER}:
        yield Reason(_("Đã báo cáo khắc phục, đã kết thúc hoặc không tiến hành."), code="past_minutes")
    if signed is None:
        yield Reason(
            _("Cần số và ngày ký của biên bản, hoặc chọn văn bản đã nhập."), code="paper_missing", field="new_number"
        )
        return
    if signed > on:
        yield Reason(_("Ngày ký đứng sau hôm nay."), code="signed_later", field="new_date")
    if signed < one.from_date:
        yield Reason(
            _("Cuộc kiểm tra bắt đầu ngày %s, biên bản không thể ký trước.") % ngay(one.from_date),
            code="signed_before_start",
            field="new_date",
        )


def why_not_conclude(one: Inspection, *, lines: Mapping[str, tuple[str, str]]) -> Iterator[Reason]:
    """Yield the reasons conclusions cannot be kept by line: keys are A1–A7 and B1–B6, verdicts those of the minutes."""
    if one.state not in WITH_MINUTES:
        yield Reason(_("Chưa nhập biên bản kiểm tra."), code="no_minutes", fix=("evaluation:inspection_minutes", one))
    for key, (verdict, text) in lines.items():
        if key not in BY_KEY or (verdict and verdict not in InspectionLine.Verdict.values):
            yield Reason(_("Nội dung %s không có trong biên bản kiểm tra.") % key, code="no_such_line")
        elif text and not verdict:
            yield Reason(_("Nội dung %s chưa chọn kết luận.") % key, code="verdict_missing", field=f"verdict_{key}")


def why_not_find(finding: InspectionFinding) -> Iterator[Reason]:
    """Yield the reasons a finding of the minutes cannot be kept so."""
    one = finding.inspection
    if one.state not in {State.MINUTES, State.FIXED}:
        yield Reason(
            _("Điểm nêu trong biên bản được nhập sau khi có biên bản và trước khi kết thúc."),
            code="no_minutes",
            fix=("evaluation:inspection_detail", one),
        )
    if not finding.what:
        yield Reason(_("Chưa ghi nội dung."), code="what_missing", field="what")
    if finding.line and finding.line not in BY_KEY:
        yield Reason(_("Không có nội dung này."), code="no_such_line", field="line")
    if finding.unit is not None and finding.unit.agency_id != finding.agency_id:
        yield Reason(_("Đơn vị không thuộc cơ quan."), code="of_another_agency", field="unit")


def why_not_drop(finding: InspectionFinding, *, sheets: list[Sheet], reason: str) -> Iterator[Reason]:
    """Yield the reasons a finding cannot be taken out: what a sheet puts right stays."""
    if finding.inspection.state not in {State.MINUTES, State.FIXED}:
        yield Reason(_("Cuộc kiểm tra đã kết thúc."), code="over")
    if finding.checked_again_date:
        yield Reason(_("Điểm này đã được kiểm tra lại."), code="checked_again")
    for sheet in sheets:
        yield Reason(_("Đã có phiếu %s từ điểm này.") % sheet.code, code="followed_up")
    yield from why_no_reason(reason)


def why_not_report_fixes(one: Inspection, *, findings: int, signed: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons the report on fixes cannot be entered."""
    if one.state not in {State.MINUTES, State.FIXED}:
        yield Reason(_("Chưa có biên bản, hoặc cuộc kiểm tra đã kết thúc."), code="no_minutes")
    elif not findings:
        yield Reason(
            _("Biên bản không nêu điểm nào phải khắc phục."),
            code="nothing_to_fix",
            fix=("evaluation:inspection_finding_new", one),
        )
    if signed is None:
        yield Reason(
            _("Cần số và ngày ký của báo cáo, hoặc chọn văn bản đã nhập."), code="paper_missing", field="new_number"
        )
        return
    if signed > on:
        yield Reason(_("Ngày ký đứng sau hôm nay."), code="signed_later", field="new_date")
    if one.minutes_date and signed < one.minutes_date:
        yield Reason(
            _("Biên bản ký ngày %s, báo cáo khắc phục không thể có trước.") % ngay(one.minutes_date),
            code="reported_before_minutes",
            field="new_date",
        )
    if one.answer_date and signed > one.answer_date:
        yield Reason(
            _("Cơ quan kiểm tra đã trả lời ngày %s; báo cáo được trả lời không thể có sau.") % ngay(one.answer_date),
            code="reported_after_answer",
            field="new_date",
        )


def why_not_answer(one: Inspection, *, answer: str, answer_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons the answer of the inspecting body cannot be noted."""
    if one.state != State.FIXED:
        yield Reason(_("Chưa báo cáo khắc phục, hoặc cuộc kiểm tra đã kết thúc."), code="not_reported")
    if not answer:
        yield Reason(_("Chưa ghi nội dung trả lời."), code="answer_missing", field="answer")
    if answer_date > on:
        yield Reason(_("Ngày này chưa đến."), code="answered_later", field="answer_date")
    if one.fixes_date and answer_date < one.fixes_date:
        yield Reason(
            _("Báo cáo khắc phục ngày %s.") % ngay(one.fixes_date), code="answered_before_report", field="answer_date"
        )


def why_not_check_again(
    finding: InspectionFinding, *, date: date, text: str, on: date, day_from: date | None
) -> Iterator[Reason]:
    """Yield the reasons it cannot be noted that a finding was checked again; the next inspection may do so too."""
    if finding.inspection.state not in {State.FIXED, State.CLOSED}:
        yield Reason(
            _("Chưa báo cáo khắc phục."), code="not_reported", fix=("evaluation:inspection_fixes", finding.inspection)
        )
    if not text:
        yield Reason(_("Chưa ghi kết quả kiểm tra lại."), code="text_missing", field="text")
    if date > on:
        yield Reason(_("Ngày này chưa đến."), code="checked_later", field="date")
    if day_from and date < day_from:
        yield Reason(_("Biên bản ký ngày %s.") % ngay(day_from), code="checked_before_minutes", field="date")


def why_not_close(one: Inspection, *, findings: int, closed_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons an inspection cannot be closed: without minutes, with findings nobody reported the fixes of."""
    if one.state in OVER:
        yield Reason(_("Cuộc kiểm tra đã kết thúc hoặc không tiến hành."), code="over")
    elif one.state not in WITH_MINUTES:
        yield Reason(_("Chưa nhập biên bản kiểm tra."), code="no_minutes", fix=("evaluation:inspection_minutes", one))
    elif one.state == State.MINUTES and findings:
        yield Reason(
            _("Biên bản nêu %s điểm, chưa báo cáo khắc phục.") % findings,
            code="fixes_missing",
            fix=("evaluation:inspection_fixes", one),
        )
    if closed_date > on:
        yield Reason(_("Ngày này chưa đến."), code="closed_later", field="closed_date")
    last = max(filter(None, (one.minutes_date, one.fixes_date, one.answer_date)), default=None)
    if last and closed_date < last:
        yield Reason(_("Việc gần nhất ghi ngày %s.") % ngay(last), code="closed_too_early", field="closed_date")


def why_not_cancel(one: Inspection, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons it cannot be called off; one that was held stays."""
    if one.state != State.ANNOUNCED:
        yield Reason(_("Chỉ ghi không tiến hành khi chưa kiểm tra."), code="not_announced")
    yield from why_no_reason(reason)


def why_not_let_read(one: Inspection, *, on: date) -> Iterator[Reason]:
    """Yield the reasons the team's account cannot be let in for this inspection."""
    if one.state in OVER:
        yield Reason(_("Cuộc kiểm tra đã kết thúc hoặc không tiến hành."), code="over")
    grant = one.grant
    if grant is not None and grant.revoked_at is None and grant.to_date >= on:
        yield Reason(
            _("Đoàn đã được cho xem đến hết ngày %s; thu hồi ở trang Quyền xem nếu cần đổi.") % ngay(grant.to_date),
            code="granted_already",
            fix=("organisation:grant_list", None),
        )
