"""Pages of processes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.context.processes import commands, drawing, filters, forms, queries, tables
from sotay.context.processes.models import Process
from sotay.context.tabs import address, crumb_to, tabs_for
from sotay.exchange import export
from sotay.pages import guests_may_read, once, run, run_plain, url_of
from sotay.standard.catalogue.clauses import clauses
from sotay.ui.htmx import wants_part
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, RecordPage, StateBadge

PER_PAGE = 100  # a system is read whole


@guests_may_read
def process_list(request: HttpRequest) -> HttpResponseBase:
    """List the processes under the diagram of the system."""
    actor = request.actor
    require(actor, "context.view_processes")
    everything = queries.list_processes(viewer=actor, on=today())
    chosen = filters.Processes(request.GET, queryset=everything)
    table = tables.Processes(chosen.qs)
    if request.GET.get("export"):
        return export.answer(request, table, title=_("Quá trình"))
    allowed = may(actor, "context.manage_processes")
    add = Action(label=_("Thêm quá trình"), url=address(actor, "process_create"), icon="plus", primary=True)
    more: dict[str, Any] = {}
    if not wants_part(request):
        processes = list(everything)

        def page_of(process: Process) -> str:
            return address(actor, "process_detail", slug=process.slug)

        more = {
            "wide": drawing.wide(processes, url_of=page_of) if processes else None,
            "narrow": drawing.narrow(processes, url_of=page_of) if processes else None,
            "flows": list(queries.list_flows(viewer=actor, on=today())),
        }
    return list_page(
        request,
        title=_("Quá trình"),
        tabs=tabs_for(actor, active="processes"),
        filter=chosen,
        table=table,
        actions=[add] if allowed else [],
        per_page=PER_PAGE,
        template="context/processes/list.html",
        context=more,
        empty=Empty(
            title=_("Chưa có quá trình nào"),
            why=_("Các quá trình của hệ thống: đầu vào, đầu ra, ai chủ trì, chuyển giao gì cho nhau."),
            basis=_("4.4 · Hệ thống quản lý chất lượng và các quá trình của hệ thống"),
            action=add if allowed else None,
        ),
    )


@guests_may_read
def process_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a process with what it receives and hands on."""
    actor = request.actor
    require(actor, "context.view_processes")
    page = queries.get_process_page(slug, viewer=actor)
    process = page.process
    manages = may(actor, "context.manage_processes", process)
    actions = []
    if manages and not process.ended_date:
        actions = [
            Action(label=_("Thêm tương tác"), url=address(actor, "flow_add", slug=process.slug), icon="arrow-right"),
            Action(label=_("Sửa"), url=address(actor, "process_change", slug=process.slug), icon="pencil"),
            Action(
                label=_("Kết thúc"), url=address(actor, "process_end", slug=process.slug), icon="circle-x", danger=True
            ),
        ]
    return record_page(
        request,
        page=RecordPage(
            title=process.name,
            kicker=f"{process.code} · {process.get_kind_display()}",
            crumbs=[crumb_to(actor, "processes")],
            state=StateBadge(label=_("Đã kết thúc"), tone="stop") if process.ended_date else None,
            actions=actions,
            **aside(process, viewer=actor),
        ),
        template="context/processes/detail.html",
        context={
            "shown": page,
            "process": process,
            "owner": tables.owner_of(process),
            "clauses": [clauses()[number] for number in process.clauses],
            "manages": manages,
        },
    )


@once
def process_create(request: HttpRequest) -> HttpResponse:
    """Add a process."""
    actor = request.actor
    require(actor, "context.manage_processes")
    form = forms.ProcessForm(request.POST or None, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.create_process, actor.agency, actor=actor):
        messages.success(request, _("Đã thêm %s.") % form.result.name)
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Thêm quá trình"),
        submit=_("Thêm quá trình"),
        crumbs=[crumb_to(actor, "processes")],
        cancel_url=address(actor, "process_list"),
    )


@once
def process_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is known of a process."""
    actor = request.actor
    process = queries.get_process(slug, viewer=actor)
    require(actor, "context.manage_processes", process)
    form = forms.ChangeProcessForm(request.POST or None, viewer=actor, on=today(), process=process)
    if request.method == "POST" and run(form, commands.change_process, process, actor=actor):
        messages.success(request, _("Đã lưu quá trình."))
        return redirect(url_of(process))
    return _form(request, form, process, title=_("Sửa quá trình"), submit=_("Lưu"), folded=())


@once
def process_end(request: HttpRequest, slug: str) -> HttpResponse:
    """End a process."""
    actor = request.actor
    process = queries.get_process(slug, viewer=actor)
    require(actor, "context.manage_processes", process)
    form = forms.EndProcessForm(request.POST or None, process=process)
    if request.method == "POST" and run(form, commands.end_process, process, actor=actor):
        messages.success(request, _("Đã ghi ngày kết thúc của %s.") % process.name)
        return redirect(url_of(process))
    return _form(request, form, process, title=_("Kết thúc quá trình"), submit=_("Kết thúc quá trình"))


@once
def flow_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a process hands to another."""
    actor = request.actor
    process = queries.get_process(slug, viewer=actor)
    require(actor, "context.manage_processes", process)
    form = forms.FlowForm(request.POST or None, viewer=actor, on=today(), process=process)
    if request.method == "POST" and run(form, commands.add_flow, process, actor=actor):
        messages.success(request, _("Đã lưu tương tác."))
        return redirect(url_of(process))
    return _form(request, form, process, title=_("Thêm tương tác"), submit=_("Lưu"))


@once
@require_POST
def flow_remove(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Take a flow away."""
    actor = request.actor
    flow = queries.get_flow(slug, viewer=actor)
    require(actor, "context.manage_processes", flow)
    run_plain(commands.remove_flow, flow, actor=actor)
    messages.success(request, _("Đã bỏ tương tác."))
    return redirect(url_of(flow.source))


def _form(request: HttpRequest, form: Any, process: Process, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=str(process),
        crumbs=[crumb_to(request.actor, "processes")],
        cancel_url=url_of(process),
        **words,
    )
