"""Why a finding cannot be logged, changed, dropped, corrected or commented upon now."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.commands import Reason, why_no_reason
from sotay.evaluation.audits.models import Audit, ChecklistLine, Finding, VisitAuditor, finding_grades
from sotay.standard.registry.gates import bars
from sotay.ui.formats import ngay

State, Opinion = Audit.State, Finding.Opinion
NAMED = 5
"""How many lines of checklists are named; of more the number is told."""


def why_not_write(audit: Audit) -> Iterator[Reason]:
    """Yield the reasons findings of an audit cannot be written: only from the approved plan up to the closing meeting."""
    if audit.state in Audit.IN_THE_ROOM:
        return
    fix = ("evaluation:audit_detail", audit)
    if audit.state in Audit.BEFORE:
        yield Reason(_("Kế hoạch của cuộc đánh giá chưa được phê duyệt."), code="not_planned", fix=fix)
    elif audit.state == State.CANCELLED:
        yield Reason(_("Cuộc đánh giá đã hủy."), code="audit_cancelled", fix=fix)
    else:
        said = _("Đã họp kết thúc ngày %s: các phát hiện đã được trình bày, không thêm, sửa hay bỏ.")
        yield Reason(said % ngay(audit.closed_meeting_date), code="meeting_held", fix=fix)


def why_own_unit(audit: Audit, *unit_ids: int, actor: Actor) -> Iterator[Reason]:
    """Yield that somebody of the team judges the own unit (9.2.2 c), unless the plan gave him the visit there for a reason.

    In a *cơ quan nhỏ* it is a warning of the plan, never refused (practice.md 7).
    """
    own = actor.unit_ids() & set(unit_ids)
    if not own or audit.agency.is_small:
        return
    given = VisitAuditor.objects.filter(visit__audit=audit, visit__unit__in=own, user=actor.user)
    if own - set(given.values_list("visit__unit_id", flat=True)):
        yield Reason(
            _("Phát hiện tại đơn vị mình công tác do đánh giá viên khác của đoàn ghi, sửa (9.2.2 c)."),
            code="own_unit",
            fix=("evaluation:audit_detail", audit),
        )


def why_not_log(finding: Finding, *, on: date, there: Finding | None = None) -> Iterator[Reason]:
    """Yield what is wrong with a finding as it is filled in; `there` is one the same line of a checklist has already."""
    audit = finding.audit
    if not finding.what:
        yield Reason(_("Chưa ghi nội dung phát hiện."), code="what_missing", field="what")
    if finding.grade not in finding_grades(audit.scale):
        yield Reason(
            _("Mức độ này không có trong thang kết quả của cuộc đánh giá."), code="grade_not_of_scale", field="grade"
        )
    if finding.found_date > on:
        yield Reason(_("Ngày phát hiện chưa đến."), code="found_later", field="found_date")
    if not audit.visits.filter(unit=finding.unit_id, set_aside_reason="").exists():
        yield Reason(_("Đơn vị này không có lịch trong cuộc đánh giá."), code="unit_not_audited", field="unit")
    if finding.document is not None and finding.document.agency_id != audit.agency_id:
        yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field="document")
    if there is not None:
        yield Reason(
            _("Câu hỏi này đã có phát hiện %s.") % there.code,
            code="line_has_finding",
            fix=("evaluation:finding_detail", there),
        )


def why_not_from_line(line: ChecklistLine) -> Iterator[Reason]:
    """Yield the reasons a line of a checklist makes no finding: it was not judged, or judged as none."""
    if line.result not in finding_grades(line.visit.audit.scale):
        yield Reason(
            _("Câu hỏi chưa được kết luận là một phát hiện."),
            code="line_is_no_finding",
            fix=("evaluation:visit_detail", line.visit),
        )


def why_not_drop(finding: Finding, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a finding cannot be dropped: the meeting was held, it is dropped, or no reason is given."""
    yield from why_not_write(finding.audit)
    yield from why_dropped(finding)
    yield from why_no_reason(reason)


def why_dropped(finding: Finding) -> Iterator[Reason]:
    """Yield that a finding was dropped before."""
    if finding.is_dropped:
        yield Reason(_("Phát hiện này đã bỏ: %s") % finding.dropped_reason, code="dropped")


