"""Pages of procedures: the list, the steps of a revision on screen and paper, the matrix of services."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange import export
from sotay.operation.procedures import filters, queries, tables
from sotay.operation.procedures.page import StepsShown
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, url_of
from sotay.papers.answering import form_answer
from sotay.ui.pages import list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def procedure_list(request: HttpRequest) -> HttpResponseBase:
    """List the procedures with their cases: limits, what the steps come to, what is to be looked at."""
    actor = request.actor
    require(actor, "operation.view_procedures")
    everything = queries.list_procedures(viewer=actor)
    chosen = filters.Procedures(request.GET, queryset=everything, request=request)
    table = tables.Procedures(queries.rows_of(chosen.qs, viewer=actor, problem=chosen.wanted))
    title = _("Quy trình")
    if request.GET.get("export"):
        return export.answer(request, table, title=title)
    actions = [Action(label=_("Đối chiếu thủ tục"), url=address(actor, "service_coverage"), icon="list-check")]
    if may(actor, "operation.import_procedures"):
        url = reverse("exchange:import_start", kwargs={"agency": actor.agency.short_name, "kind": "procedures"})
        actions.append(Action(label=_("Nhập các bước từ tệp"), url=url, icon="upload"))
    begin = None
    if may(actor, "support.begin_documents"):
        url = reverse("support:document_new", kwargs={"agency": actor.agency.short_name})
        begin = Action(label=_("Soạn tài liệu"), url=url, icon="plus", primary=True)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="procedures"),
        filter=chosen,
        table=table,
        actions=actions,
        empty=Empty(
            title=_("Chưa có quy trình nào"),
            why=_("Tài liệu loại Quy trình đứng ở đây cùng các bước, thời hạn và thủ tục hành chính mà nó phục vụ."),
            basis=_("8.1 · Hoạch định và kiểm soát việc thực hiện; 8.5.1"),
            action=begin,
        ),
    )


@guests_may_read
def procedure_steps(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the cases of a revision: steps, sums against both limits, flowcharts."""
    actor = request.actor
    require(actor, "operation.view_procedures")
    page = queries.get_steps(slug, viewer=actor)
    require(actor, "support.view_revision", page.revision)
    sides = StepsShown(page, actor)
    return record_page(
        request,
        page=sides.record_page(),
        template="operation/procedures/steps.html",
        context={"shown": page, "sides": sides, "tabs": tabs_for(actor, active="procedures")},
    )


@guests_may_read
def procedure_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the description of a revision with its steps as its paper (form QT5)."""
    actor = request.actor
    require(actor, "operation.view_procedures")
    page = queries.get_steps(slug, viewer=actor)
    require(actor, "support.view_revision", page.revision)
    back = Link(label=_("Các bước"), url=address(actor, "procedure_steps", slug=page.revision.slug))
    crumbs = [
        crumb_to(actor, "procedures"),
        Link(label=page.revision.document.code, url=url_of(page.revision.document)),
        back,
    ]
    return form_answer(request, "QT5", page.revision, crumbs=crumbs)


@guests_may_read
def service_coverage(request: HttpRequest) -> HttpResponseBase:
    """List the published services with the procedures that serve them, gaps first."""
    actor = request.actor
    require(actor, "operation.view_procedures")
    everything = queries.published_services(viewer=actor, on=today())
    chosen = filters.Services(request.GET, queryset=everything, request=request)
    rows = queries.coverage_of(chosen.qs, viewer=actor, standing=chosen.wanted)
    table = tables.Services(rows)
    title = _("Thủ tục hành chính và quy trình")
    if request.GET.get("export"):
        return export.answer(request, table, title=title)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="procedures"),
        crumbs=[crumb_to(actor, "procedures")],
        intro=_("Mỗi thủ tục hành chính đang công bố phải có ít nhất một quy trình đang có hiệu lực phục vụ."),
        filter=chosen,
        table=table,
        template="operation/procedures/coverage.html",
        context={} if chosen.is_bound and chosen.data else {"counts": _counts(rows)},
        empty=Empty(
            title=_("Chưa có thủ tục hành chính đang công bố"),
            why=_("Khi danh mục có thủ tục, mỗi thủ tục được đối chiếu tại đây với quy trình phục vụ nó."),
            basis=_("4.3 · QĐ 19/2014/QĐ-TTg Điều 3 khoản 1"),
            action=_to_catalogue(request),
        ),
    )


def _counts(rows: list[queries.Served]) -> dict[str, int]:
    covered = sum(row.standing == "COVERED" for row in rows)
    return {"covered": covered, "all": len(rows)}


def _to_catalogue(request: HttpRequest) -> Action | None:
    if not may(request.actor, "context.publish_services"):
        return None
    url = reverse("context:service_list", kwargs={"agency": request.actor.agency.short_name})
    return Action(label=_("Đến danh mục thủ tục"), url=url, icon="list-check", primary=True)
