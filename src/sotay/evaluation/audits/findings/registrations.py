"""How findings are found again, searched and told; drafts are hidden from who was audited wherever records are resolved."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.audits.findings import guards as _barred  # noqa: F401  bars the closing meeting
from sotay.evaluation.audits.models import Finding
from sotay.evaluation.audits.sight import visible_findings
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Finding,
    label=_("Phát hiện đánh giá"),
    url_name="evaluation:finding_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible_findings,
    title=lambda one: one.title,
    state=lambda one: str(_("Đã bỏ") if one.is_dropped else one.get_grade_display()),
    related=("agency", "audit", "unit"),
)
index.register(Finding, code=lambda one: one.code, text=lambda one: f"{one.unit}\n{one.evidence}")
sentences.register(
    {
        "evaluation.finding.logged": _("Ghi phát hiện đánh giá"),
        "evaluation.finding.changed": _("Sửa phát hiện đánh giá"),
        "evaluation.finding.dropped": _("Bỏ phát hiện đánh giá"),
        "evaluation.finding.corrected": _("Sửa mức độ của phát hiện sau họp kết thúc"),
        "evaluation.finding.opinion_given": _("Đơn vị cho ý kiến về phát hiện"),
    }
)
