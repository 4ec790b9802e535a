"""Pages of lists of dossiers to be made anonymous."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.operation.dossiers.personal import commands, forms, queries, sets, tables
from sotay.operation.dossiers.personal.page import ListShown
from sotay.operation.tabs import address, tabs_for
from sotay.pages import once, run, url_of
from sotay.ui.formats import so
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

PER_PAGE: Final = 50


def anonymising_list(request: HttpRequest) -> HttpResponseBase:
    """List what was made anonymous, and what is being made."""
    actor = request.actor
    require(actor, "operation.view_anonymising")
    table = tables.Lists(queries.list_lists(viewer=actor))
    title = _("Ẩn danh hồ sơ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    begin = Action(label=_("Lập danh sách"), url=address(actor, "anonymising_new"), icon="plus", primary=True)
    manages = may(actor, "operation.manage_anonymising")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="dossiers"),
        table=table,
        actions=[begin] if manages else [],
        empty=Empty(
            title=_("Chưa có danh sách ẩn danh nào"),
            why=_(
                "Thông tin của người nộp chỉ giữ trong thời gian đã định sau khi hồ sơ kết thúc. Hết thời gian ấy thư ký lập "
                "danh sách, người đứng đầu phê duyệt, rồi mới xóa; hệ thống không tự xóa."
            ),
            basis=_("Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"),
            action=begin if manages else None,
        ),
    )


def anonymising_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a list with its dossiers, by code and days alone."""
    actor = request.actor
    require(actor, "operation.view_anonymising")
    page = queries.get_list_page(slug, viewer=actor)
    sides = ListShown(page, actor)
    items = Paginator(queries.items_of(page.one), PER_PAGE).get_page(request.GET.get("page"))
    return record_page(
        request,
        page=sides.record_page(),
        template="operation/dossiers/personal/list.html",
        context={
            "shown": page,
            "one": page.one,
            "items": items,
            "facts": sides.facts,
            "leaves_out": sides.leaves_out,
            "tabs": tabs_for(actor, active="dossiers"),
        },
    )


@once
def anonymising_new(request: HttpRequest) -> HttpResponse:
    """Begin a list of all dossiers that are over their time."""
    actor, on = request.actor, today()
    require(actor, "operation.manage_anonymising")
    latest = sets.latest_day(actor.agency.pk, on=on)
    form = forms.BeginList(request.POST or None, initial={"closed_before_date": latest})
    if request.method == "POST" and run(form, commands.begin_anonymising, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã lập danh sách %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    count = sets.over_time([actor.agency.pk], before=latest).count()
    return form_page(
        request,
        form=form,
        title=_("Lập danh sách hồ sơ ẩn danh"),
        intro=_(
            "Hiện có %s hồ sơ hết thời gian giữ thông tin người nộp. Lập danh sách chưa xóa gì: phải được phê duyệt đã."
        )
        % so(count),
        submit=_("Lập danh sách"),
        crumbs=[_crumb(request)],
        cancel_url=address(actor, "anonymising_list"),
        folded=(),
    )


@once
def anonymising_leave_out(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Leave one dossier out of a list."""
    actor = request.actor
    item = queries.get_item(slug, viewer=actor)
    require(actor, "operation.manage_anonymising", item.list)
    form = forms.WithReason(request.POST or None, initial={"version": item.version})
    if request.method == "POST" and run(form, commands.leave_out, item, actor=actor):
        messages.success(request, _("Đã để lại hồ sơ %s.") % item.dossier.code)
        return redirect(url_of(item.list))
    return form_page(
        request,
        form=form,
        title=_("Để lại hồ sơ %s") % item.dossier.code,
        intro=item.dossier.service.name,
        submit=_("Để lại"),
        crumbs=[_crumb(request), Link(label=item.list.code, url=url_of(item.list))],
        cancel_url=url_of(item.list),
    )


@once
def anonymising_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a list to the head."""
    return _act(
        request,
        slug,
        forms.Submit,
        commands.submit_anonymising,
        title=_("Trình phê duyệt"),
        done=_("Đã trình danh sách ẩn danh."),
        intro=_("Người đứng đầu xác nhận trên hệ thống, hoặc văn thư nhập văn bản đã ký."),
        dated=True,
    )


@once
def anonymising_carry_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Empty the personal data of an approved list."""
    return _act(
        request,
        slug,
        forms.Confirm,
        commands.carry_out,
        title=_("Thực hiện ẩn danh"),
        done=_("Đã xóa thông tin người nộp của các hồ sơ trong danh sách."),
        intro=_(
            "Họ tên, địa chỉ, số giấy tờ, điện thoại, thư điện tử, nội dung yêu cầu, tên giấy tờ, lý do và mã tra cứu của các "
            "hồ sơ trong danh sách bị xóa hẳn, không lấy lại được. Mã hồ sơ, thủ tục và các mốc thời gian còn nguyên."
        ),
        dated=True,
    )


@once
def anonymising_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a list up."""
    return _act(
        request,
        slug,
        forms.WithReason,
        commands.cancel_anonymising,
        title=_("Hủy bỏ danh sách"),
        done=_("Đã hủy bỏ danh sách."),
        intro=_("Không có gì bị xóa; các hồ sơ có thể vào danh sách khác."),
    )


def _crumb(request: HttpRequest) -> Link:
    return Link(label=_("Ẩn danh hồ sơ"), url=address(request.actor, "anonymising_list"))


def _act(
    request: HttpRequest, slug: str, form_class: Any, act: Any, *, title: str, done: str, intro: str,
    dated: bool = False,
) -> HttpResponse:  # fmt: skip
    """Ask for what an act upon a list needs and do it."""
    actor = request.actor
    require(actor, "operation.manage_anonymising")
    one = queries.get_list(slug, viewer=actor)
    require(actor, "operation.manage_anonymising", one)
    form = form_class(request.POST or None, initial={"version": one.version})
    more = {"on": today()} if dated else {}
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(one))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=one.code,
        intro=intro,
        submit=title,
        crumbs=[_crumb(request), Link(label=one.code, url=url_of(one))],
        cancel_url=url_of(one),
    )
