"""Pages of the confirmation of effectiveness: the list, one, begun, written, submitted, dropped, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.confirmations import commands, filters, forms, guards, queries, tables
from sotay.evaluation.confirmations.basis import basis_of
from sotay.evaluation.confirmations.confirmation_page import ConfirmationShown
from sotay.evaluation.confirmations.models import Confirmation
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, run_plain, shown, url_of
from sotay.papers.answering import Note, form_answer
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link


@guests_may_read
def confirmation_list(request: HttpRequest) -> HttpResponseBase:
    """List the confirmations; who prepares them is told what is missing before the next."""
    require(request.actor, "evaluation.view_confirmations")
    return _list(request)


def _list(request: HttpRequest, *, status: int = 200) -> HttpResponseBase:
    actor, on = request.actor, today()
    rows = queries.list_confirmations(viewer=actor)
    chosen = filters.Confirmations(request.GET, queryset=rows, request=request)
    table = tables.Confirmations(chosen.qs)
    title = _("Xác nhận hiệu lực của hệ thống")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    begin = Action(
        label=_("Lập bản xác nhận"),
        url=address(actor, "confirmation_new"),
        icon="shield-check",
        post=True,
        primary=True,
    )
    prepares = may(actor, "evaluation.prepare_confirmation")
    prepared = rows.exclude(state=Confirmation.State.CONFIRMED).first()
    missing = [*guards.why_not_begin(prepared), *guards.why_not_rest(basis_of(actor.agency, on))] if prepares else []
    begins = prepares and not missing
    blocked = [Blocked(title=_("Chưa lập được bản xác nhận mới"), reasons=shown(missing, actor))] if missing else []
    response = list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="confirmations"),
        filter=chosen,
        table=table,
        actions=[begin] if begins else [],
        empty=Empty(
            title=_("Chưa có bản xác nhận nào"),
            why=_(
                "Trước khi công bố, người đứng đầu xác nhận hệ thống có hiệu lực, dựa trên báo cáo đánh giá nội bộ và biên bản "
                "xem xét của lãnh đạo gần nhất."
            ),
            basis=_("QĐ 19/2014/QĐ-TTg · Điều 4 khoản 2 điểm d"),
            action=begin if begins else None,
        ),
        template="evaluation/confirmations/list.html",
        context={"blocked": blocked},
    )
    response.status_code = status
    return response


@guests_may_read
def confirmation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a confirmation and what it rests on."""
    actor = request.actor
    require(actor, "evaluation.view_confirmations")
    one = ConfirmationShown(queries.get_confirmation(slug, viewer=actor), actor, on=today())
    return record_page(
        request,
        page=one.record_page(),
        template="evaluation/confirmations/detail.html",
        context={"shown": one, "tabs": tabs_for(actor, active="confirmations")},
    )


@guests_may_read
def confirmation_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a confirmation as its paper (form I4); above it whether it was confirmed, when and by whom."""
    actor = request.actor
    require(actor, "evaluation.view_confirmations")
    one = ConfirmationShown(queries.get_confirmation(slug, viewer=actor), actor, on=today())
    crumbs = [crumb_to(actor, "confirmations"), Link(label=_("Bản xác nhận"), url=url_of(one.one))]
    return form_answer(request, "I4", one.one, crumbs=crumbs, notes=[Note(text=one.said)])


@require_POST
@once
def confirmation_new(request: HttpRequest) -> HttpResponseBase:
    """Begin a confirmation; refused without an audit and a review."""
    actor = request.actor
    require(actor, "evaluation.prepare_confirmation")
    if run_plain(commands.begin_confirmation, actor.agency, actor=actor, on=today()):
        return _list(request, status=422)  # the list says what is missing
    one = queries.list_confirmations(viewer=actor).exclude(state=Confirmation.State.CONFIRMED).get()
    messages.success(request, _("Đã lập bản xác nhận; xem lại nội dung rồi trình."))
    return redirect(url_of(one))


@once
def confirmation_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the words of a draft."""
    return _act(
        request, slug, forms.TextForm, commands.write_confirmation,
        title=_("Sửa nội dung xác nhận"), submit=_("Lưu"), done=_("Đã lưu nội dung."),
    )  # fmt: skip


@once
def confirmation_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a confirmation to the head."""
    return _act(
        request, slug, forms.SubmitForm, commands.submit_confirmation,
        title=_("Trình người đứng đầu xác nhận"), submit=_("Trình"), done=_("Đã trình."), on=today(),
    )  # fmt: skip


@once
def confirmation_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a draft that nobody was shown."""
    return _act(
        request, slug, forms.ReasonForm, commands.drop_confirmation,
        title=_("Bỏ bản đang soạn"), submit=_("Bỏ bản đang soạn"), done=_("Đã bỏ bản đang soạn."), gone=True,
    )  # fmt: skip


def _act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    act: Any,
    *,
    title: str,
    submit: str,
    done: str,
    gone: bool = False,
    **more: Any,
) -> HttpResponse:
    actor = request.actor
    one = queries.get_confirmation(slug, viewer=actor)
    require(actor, "evaluation.prepare_confirmation", one)
    form = form_class(request.POST or None, one=one)
    here = url_of(one)
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        return redirect(address(actor, "confirmation_list") if gone else here)
    crumbs = [crumb_to(actor, "confirmations"), Link(label=_("Bản xác nhận"), url=here)]
    return form_page(request, form=form, title=title, submit=submit, crumbs=crumbs, cancel_url=here, folded=())
