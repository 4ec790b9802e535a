"""Pages of the counts themselves: the list, one row, entering, changing, removing."""

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
from sotay.exchange import export
from sotay.operation.statistics import commands, filters, forms, imports, queries, tables
from sotay.operation.statistics.checks import mismatches
from sotay.operation.statistics.counts import NAMES, Counts
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import written
from sotay.operation.statistics.words import label_of, scope_words
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run, url_of
from sotay.ui.formats import so
from sotay.ui.forms import fold_is_open
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, RecordPage, StateBadge, Submit


def count_list(request: HttpRequest) -> HttpResponseBase:
    """List the counts as they were entered or imported; the file reads back by the import."""
    actor = request.actor
    require(actor, "operation.view_statistics")
    chosen = filters.MonthlyCounts(request.GET, queryset=queries.list_counts(viewer=actor), request=request)
    table = tables.MonthlyCounts(chosen.qs)
    if request.GET.get("export"):
        table.request = request
        rows = imports.records(export.in_order(request, table))
        return export.answer(request, imports.columns, rows, title=_("Số liệu hồ sơ theo tháng"))
    add = Action(label=_("Nhập số liệu tháng"), url=address(actor, "count_new"), icon="plus", primary=True)
    bring = Action(label=_("Nhập từ tệp"), url=address(actor, "count_import"), icon="upload")
    writes = may(actor, "operation.write_counts")
    return list_page(
        request,
        title=_("Các dòng số liệu"),
        tabs=tabs_for(actor, active="statistics"),
        crumbs=[crumb_to(actor, "statistics")],
        intro=_(
            "Mỗi dòng là số liệu của một tháng, đúng như nguồn ghi; chỗ nguồn cộng không khớp được nêu, không tự sửa."
        ),
        filter=chosen,
        table=table,
        actions=[bring, add] if writes else [],
        empty=Empty(
            title=_("Chưa có số liệu nào"),
            why=_(
                "Số hồ sơ tiếp nhận, giải quyết đúng hạn, quá hạn của từng tháng, lấy từ báo cáo của hệ thống một cửa."
            ),
            basis=_("8.5.1, 9.1.1 · Kiểm soát việc cung cấp dịch vụ; theo dõi, đo lường"),
            action=add if writes else None,
            sample=bring if writes else None,
        ),
    )


def count_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one row of counts: its figures, what does not add up, where it comes from, its history."""
    actor = request.actor
    require(actor, "operation.view_statistics")
    row = queries.get_count(uuid, viewer=actor)
    actions = []
    if may(actor, "operation.write_counts", row):
        actions = [
            Action(label=_("Sửa"), url=address(actor, "count_change", uuid=row.uuid), icon="pencil"),
            Action(label=_("Xóa"), url=address(actor, "count_remove", uuid=row.uuid), icon="trash", danger=True),
        ]
    told = [(label_of(name), so(number)) for name in NAMES if (number := getattr(row, name)) is not None]
    return record_page(
        request,
        page=RecordPage(
            title=_("Số liệu hồ sơ tháng %s") % written(row.month),
            kicker=scope_words(row),
            crumbs=[crumb_to(actor, "statistics"), *_crumbs(actor)],
            state=StateBadge(label=row.get_origin_display(), tone="quiet"),
            actions=actions,
            **aside(row, viewer=actor),
        ),
        template="operation/statistics/count.html",
        context={
            "row": row,
            "told": told,
            "wrong": mismatches(Counts.of(row)),
            "tabs": tabs_for(actor, active="statistics"),
        },
    )


@once
def count_new(request: HttpRequest) -> HttpResponse:
    """Enter the counts of a month."""
    actor, on = request.actor, today()
    require(actor, "operation.write_counts")
    form = forms.CountsForm(request.POST or None, viewer=actor, on=on, initial={"month": request.GET.get("month", "")})
    if request.method == "POST" and run(form, commands.enter_counts, actor.agency, actor=actor, on=on):
        row = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã ghi số liệu tháng %s.") % written(row.month))
        _tell_mismatches(request, row)
        return redirect(url_of(row))
    return _form(request, form, title=_("Nhập số liệu tháng"), back=address(actor, "statistics"))


@once
def count_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change counts that stand, with a reason."""
    actor, on = request.actor, today()
    row = queries.get_count(uuid, viewer=actor)
    require(actor, "operation.write_counts", row)
    form = forms.ChangeCountsForm(request.POST or None, viewer=actor, on=on, row=row)
    if request.method == "POST" and run(form, commands.change_counts, row, actor=actor, on=on):
        now = queries.get_count(uuid, viewer=actor)
        messages.success(request, _("Đã lưu số liệu tháng %s.") % written(now.month))
        _tell_mismatches(request, now)
        return redirect(url_of(now))
    return _form(request, form, title=_("Sửa số liệu tháng %s") % written(row.month), back=url_of(row), row=row)


@once
def count_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Remove counts that should not stand, with a reason."""
    actor = request.actor
    row = queries.get_count(uuid, viewer=actor)
    require(actor, "operation.write_counts", row)
    form = forms.RemoveForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and run(form, commands.remove_counts, row, actor=actor):
        messages.success(request, _("Đã xóa số liệu tháng %s.") % written(row.month))
        return redirect(address(actor, "count_list"))
    return form_page(
        request,
        form=form,
        title=_("Xóa số liệu tháng %s") % written(row.month),
        kicker=scope_words(row),
        intro=_("Dòng này ra khỏi thống kê; nhật ký giữ lại mọi con số và lý do xóa."),
        submit=[Submit(label=_("Xóa số liệu"), danger=True)],
        crumbs=[crumb_to(actor, "statistics"), *_crumbs(actor)],
        cancel_url=url_of(row),
    )


def count_import(request: HttpRequest) -> HttpResponse:
    """Lead to the page that takes a table of counts."""
    require(request.actor, "operation.import_counts")
    kwargs = {"agency": request.actor.agency.short_name, "kind": "dossier-counts"}
    return redirect(reverse("exchange:import_start", kwargs=kwargs))


def _form(
    request: HttpRequest, form: forms.CountsForm, *, title: str, back: str, row: MonthlyCount | None = None
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        title=title,
        kicker=scope_words(row) if row else "",
        intro=_("Chỉ ghi số đã biết, đúng như báo cáo: để trống là không có số liệu, 0 là không phát sinh."),
        submit=_("Lưu số liệu"),
        crumbs=[crumb_to(request.actor, "statistics"), *(_crumbs(request.actor) if row else [])],
        cancel_url=back,
        folded=(),
        template="operation/statistics/count_form.html",
        context={"narrower_open": fold_is_open(form.narrower), "printed_open": fold_is_open(form.printed)},
    )


def _crumbs(actor: Actor) -> list[Link]:
    """Return the way back to the list."""
    return [Link(label=_("Các dòng số liệu"), url=address(actor, "count_list"))]


def _tell_mismatches(request: HttpRequest, row: MonthlyCount) -> None:
    wrong: list[Any] = mismatches(Counts.of(row))
    if wrong:
        said = "; ".join(one.said for one in wrong)
        messages.warning(request, _("Đã giữ nguyên như nguồn ghi, nhưng cộng không khớp: %s.") % said)
