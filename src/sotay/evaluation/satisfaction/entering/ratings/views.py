"""Pages of counts of ratings on the portal: the list, one row, entered, changed, removed, from a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.evaluation.satisfaction.entering.ratings import commands, filters, forms, imports, queries, tables
from sotay.evaluation.satisfaction.entering.ratings.exports import records
from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.tabs import CUSTOMERS, address
from sotay.exchange import export
from sotay.operation.statistics.months import written
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.formats import so
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, RecordPage, Submit


@guests_may_read
def rating_list(request: HttpRequest) -> HttpResponseBase:
    """List the counts of ratings on the portal; the file reads back by the import."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    chosen = filters.Ratings(request.GET, queryset=queries.list_ratings(viewer=actor), request=request)
    table = tables.Ratings(chosen.qs)
    title = _("Đánh giá trên Cổng dịch vụ công")
    if request.GET.get("export"):
        rows = records(export.in_order(request, table))
        return export.answer(request, imports.columns, rows, title=title)
    add = Action(label=_("Nhập số liệu tháng"), url=address(actor, "rating_new"), icon="plus", primary=True)
    bring = Action(label=_("Nhập từ tệp"), url=address(actor, "rating_import"), icon="upload")
    enters = may(actor, "evaluation.enter_answers")
    imports_files = may(actor, "evaluation.import_answers")
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="batches"),
        crumbs=[CUSTOMERS.crumb_to(actor, "batches")],
        intro=_(
            "Số phiếu theo từng mức (5 là rất hài lòng, 1 là rất không hài lòng) của từng tháng, đúng như Cổng ghi. Không có phiếu kèm "
            "theo nên các số này luôn được nêu riêng: tỷ lệ phiếu trên hồ sơ có tính chúng và ghi rõ bao nhiêu là trên Cổng; kết quả "
            "theo câu hỏi không gồm chúng."
        ),
        filter=chosen,
        table=table,
        actions=[*([bring] if imports_files else []), *([add] if enters else [])],
        empty=Empty(
            title=_("Chưa có số liệu nào"),
            why=_(
                "Khi người dân đánh giá trên Cổng dịch vụ công, cơ quan lấy số phiếu theo năm mức của từng tháng ghi vào đây; không "
                "ghi tỷ lệ phần trăm."
            ),
            basis=_("9.1.2 · Sự hài lòng của khách hàng"),
            action=add if enters else None,
            sample=bring if imports_files else None,
        ),
    )


@guests_may_read
def rating_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the counts of a month with where they come from."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    row = queries.get_rating(uuid, viewer=actor)
    actions = []
    if may(actor, "evaluation.enter_answers", row):
        change, remove = (address(actor, name, uuid=row.uuid) for name in ("rating_change", "rating_remove"))
        actions = [
            Action(label=_("Sửa"), url=change, icon="pencil"),
            Action(label=_("Xóa"), url=remove, icon="trash", danger=True),
        ]
    facts = [
        (_("Phát ra"), so(row.handed_out) if row.handed_out is not None else _("Cổng không cho biết")),
        (_("Thu về"), so(row.returned)),
        (_("Hợp lệ"), so(sum(row.levels))),
        *((word, so(row.levels[level - 1])) for level, word in LEVELS),
        (_("Nguồn số liệu"), row.source),
        (_("Người ghi"), str(row.entered_by or _("dòng lệnh"))),
    ]
    page = RecordPage(
        title=_("Đánh giá trên Cổng tháng %s") % written(row.month),
        kicker=tables.scope_of(row),
        crumbs=_crumbs(actor),
        actions=actions,
        facts=facts,
        **aside(row, viewer=actor),
    )
    context = {"tabs": CUSTOMERS.tabs_for(actor, active="batches")}
    return record_page(request, page=page, template="evaluation/satisfaction/entering/rating.html", context=context)


@once
def rating_new(request: HttpRequest) -> HttpResponse:
    """Enter the counts of a month."""
    actor, on = request.actor, today()
    require(actor, "evaluation.enter_answers")
    form = forms.RatingForm(request.POST or None, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.enter_ratings, actor.agency, actor=actor, on=on):
        row = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã ghi số liệu tháng %s.") % written(row.month))
        return redirect(url_of(row))
    return _form(request, form, title=_("Nhập số liệu đánh giá trên Cổng"), back=address(actor, "rating_list"))


@once
def rating_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change counts that stand, with a reason."""
    actor, on = request.actor, today()
    row = queries.get_rating(uuid, viewer=actor)
    require(actor, "evaluation.enter_answers", row)
    form = forms.ChangeRatingForm(request.POST or None, viewer=actor, on=on, row=row)
    if request.method == "POST" and run(form, commands.change_ratings, row, actor=actor, on=on):
        messages.success(request, _("Đã lưu số liệu."))
        return redirect(url_of(row))
    return _form(request, form, title=_("Sửa số liệu đánh giá trên Cổng"), back=url_of(row))


@once
def rating_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Remove counts that should not stand, with a reason."""
    actor = request.actor
    row = queries.get_rating(uuid, viewer=actor)
    require(actor, "evaluation.enter_answers", row)
    form = forms.RemoveForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and run(form, commands.remove_ratings, row, actor=actor):
        messages.success(request, _("Đã xóa số liệu tháng %s.") % written(row.month))
        return redirect(address(actor, "rating_list"))
    return form_page(
        request,
        form=form,
        title=_("Xóa số liệu tháng %s") % written(row.month),
        kicker=tables.scope_of(row),
        intro=_("Dòng này ra khỏi báo cáo; nhật ký giữ lại mọi con số và lý do xóa."),
        submit=[Submit(label=_("Xóa số liệu"), danger=True)],
        crumbs=_crumbs(actor),
        cancel_url=url_of(row),
    )


def rating_import(request: HttpRequest) -> HttpResponse:
    """Lead to the page that takes a table of counts."""
    require(request.actor, "evaluation.import_answers")
    kwargs = {"agency": request.actor.agency.short_name, "kind": "rating_counts"}
    return redirect(reverse("exchange:import_start", kwargs=kwargs))


def _form(request: HttpRequest, form: Any, *, title: str, back: str) -> HttpResponse:
    return form_page(
        request,
        form=form,
        title=title,
        intro=_("Ghi số phiếu đếm được của từng mức, không ghi tỷ lệ phần trăm; mức không có phiếu nào ghi 0."),
        submit=_("Lưu số liệu"),
        crumbs=_crumbs(request.actor),
        cancel_url=back,
        folded=("unit", "service", "returned", "handed_out"),
    )


def _crumbs(actor: Actor) -> list[Link]:
    """Return the way back to the list."""
    listed = Link(label=_("Đánh giá trên Cổng"), url=address(actor, "rating_list"))
    return [CUSTOMERS.crumb_to(actor, "batches"), listed]
