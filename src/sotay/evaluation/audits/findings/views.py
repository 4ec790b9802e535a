"""Pages of findings: the one list over all audits, one of them, the log of nonconformities as a file."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.audits.findings import filters, queries, tables
from sotay.evaluation.audits.findings.exports import LOG, log_rows
from sotay.evaluation.audits.findings.finding_page import FindingShown
from sotay.evaluation.audits.models import NONCONFORMITIES
from sotay.evaluation.tabs import address, tabs_for
from sotay.exchange.export import answer
from sotay.pages import guests_may_read
from sotay.ui.links import with_query
from sotay.ui.pages import list_page, record_page
from sotay.ui.parts import Action, Empty


@guests_may_read
def finding_list(request: HttpRequest) -> HttpResponseBase:
    """List the findings of all audits; before the closing meeting the team and who oversees see them alone."""
    actor = request.actor
    require(actor, "evaluation.view_findings")
    rows = queries.with_sheets(queries.list_findings(viewer=actor))
    chosen = filters.Findings(request.GET, queryset=rows, request=request)
    table = tables.Findings(chosen.qs)
    title = _("Phát hiện đánh giá")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    log = address(actor, "finding_log") + with_query(request, export="xlsx", page=None, sort=None)
    audit = chosen.form.cleaned_data.get("audit") if chosen.is_bound and chosen.form.is_valid() else None
    actions = [Action(label=_("Sổ theo dõi sự không phù hợp"), url=log, icon="download")]
    if audit is not None and may(actor, "evaluation.write_findings", audit):
        new = address(actor, "finding_new", slug=audit.slug)
        actions.append(Action(label=_("Ghi phát hiện"), url=new, icon="plus", primary=True))
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="findings"),
        filter=chosen,
        table=table,
        actions=actions,
        empty=Empty(
            title=_("Chưa có phát hiện nào"),
            why=_(
                "Phát hiện sinh từ một câu hỏi của phiếu ghi chép hoặc ghi trực tiếp ở cuộc đánh giá; đơn vị được đánh giá "
                "thấy sau họp kết thúc."
            ),
            basis=_("9.2 · Đánh giá nội bộ"),
            action=Action(label=_("Xem các cuộc đánh giá"), url=address(actor, "audit_list"), icon="clipboard-check"),
        ),
    )


@guests_may_read
def finding_log(request: HttpRequest) -> HttpResponseBase:
    """Give the log of nonconformities found (form D8) as a file, narrowed as the list is."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_findings")
    rows = queries.list_findings(viewer=actor).filter(grade__in=NONCONFORMITIES)
    chosen = filters.Findings(request.GET, queryset=queries.with_sheets(rows), request=request)
    return answer(request, LOG, log_rows(chosen.qs, on=on), title=_("Sổ theo dõi sự không phù hợp"))


@guests_may_read
def finding_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a finding: what was found, what the unit says, the sheets born from it."""
    actor = request.actor
    require(actor, "evaluation.view_findings")
    finding = queries.get_finding(slug, viewer=actor)
    page = FindingShown(finding, actor, on=today())
    return record_page(
        request,
        page=page.record_page(),
        template="evaluation/findings/detail.html",
        context={"shown": page, "finding": finding, "tabs": tabs_for(actor, active="findings")},
    )
