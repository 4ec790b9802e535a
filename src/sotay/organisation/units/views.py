"""Pages of units."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.organisation.units import commands, exports, filters, forms, imports, queries, tables
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, RecordPage, StateBadge

PER_PAGE = 100  # a tree is read whole


@guests_may_read
def unit_list(request: HttpRequest) -> HttpResponse:
    """List the units as a tree."""
    actor = request.actor
    require(actor, "organisation.view_units")
    chosen = filters.Units(request.GET, queryset=queries.list_units(viewer=actor, on=today()), request=request)
    units = queries.in_tree_order(chosen.qs)
    if request.GET.get("export"):
        return answer(request, imports.columns, exports.records(units), title=_("Đơn vị"))
    allowed = may(actor, "organisation.manage_units")
    add = Action(label=_("Thêm đơn vị"), url=address(actor, "unit_create"), icon="plus", primary=True)
    return list_page(
        request,
        title=_("Đơn vị"),
        tabs=tabs_for(actor, active="units"),
        filter=chosen,
        table=tables.Units(units),
        actions=[add] if allowed else [],
        per_page=PER_PAGE,
        empty=Empty(
            title=_("Chưa có đơn vị nào"),
            why=_("Phòng, đơn vị của cơ quan: nơi công chức làm việc, nơi quy trình và mục tiêu thuộc về."),
            basis=_("5.3 · Vai trò, trách nhiệm và quyền hạn"),
            action=add if allowed else None,
        ),
    )


@guests_may_read
def unit_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a unit with its people, sub-units, predecessors and notices."""
    actor = request.actor
    require(actor, "organisation.view_units")
    page = queries.get_unit_page(slug, viewer=actor, on=today())
    unit = page.unit
    actions = []
    may_note = may(actor, "organisation.assign_in_unit", unit)
    if may_note:
        url = address(actor, "unit_notice", slug=unit.slug)
        actions.append(Action(label=_("Thêm thông báo phân công"), url=url, icon="file-text"))
    if may(actor, "organisation.manage_units", unit):
        actions.append(Action(label=_("Sửa"), url=address(actor, "unit_change", slug=unit.slug), icon="pencil"))
        if not unit.ended_date:
            url = address(actor, "unit_end", slug=unit.slug)
            actions.append(Action(label=_("Kết thúc"), url=url, icon="circle-x", danger=True))
    return record_page(
        request,
        page=RecordPage(
            title=unit.name,
            kicker=unit.code,
            crumbs=[crumb_to(actor, "units")],
            state=StateBadge(label=_("Đã kết thúc"), tone="stop") if unit.ended_date else None,
            actions=actions,
            **aside(unit, viewer=actor),
        ),
        template="organisation/units/detail.html",
        context={"shown": page, "unit": unit},
    )


@once
def unit_create(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    actor = request.actor
    require(actor, "organisation.manage_units")
    form = forms.UnitForm(request.POST or None, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.create_unit, actor.agency, actor=actor):
        messages.success(request, _("Đã thêm %s.") % form.result.name)
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Thêm đơn vị"),
        submit=_("Thêm đơn vị"),
        crumbs=[crumb_to(actor, "units")],
        cancel_url=address(actor, "unit_list"),
    )


@once
def unit_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a unit's name and place."""
    actor = request.actor
    unit = queries.get_unit(slug, viewer=actor)
    require(actor, "organisation.manage_units", unit)
    form = forms.ChangeUnitForm(request.POST or None, viewer=actor, on=today(), unit=unit)
    if request.method == "POST" and run(form, commands.change_unit, unit, actor=actor):
        messages.success(request, _("Đã lưu đơn vị."))
        return redirect(url_of(unit))
    return _unit_form(request, form, unit, title=_("Sửa đơn vị"), submit=_("Lưu"))


@once
def unit_end(request: HttpRequest, slug: str) -> HttpResponse:
    """End a unit and name its successors."""
    actor = request.actor
    unit = queries.get_unit(slug, viewer=actor)
    require(actor, "organisation.manage_units", unit)
    form = forms.EndUnitForm(request.POST or None, viewer=actor, on=today(), unit=unit)
    if request.method == "POST" and run(form, commands.end_unit, unit, actor=actor):
        messages.success(request, _("Đã ghi ngày kết thúc của %s.") % unit.name)
        return redirect(url_of(unit))
    return _unit_form(request, form, unit, title=_("Kết thúc đơn vị"), submit=_("Kết thúc đơn vị"))


@once
def unit_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a notice of assignment in its place."""
    actor = request.actor
    unit = queries.get_unit(slug, viewer=actor)
    require(actor, "organisation.assign_in_unit", unit)
    form = forms.NoticeForm(request.POST or None, request.FILES or None, viewer=actor)
    if request.method == "POST" and run(form, commands.add_notice, unit, actor=actor, on=today()):
        messages.success(request, _("Đã thêm thông báo phân công nhiệm vụ."))
        return redirect(url_of(unit))
    return _unit_form(
        request, form, unit, title=_("Thông báo phân công nhiệm vụ"), submit=_("Thêm thông báo"), folded=()
    )


def _unit_form(request: HttpRequest, form: Any, unit: Unit, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=unit.name,
        crumbs=[crumb_to(request.actor, "units")],
        cancel_url=url_of(unit),
        **words,
    )
