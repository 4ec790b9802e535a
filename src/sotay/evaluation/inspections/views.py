"""Pages of inspections received: the list, one inspection, its print, its papers."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.blobs.storage import open_blob
from sotay.commands import may, require
from sotay.evaluation.inspections import commands, filters, forms, queries, tables
from sotay.evaluation.inspections.inspection_page import InspectionShown
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import address_below, found, guests_may_read, once, run, url_of
from sotay.papers.answering import form_answer
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

FOLDED = ("to_date", "team", *forms.PAPER)


@guests_may_read
def inspection_list(request: HttpRequest) -> HttpResponseBase:
    """List the inspections the agency received or is told of."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_inspections")
    chosen = filters.Inspections(request.GET, queryset=queries.list_inspections(viewer=actor), request=request)
    table = tables.Inspections(chosen.qs, on=on)
    title = _("Các cuộc kiểm tra")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    actions = []
    if actor.may_enter("manual"):
        there = address_below("manual:inspection_tomorrow", {}, agency=actor.agency.short_name)
        actions.append(Action(label=_("Ngày mai kiểm tra"), url=there, icon="list-check"))
    if may(actor, "evaluation.write_rounds"):
        rounds = Action(label=_("Đợt kiểm tra các cơ quan"), url=address(actor, "round_list"), icon="building")
        actions.append(rounds)
    add = Action(label=_("Ghi cuộc kiểm tra"), url=address(actor, "inspection_new"), icon="plus", primary=True)
    writes = may(actor, "evaluation.write_inspections")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="inspections"),
        filter=chosen,
        table=table,
        actions=[*actions, *([add] if writes else [])],
        empty=Empty(
            title=_("Chưa có cuộc kiểm tra nào"),
            why=_(
                "Tỉnh, bộ kiểm tra hệ thống ít nhất mỗi năm một lần, qua hồ sơ hoặc tại trụ sở. Ghi cuộc kiểm tra ngay khi "
                "có thông báo; biên bản, điểm phải khắc phục và báo cáo khắc phục trong hai tháng được theo dõi tại đây."
            ),
            basis=_("TT 26/2014/TT-BKHCN Điều 33 đến Điều 38"),
            action=add if writes else None,
        ),
    )


@guests_may_read
def inspection_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an inspection: its papers, what the minutes say line by line, findings and what puts them right."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_inspections")
    shown = InspectionShown(queries.get_inspection_page(slug, viewer=actor), actor, on=on)
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/inspections/detail.html",
        context={"shown": shown, "one": shown.one, "tabs": tabs_for(actor, active="inspections")},
    )


@guests_may_read
def inspection_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report of fixes as its paper (form J5): findings and what was done about each."""
    actor = request.actor
    require(actor, "evaluation.view_inspections")
    one = queries.get_inspection(slug, viewer=actor)
    crumbs = [crumb_to(actor, "inspections"), Link(label=one.code, url=url_of(one))]
    return form_answer(request, "J5", one, crumbs=crumbs)


@guests_may_read
def inspection_paper(request: HttpRequest, slug: str, which: str) -> FileResponse:
    """Give the signed copy of a paper of an inspection: its decision, minutes or report on fixes."""
    require(request.actor, "evaluation.view_inspections")
    paper = queries.get_paper(queries.get_inspection(slug, viewer=request.actor), which)
    blob = found(paper.file)
    return FileResponse(open_blob(blob), as_attachment=True, filename=paper.file_name, content_type=blob.media_type)


@once
def inspection_new(request: HttpRequest) -> HttpResponse:
    """Enter an inspection the agency is told of."""
    actor, on = request.actor, today()
    require(actor, "evaluation.write_inspections")
    form = forms.InspectionForm(request.POST or None, request.FILES or None, viewer=actor)
    if request.method == "POST" and run(form, commands.add_inspection, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã ghi cuộc kiểm tra %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Ghi cuộc kiểm tra"),
        intro=_("Ghi theo công văn, quyết định hoặc thông báo của cơ quan kiểm tra; kết quả nhập sau."),
        submit=_("Ghi cuộc kiểm tra"),
        crumbs=[crumb_to(actor, "inspections")],
        cancel_url=address(actor, "inspection_list"),
        folded=FOLDED,
    )


@once
def inspection_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what was entered of an inspection."""
    actor, on = request.actor, today()
    one = queries.get_inspection(slug, viewer=actor)
    require(actor, "evaluation.write_inspections", one)
    form = forms.ChangeInspectionForm(request.POST or None, request.FILES or None, viewer=actor, inspection=one)
    if request.method == "POST" and run(form, commands.change_inspection, one, actor=actor, on=on):
        messages.success(request, _("Đã lưu cuộc kiểm tra."))
        return redirect(url_of(one))
    return form_page(
        request,
        form=form,
        title=_("Sửa cuộc kiểm tra"),
        kicker=str(one),
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "inspections"), Link(label=one.code, url=url_of(one))],
        cancel_url=url_of(one),
        folded=FOLDED,
    )
