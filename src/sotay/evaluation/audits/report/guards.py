"""Why a report cannot be written, submitted or approved now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.evaluation.audits.findings.guards import why_lines_lack_findings
from sotay.evaluation.audits.models import Audit, AuditReport
from sotay.ui.formats import ngay

State = Audit.State


def why_not_write(audit: Audit) -> Iterator[Reason]:
    """Yield the reasons the texts cannot be written: the plan is not approved yet, or the report was submitted."""
    if audit.state in {*Audit.IN_THE_ROOM, State.MET}:
        return
    fix = ("evaluation:audit_detail", audit)
    if audit.state in Audit.BEFORE:
        yield Reason(_("Kế hoạch của cuộc đánh giá chưa được phê duyệt."), code="not_planned", fix=fix)
    elif audit.state == State.CANCELLED:
        yield Reason(_("Cuộc đánh giá đã hủy."), code="audit_cancelled", fix=fix)
    else:
        yield Reason(_("Báo cáo đã trình hoặc đã phê duyệt."), code="report_submitted")


def why_not_submit(audit: Audit, report: AuditReport | None) -> Iterator[Reason]:
    """Yield the reasons a report cannot be submitted; open sheets never hold it back (practice.md 7)."""
    if standing := list(why_not_write(audit)):
        yield from standing
        return
    if audit.state != State.MET:
        yield Reason(_("Chưa họp kết thúc."), code="not_met", fix=("evaluation:audit_detail", audit))
    yield from why_lines_lack_findings(audit)
    write = ("evaluation:report_write", audit)
    if report is None or not report.effectiveness:
        yield Reason(_("Chưa nhận xét hiệu lực của hệ thống."), code="effectiveness_missing", fix=write)
    if report is None or not report.conclusion:
        yield Reason(_("Chưa ghi kết luận."), code="conclusion_missing", fix=write)


def why_not_on(audit: Audit, day: date) -> Iterator[Reason]:
    """Yield that a report cannot be approved by a paper older than the closing meeting."""
    met = audit.closed_meeting_date
    if met is not None and day < met:
        yield Reason(
            _("Báo cáo không thể được phê duyệt trước ngày họp kết thúc %s.") % ngay(met),
            code="approved_before_meeting",
        )
