"""Pages of decisions."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.blobs.storage import open_blob
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.organisation.decisions import commands, filters, forms, queries, tables
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.pages import found, guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, FileLine, RecordPage


@guests_may_read
def decision_list(request: HttpRequest) -> HttpResponse:
    """List the signed papers that seats, delegations and grants rest on."""
    actor = request.actor
    require(actor, "organisation.view_decisions")
    chosen = filters.Decisions(request.GET, queryset=queries.list_decisions(viewer=actor), request=request)
    if request.GET.get("export"):
        return answer(request, tables.Decisions(chosen.qs), title=_("Văn bản giao việc"))
    add = Action(label=_("Thêm văn bản"), url=address(actor, "decision_create"), icon="plus", primary=True)
    allowed = may(actor, "organisation.manage_decisions")
    return list_page(
        request,
        title=_("Văn bản giao việc"),
        tabs=tabs_for(actor, active="decisions"),
        filter=chosen,
        table=tables.Decisions(chosen.qs),
        actions=[add] if allowed else [],
        empty=Empty(
            title=_("Chưa có văn bản nào"),
            why=_("Quyết định thành lập Ban Chỉ đạo, cử Thư ký, thông báo phân công: mỗi vai trò dựa vào văn bản này."),
            basis=_("5.3 · Vai trò, trách nhiệm và quyền hạn"),
            action=add if allowed else None,
        ),
    )


@guests_may_read
def decision_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a decision, its signed copy and what rests on it."""
    actor = request.actor
    require(actor, "organisation.view_decisions")
    page = queries.get_decision_page(uuid, viewer=actor)
    decision = page.decision
    actions = []
    if may(actor, "organisation.manage_decisions", decision):
        word = _("Sửa") if decision.file_id else _("Thêm bản ký")
        actions.append(Action(label=word, url=address(actor, "decision_change", uuid=decision.uuid), icon="pencil"))
    files = []
    if decision.file:
        url = address(actor, "decision_file", uuid=decision.uuid)
        files.append(FileLine(name=decision.file_name, url=url, size=decision.file.size))
    beside = aside(decision, viewer=actor)
    return record_page(
        request,
        page=RecordPage(
            title=decision.number,
            kicker=decision.summary,
            crumbs=[crumb_to(actor, "decisions")],
            actions=actions,
            **beside | {"files": [*files, *(beside["files"] or ())]},
        ),
        template="organisation/decisions/detail.html",
        context={"shown": page, "decision": decision},
    )


@guests_may_read
def decision_file(request: HttpRequest, uuid: UUID) -> FileResponse:
    """Give the signed copy of a decision."""
    require(request.actor, "organisation.view_decisions")
    decision = queries.get_decision(uuid, viewer=request.actor)
    blob = found(decision.file)
    return FileResponse(open_blob(blob), as_attachment=True, filename=decision.file_name, content_type=blob.media_type)


@once
def decision_create(request: HttpRequest) -> HttpResponse:
    """Enter a signed paper."""
    actor = request.actor
    require(actor, "organisation.manage_decisions")
    form = forms.DecisionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and run(form, commands.add_decision, actor.agency, actor=actor, on=today()):
        messages.success(request, _("Đã thêm văn bản %s.") % form.result.number)
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Thêm văn bản"),
        submit=_("Thêm văn bản"),
        crumbs=[crumb_to(actor, "decisions")],
        cancel_url=address(actor, "decision_list"),
        folded=(),
    )


@once
def decision_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct what was entered of a paper, or add its signed copy."""
    actor = request.actor
    decision = queries.get_decision(uuid, viewer=actor)
    require(actor, "organisation.manage_decisions", decision)
    form = forms.ChangeDecisionForm(request.POST or None, request.FILES or None, decision=decision)
    if request.method == "POST" and run(form, commands.change_decision, decision, actor=actor, on=today()):
        messages.success(request, _("Đã lưu thông tin văn bản."))
        return redirect(url_of(decision))
    return form_page(
        request,
        form=form,
        title=_("Sửa thông tin văn bản"),
        kicker=decision.number,
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "decisions")],
        cancel_url=url_of(decision),
        folded=(),
    )
