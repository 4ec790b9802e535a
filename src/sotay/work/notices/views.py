"""Pages of notices."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency import subjects
from sotay.commands import require
from sotay.pages import once, run, url_of
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty
from sotay.work.notices import commands, queries, tables
from sotay.work.notices.forms import ChooseMail
from sotay.work.notices.models import MailChoice
from sotay.work.tabs import crumb_to, tabs_for
from sotay.work.waiting.links import address_of


def notice_list(request: HttpRequest) -> HttpResponse:
    """List the viewer's notices."""
    actor = request.actor
    require(actor, "work.view_notices")
    unread = queries.unread_count(actor)
    read_all = Action(
        label=_("Đánh dấu đã đọc tất cả"), url=_address(request, "notice_read_all"), icon="check", post=True
    )
    choose = Action(label=_("Nhận thư điện tử"), url=_address(request, "mail_choice"), icon="mail")
    return list_page(
        request,
        title=_("Thông báo"),
        tabs=tabs_for(actor, active="notices"),
        intro=_("%s chưa đọc") % unread if unread else "",
        table=tables.Notices(queries.list_notices(viewer=actor), agency=actor.agency.short_name),
        actions=[*([read_all] if unread else []), choose],
        exports=(),
        empty=Empty(
            title=_("Chưa có thông báo nào"),
            why=_("Nội dung chờ phê duyệt, bị trả lại, việc được giao và lời nhắc việc của anh, chị sẽ hiện ở đây."),
        ),
    )


def notice_open(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Say that a notice was read and lead to its record or page; to the list when it cannot be seen any more."""
    notice = queries.get_notice(uuid, viewer=request.actor)
    commands.mark_read(request.actor, notices=[notice])
    if notice.link_name:
        return redirect(address_of(notice, agency=request.agency.short_name) or _address(request, "notice_list"))
    record = subjects.find(queries.ref_of(notice), viewer=request.actor) if notice.subject_uuid else None
    return redirect(_address(request, "notice_list") if record is None else _page_of(record, request))


@once
@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Say that all notices were read."""
    require(request.actor, "work.view_notices")
    commands.mark_read(request.actor)
    return redirect(_address(request, "notice_list"))


def _page_of(record: Any, request: HttpRequest) -> str:
    known = subjects.known(record)
    if hasattr(record, "agency"):
        return url_of(record)
    return reverse(known.url_name, kwargs={"agency": request.agency.short_name, **known.url_kwargs})


def _address(request: HttpRequest, name: str) -> str:
    return reverse(f"work:{name}", kwargs={"agency": request.agency.short_name})


@once
def mail_choice(request: HttpRequest) -> HttpResponse:
    """Let a person choose which mails to get of this agency; every mail leads here."""
    actor = request.actor
    require(actor, "work.view_notices")
    chosen = queries.mail_choice(viewer=actor)
    form = ChooseMail(request.POST or None, initial={"wants": chosen.wants if chosen else MailChoice.Wants.ALL})
    if request.method == "POST" and run(form, commands.choose_mail, actor.agency, actor=actor):
        messages.success(request, _("Đã ghi lựa chọn nhận thư."))
        return redirect(_address(request, "notice_list"))
    return form_page(
        request,
        form=form,
        title=_("Nhận thư điện tử"),
        intro=_("Thư gửi tới %s.") % actor.person.email if actor.person.email else _("Tài khoản chưa có địa chỉ thư."),
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "notices")],
        cancel_url=_address(request, "notice_list"),
    )