def why_not_correct(finding: Finding, *, grade: str, reason: str) -> Iterator[Reason]:
    """Yield the reasons a grade cannot be corrected: only between the closing meeting and the submitting of the report."""
    yield from why_not_correctable(finding)
    if grade not in finding_grades(finding.audit.scale):
        yield Reason(
            _("Mức độ này không có trong thang kết quả của cuộc đánh giá."), code="grade_not_of_scale", field="grade"
        )
    yield from why_no_reason(reason)


def why_not_correctable(finding: Finding) -> Iterator[Reason]:
    """Yield the reasons no grade can be corrected where the audit stands."""
    audit = finding.audit
    yield from why_dropped(finding)
    if audit.state in Audit.BEFORE or audit.state in Audit.IN_THE_ROOM:
        yield Reason(
            _("Chưa họp kết thúc: sửa chính phát hiện này."), code="not_met", fix=("evaluation:finding_change", finding)
        )
    elif audit.state != State.MET:
        yield Reason(
            _("Báo cáo đã trình hoặc đã phê duyệt, mức độ không sửa nữa."),
            code="report_submitted",
            fix=("evaluation:audit_report", audit),
        )


def why_no_opinion(finding: Finding) -> Iterator[Reason]:
    """Yield the reasons the unit cannot say what it thinks: no meeting was held yet, or its opinion is in an approved report."""
    yield from why_dropped(finding)
    if finding.audit.state not in Audit.AFTER_MEETING:
        yield Reason(_("Chưa họp kết thúc."), code="not_met", fix=("evaluation:audit_detail", finding.audit))
    elif finding.opinion and finding.audit.state == State.REPORTED:
        yield Reason(_("Đơn vị đã có ý kiến và báo cáo đã được phê duyệt."), code="opinion_reported")


def why_not_so_opined(finding: Finding, *, opinion: str, text: str, opinion_date: date, on: date) -> Iterator[Reason]:
    """Yield what is wrong with an opinion as it is filled in; another opinion needs its words."""
    if opinion not in {Opinion.AGREED, Opinion.OTHERWISE}:
        yield Reason(_("Hãy chọn nhất trí hoặc có ý kiến khác."), code="opinion_missing", field="opinion")
    if opinion == Opinion.OTHERWISE and not text:
        yield Reason(_("Cần nêu ý kiến khác của đơn vị."), code="opinion_text_missing", field="opinion_text")
    if opinion_date > on:
        yield Reason(_("Ngày này chưa đến."), code="opinion_later", field="opinion_date")
    met = finding.audit.closed_meeting_date
    if met and opinion_date < met:
        yield Reason(_("Trước ngày họp kết thúc %s.") % ngay(met), code="opinion_too_early", field="opinion_date")


def lines_without_finding(audit: Audit) -> Iterable[ChecklistLine]:
    """Return the lines judged as a finding that have none, not even one that was dropped with its reason."""
    lines = ChecklistLine.objects.filter(agency_id=audit.agency_id, visit__audit=audit, visit__set_aside_reason="")
    lines = lines.filter(result__in=finding_grades(audit.scale), findings__isnull=True)
    return lines.select_related("visit__unit", "agency").order_by("visit__starts_at", "visit__pk", "position", "pk")


@bars("audit.close_meeting")
def why_lines_lack_findings(audit: Audit) -> Iterator[Reason]:
    """Yield the lines judged as a finding without one: what is not logged is not told at the meeting, nor counted after it."""
    lines = list(lines_without_finding(audit))
    for line in lines[:NAMED]:
        said = {"unit": line.visit.unit, "question": line.question[:120], "result": line.get_result_display()}
        yield Reason(
            _("%(unit)s: câu hỏi “%(question)s” kết luận %(result)s nhưng chưa lập phát hiện.") % said,
            code="line_without_finding",
            fix=("evaluation:visit_detail", line.visit),
        )
    if len(lines) > NAMED:
        yield Reason(_("Còn %d câu hỏi khác như vậy.") % (len(lines) - NAMED), code="lines_without_finding")
