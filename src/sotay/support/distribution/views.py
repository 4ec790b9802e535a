"""Pages of who a document is for and who has read it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.commands import may, require
from sotay.exchange import export
from sotay.pages import found, once, run, run_plain, shown, url_of
from sotay.support.distribution import commands, copies, filters, forms, guards, queries, tables
from sotay.support.documents.models import Document
from sotay.support.documents.queries import get_document
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.formats import ngay
from sotay.ui.markdown import render
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link, NextAction, RecordPage, StateBadge


@once
def document_audience(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whom a document is for."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.manage_audience", document)
    form = forms.AudienceForm(request.POST or None, document=document, on=today())
    if request.method == "POST" and run(form, commands.address_document, document, actor=actor):
        messages.success(request, _("Đã lưu nơi nhận của %s.") % document.code)
        return redirect(url_of(document))
    form.reasons = shown(guards.why_not_address(document), actor) if not form.is_bound else getattr(form, "reasons", ())
    return form_page(
        request,
        form=form,
        title=_("Nơi nhận tài liệu"),
        kicker=str(document),
        submit=_("Lưu nơi nhận"),
        crumbs=_crumbs(actor, document),
        cancel_url=url_of(document),
        folded=("roles",),
        fold_label=_("Chọn theo vai trò"),
    )


def document_readers(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List who must know a document, who has confirmed and who has not, with words to remind them."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.view_readers", document)
    rows = queries.list_readers(document, viewer=actor, on=today())
    chosen = filters.Readers(request.GET, rows)
    table = tables.Readers(chosen.qs)
    title = _("Xác nhận đã đọc và hiểu")
    if request.GET.get("export"):
        return export.answer(request, table, title=f"{title} {document.code}")
    waiting = [one for one in rows if one.read_date is None]
    actions = []
    if may(actor, "support.manage_audience", document):
        actions.append(Action(label=_("Nơi nhận"), url=address(actor, "document_audience", slug=slug), icon="users"))
    if waiting:
        url = address(actor, "document_remind", slug=slug)
        actions.append(Action(label=_("Nhắc người chưa xác nhận"), url=url, icon="bell", post=True, primary=True))
    return list_page(
        request,
        title=title,
        kicker=str(document),
        crumbs=_crumbs(actor, document),
        tabs=tabs_for(actor, active="documents"),
        actions=actions,
        filter=chosen,
        table=table,
        template="support/distribution/readers.html",
        context={
            "reminder": _reminder(request, document, waiting) if waiting else "",
            "read": len(rows) - len(waiting),
            "total": len(rows),
        },
        empty=Empty(
            title=_("Chưa có ai phải xác nhận"),
            why=_("Chọn nơi nhận và yêu cầu xác nhận; khi tài liệu có hiệu lực, từng người nhận sẽ đứng ở đây."),
            basis=_("7.5.3.1 · Kiểm soát thông tin dạng văn bản"),
            action=actions[0] if actions else None,
        ),
    )


@once
@require_POST
def document_remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind everybody who has not confirmed."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.view_readers", document)
    for reason in run_plain(commands.remind_readers, document, actor=actor, on=today()):
        messages.warning(request, str(reason.text))
        break
    else:
        messages.success(request, _("Đã nhắc những người chưa xác nhận."))
    return redirect(address(actor, "document_readers", slug=slug))


@once
def document_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the revision in force to be read, and keep that the reader has read and understood it."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.confirm_reading", document)
    mine = queries.get_my_reading(document, viewer=actor, on=today())
    blocked: list[Blocked] = []
    if request.method == "POST":
        told = request.GET.get("revision") or request.POST.get("revision", "")
        read = queries.get_read_revision(document, told)  # what stood on the page, also when another is in force by now
        reasons = run_plain(commands.confirm_reading, read, actor=actor, on=today())
        if not reasons:
            messages.success(request, _("Đã ghi: anh, chị đã đọc và hiểu %s.") % document.code)
            return redirect(address(actor, "document_read", slug=slug))
        title = _("Chưa xác nhận được")
        if read.pk != mine.revision.pk:
            title = _("Tài liệu vừa thay đổi: dưới đây là bản mới, hãy đọc rồi xác nhận")
        blocked = [Blocked(title=title, reasons=shown(reasons, actor))]
    return record_page(
        request,
        page=RecordPage(
            title=document.title,
            kicker=f"{document.code} · {mine.revision.number}",
            crumbs=_crumbs(actor, document),
            state=StateBadge(label=_("Đã đọc và hiểu"), tone="done") if mine.read_date else None,
            next_action=_confirmation(actor, document, mine),
            blocked=blocked,
        ),
        template="support/distribution/read.html",
        status=422 if blocked else 200,
        context={
            "tabs": tabs_for(actor, active="documents"),
            "mine": mine,
            "copy_url": address(actor, "controlled_copy", slug=mine.revision.slug)
            if copies.has_pages(mine.revision)
            else "",
            "source_url": address(actor, "document_detail", slug=slug),
            "parts": [(part.heading, render(part.text)) for part in mine.revision.parts.all()],
        },
    )


def unit_readings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List what the people of a unit must know and who has confirmed it."""
    actor = request.actor
    require(actor, "support.view_unit_readings")
    unit = found(Unit.objects.of(actor).filter(slug=slug).first())
    rows = queries.list_unit_readings(unit, viewer=actor, on=today())
    chosen = filters.Readers(request.GET, rows)
    table = tables.UnitReadings(chosen.qs)
    title = _("Tài liệu phải đọc")
    if request.GET.get("export"):
        return export.answer(request, table, title=f"{title} {unit.code}")
    read = sum(one.read_date is not None for one in rows)
    return list_page(
        request,
        title=title,
        kicker=unit.name,
        tabs=tabs_for(actor, active="documents"),
        crumbs=[Link(label=unit.name, url=url_of(unit))],
        filter=chosen,
        table=table,
        template="support/distribution/readers.html",
        context={"read": read, "total": len(rows), "reminder": ""},
        empty=Empty(
            title=_("Đơn vị chưa có tài liệu phải đọc"),
            why=_("Tài liệu có hiệu lực mà nơi nhận là đơn vị hoặc vai trò của người trong đơn vị sẽ đứng ở đây."),
            basis=_("7.5.3.1 · Kiểm soát thông tin dạng văn bản"),
        ),
    )


def _confirmation(actor: Actor, document: Document, mine: queries.MyReading) -> NextAction | None:
    if mine.read_date is not None:
        return None
    button = Action(
        label=_("Tôi đã đọc và hiểu"),
        url=address(actor, "document_read", slug=document.slug) + f"?revision={mine.revision.uuid}",
        icon="check",
        post=True,
        primary=True,
    )
    if mine.due_date is None:
        return NextAction(title=_("Đọc rồi xác nhận nếu anh, chị dùng tài liệu này"), action=button)
    return NextAction(title=_("Đọc rồi xác nhận, chậm nhất ngày %s") % ngay(mine.due_date), action=button)


def _crumbs(actor: Actor, document: Document) -> list[Link]:
    return [crumb_to(actor, "documents"), Link(label=document.code, url=url_of(document))]


def _reminder(request: HttpRequest, document: Document, waiting: list[Any]) -> str:
    """Return words that can be sent to those who have not confirmed."""
    lines = [
        _("Đề nghị các đồng chí sau đọc và xác nhận “%s”:") % document,
        *(f"- {one.name}{f' ({one.units})' if one.units else ''}, {_('hạn')} {ngay(one.due_date)}" for one in waiting),
        request.build_absolute_uri(address(request.actor, "document_read", slug=document.slug)),
    ]
    return "\n".join(lines)
