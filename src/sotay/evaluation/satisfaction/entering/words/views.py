"""Pages of words and contacts: the lists, and where one is deleted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.commands import require
from sotay.evaluation.satisfaction.entering.words import commands, filters, forms, queries, tables
from sotay.evaluation.tabs import CUSTOMERS, address
from sotay.exchange.export import answer as file_of
from sotay.pages import once, run
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty, Link, Submit


def text_list(request: HttpRequest) -> HttpResponseBase:
    """List what people wrote in their own words."""
    actor = request.actor
    require(actor, "evaluation.see_contacts")
    chosen = filters.Texts(request.GET, queryset=queries.list_texts(viewer=actor), request=request)
    surveys = set(queries.surveys_with_words(viewer=actor).values_list("pk", flat=True))
    table = tables.Texts(chosen.qs, asked=queries.asked_in(surveys, viewer=actor))
    title = _("Ý kiến bằng lời")
    if request.GET.get("export"):
        return file_of(request, table, title=title)
    contacts = Action(label=_("Thông tin liên hệ"), url=address(actor, "contact_list"), icon="users")
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="batches"),
        crumbs=[CUSTOMERS.crumb_to(actor, "batches")],
        intro=_(
            "Ý kiến có thể nhắc đến người cụ thể nên chỉ người được giao mới xem; không công bố, không đưa vào tìm kiếm chung."
        ),
        filter=chosen,
        table=table,
        actions=[contacts],
        empty=Empty(
            title=_("Chưa có ý kiến nào"),
            why=_("Ý kiến bằng lời trên phiếu giấy, trang công khai, tệp đều đứng ở đây."),
            basis=_("9.1.2 · Sự hài lòng của khách hàng"),
        ),
    )


def contact_list(request: HttpRequest) -> HttpResponseBase:
    """List who freely said how to be reached; this list leaves as no file."""
    actor = request.actor
    require(actor, "evaluation.see_contacts")
    return list_page(
        request,
        title=_("Thông tin liên hệ của người trả lời"),
        tabs=CUSTOMERS.tabs_for(actor, active="batches"),
        crumbs=_crumbs(actor),
        intro=_("Chỉ dùng để trả lời người đã tự để lại thông tin; xóa khi họ yêu cầu hoặc khi không còn cần."),
        table=tables.Contacts(queries.list_contacts(viewer=actor)),
        exports=(),
        empty=Empty(
            title=_("Không có thông tin liên hệ nào"),
            why=_("Phiếu khảo sát không hỏi tên; chỉ người tự để lại thông tin mới có ở đây."),
        ),
    )


@once
def text_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete what somebody wrote."""
    actor = request.actor
    text = queries.get_text(uuid, viewer=actor)
    require(actor, "evaluation.see_contacts", text)
    form = forms.RemoveForm(request.POST or None)
    if request.method == "POST" and run(form, commands.remove_words, text, actor=actor):
        messages.success(request, _("Đã xóa ý kiến."))
        return redirect(address(actor, "text_list"))
    return _form(
        request,
        form,
        title=_("Xóa ý kiến bằng lời"),
        kicker=f"{text.answer.survey.code} · {ngay(text.answer.given_date)}",
        intro=_("Phiếu và các câu trả lời khác giữ nguyên; nội dung ý kiến không khôi phục được."),
        back=address(actor, "text_list"),
    )


@once
def contact_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete how somebody can be reached."""
    actor = request.actor
    contact = queries.get_contact(uuid, viewer=actor)
    require(actor, "evaluation.see_contacts", contact)
    form = forms.RemoveForm(request.POST or None)
    if request.method == "POST" and run(form, commands.remove_contact, contact, actor=actor):
        messages.success(request, _("Đã xóa thông tin liên hệ."))
        return redirect(address(actor, "contact_list"))
    return _form(
        request,
        form,
        title=_("Xóa thông tin liên hệ"),
        kicker=f"{contact.answer.survey.code} · {ngay(contact.answer.given_date)}",
        intro=_("Phiếu trả lời giữ nguyên và không còn gắn với ai; thông tin liên hệ không khôi phục được."),
        back=address(actor, "contact_list"),
    )


def _form(request: HttpRequest, form: Any, *, back: str, **words: Any) -> HttpResponse:
    submit = [Submit(label=_("Xóa"), danger=True)]
    crumbs = _crumbs(request.actor)
    return form_page(request, form=form, submit=submit, crumbs=crumbs, cancel_url=back, **words)


def _crumbs(actor: Any) -> list[Link]:
    """Return the way back to the list of words."""
    words = Link(label=_("Ý kiến bằng lời"), url=address(actor, "text_list"))
    return [CUSTOMERS.crumb_to(actor, "batches"), words]
