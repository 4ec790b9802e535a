"""How reports of audits are found again, approved, searched and told of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.evaluation.audits.models import AuditMember, AuditReport
from sotay.evaluation.audits.report import commands
from sotay.evaluation.audits.report.chart import chart, heads_of
from sotay.evaluation.audits.report.queries import ReportPage, content_of
from sotay.evaluation.audits.report.report_page import WORDS, told_findings
from sotay.evaluation.audits.report.sight import visible_reports
from sotay.journal import sentences
from sotay.search import index

TEXTS = ("effectiveness", "conclusion", "recommendations")


def _shown(report: AuditReport) -> dict[str, Any]:
    """Return what who approves sees: the figures as they were pinned, and the texts."""
    page = ReportPage(report.audit, report, today())
    told = page.figures
    heads = heads_of(told["grades"])
    return {
        "audit": report.audit,
        "texts": [(WORDS[name], getattr(report, name)) for name in WORDS],
        "charts": [chart(told["units"], heads, title=_("Theo đơn vị"), column=_("Đơn vị"))],
        "figures": told,
        "findings": told_findings(report.audit, told),
    }


def _authors(report: AuditReport) -> set[int]:
    """Return who wrote it: the leader of the team."""
    return set(report.audit.members.filter(part=AuditMember.Part.LEAD).values_list("user_id", flat=True))


subjects.register(
    AuditReport,
    label=_("Báo cáo đánh giá nội bộ"),
    url_name="evaluation:audit_report",
    url_kwargs=lambda one: {"slug": one.audit.slug},
    visible=visible_reports,
    state=lambda one: str(one.audit.get_state_display()),
    related=("agency", "audit"),
)
index.register(
    AuditReport,
    code=lambda one: f"BC {one.audit.code}",
    text=lambda one: "\n".join(filter(None, (getattr(one, name) for name in TEXTS))),
)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Báo cáo đánh giá nội bộ"),
        steps=(
            purposes.DefaultStep(Seat.Role.QMR, _("Xem xét")),
            purposes.DefaultStep(Seat.Role.COMMITTEE_HEAD, _("Phê duyệt")),
        ),
        content=content_of,
        on_approved=commands.report_approved,
        on_returned=commands.report_returned,
        may_submit="evaluation.submit_report",
        template="evaluation/report/approved.html",
        show=_shown,
        authors=_authors,
    )
)
sentences.register(
    {
        "evaluation.report.written": _("Viết báo cáo đánh giá"),
        "evaluation.report.submitted": _("Trình báo cáo đánh giá"),
        "evaluation.report.approved": _("Báo cáo đánh giá được phê duyệt"),
        "evaluation.report.returned": _("Báo cáo đánh giá bị trả lại"),
        "evaluation.report.withdrawn": _("Rút lại báo cáo đánh giá đã trình"),
        "evaluation.audit.reported": _("Cuộc đánh giá hoàn thành: báo cáo được phê duyệt"),
    }
)
