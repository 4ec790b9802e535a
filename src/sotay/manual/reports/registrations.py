"""How plans, reports and letters of bodies above are found again, and what the journal calls what was done to them."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.manual.reports import following as _followed  # noqa: F401  follows papers on their way
from sotay.manual.reports import obligations as _owed  # noqa: F401  judges 23, 33, 34, 45
from sotay.manual.reports import permissions as _may  # noqa: F401
from sotay.manual.reports import waiting as _waits  # noqa: F401
from sotay.manual.reports.models import Directive, Report
from sotay.manual.reports.queries import visible
from sotay.papers.forms import forms_in
from sotay.search import index

forms_in("sotay.manual.reports.papers")

subjects.register(
    Report,
    label=_("Kế hoạch, báo cáo"),
    url_name="manual:report_detail",
    url_kwargs=lambda report: {"slug": report.slug},
    visible=visible,
    state=lambda report: str(report.paper.get_state_display()) if report.paper else "",
    related=("agency", "paper", "inspection"),
)
subjects.register(
    Directive,
    label=_("Văn bản chỉ đạo về ISO"),
    url_name="manual:directive_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=lambda rows, viewer: rows.none() if viewer.is_guest else rows,
)
index.register(Report, code=lambda report: report.slug)
index.register(Directive, code=lambda one: one.number, text=lambda one: f"{one.issuer}\n{one.asks}")
sentences.register(
    {
        "manual.report.begun": _("Lập báo cáo"),
        "manual.report.drafted_again": _("Soạn lại văn bản của báo cáo"),
        "manual.report.dates_set": _("Đặt mốc thời gian của kế hoạch"),
        "manual.report.pinned": _("Chốt số liệu báo cáo"),
        "manual.report.opened": _("Mở lại số liệu báo cáo"),
        "manual.report.issued": _("Báo cáo được phát hành"),
        "manual.report.plan_withdrawn": _("Kế hoạch bị thu hồi, các mốc thời gian trở lại như trước"),
        "manual.report.dropped": _("Bỏ báo cáo"),
        "manual.directive.kept": _("Ghi văn bản chỉ đạo"),
        "manual.directive.changed": _("Sửa văn bản chỉ đạo"),
        "manual.directive.ended": _("Thôi viện dẫn văn bản chỉ đạo"),
    }
)
