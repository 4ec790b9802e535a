"""Pages of copies: the controlled copy itself, numbered paper copies, who opened what, and the entry of a check code."""

import logging
from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.blobs.refusals import BlobDamaged
from sotay.commands import may, require
from sotay.exchange import export
from sotay.pages import guests_may_read, once, run, url_of
from sotay.support.distribution import commands, copies, exports, filters, forms, queries, rendering, status, tables
from sotay.support.distribution.models import Opening
from sotay.support.distribution.stamping import CannotBeStamped
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.queries import get_document, get_revision
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty, Link

log = logging.getLogger(__name__)
MANNERS = {"view": Opening.Manner.VIEW, "download": Opening.Manner.DOWNLOAD, "print": Opening.Manner.PRINT}
NOTHING = "default-src 'none'; frame-ancestors 'self'"


@guests_may_read
@require_safe
@csp_replace({"frame-ancestors": [SELF]})  # what there is to say instead of pages stands in the frame, too
def controlled_copy(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Give a copy of a revision with what it is on every page, and keep who viewed, saved or printed it.

    `?as=` is view, download or print; `copy` the number of the paper copy that is printed.
    """
    actor = request.actor
    revision = get_revision(slug, viewer=actor)
    manner = MANNERS.get(request.GET.get("as", "view"), Opening.Manner.VIEW)
    paper = None
    if number := request.GET.get("copy", ""):
        require(actor, "support.view_copies", revision.document)
        paper = queries.get_copy(number, revision=revision)
    try:
        copy = copies.controlled_copy(revision, on=today(), site=_site(request), paper=paper)
    except (CannotBeStamped, BlobDamaged) as problem:
        log.warning("copy not stamped", extra={"revision": str(revision.uuid), "problem": str(problem)})
        return _no_copy(request, revision, why=_("Tệp PDF của bản này hỏng hoặc không đọc được."))
    if copy is None:
        return _no_copy(request, revision, why=_why_no_pages(revision))
    if request.method == "GET":
        commands.note_opening(revision, actor=actor, manner=manner)
    response = HttpResponse(copy.pdf, content_type="application/pdf")
    saved = manner == Opening.Manner.DOWNLOAD
    response["Content-Disposition"] = content_disposition_header(saved, copy.name) or "attachment"
    response["Content-Security-Policy"] = NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"  # tomorrow it may be superseded
    return response


def copy_list(request: HttpRequest) -> HttpResponseBase:
    """List the paper copies of every document: the register of distribution (form A5)."""
    actor = request.actor
    require(actor, "support.view_copy_register")
    chosen = filters.Copies(request.GET, queryset=queries.list_register(viewer=actor), request=request)
    table = tables.Copies(chosen.qs, viewer=actor)
    title = _("Sổ phân phối tài liệu")
    if request.GET.get("export"):
        rows = exports.records(export.in_order(request, table))
        return export.answer(request, exports.COLUMNS, rows, title=title)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="documents"),
        crumbs=[crumb_to(actor, "documents")],
        actions=[Action(label=_("Kiểm tra mã"), url=address(actor, "copy_check"), icon="qrcode")],
        filter=chosen,
        table=table,
        empty=Empty(
            title=_("Chưa cấp bản giấy nào"),
            why=_("Tài liệu được phân phối điện tử; bản giấy có số chỉ cấp cho nơi cần, từ trang của từng tài liệu."),
            basis=_("7.5.3.2 a · Phân phối, tiếp cận, truy xuất và sử dụng"),
        ),
    )


def document_copies(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List the paper copies of a document."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.view_copies", document)
    table = tables.CopiesOfDocument(queries.list_copies(document, viewer=actor), viewer=actor)
    title = _("Bản giấy có số")
    if request.GET.get("export"):
        rows = exports.records(export.in_order(request, table))
        return export.answer(request, exports.COLUMNS, rows, title=f"{title} {document.code}")
    actions = []
    if may(actor, "support.manage_copies", document):
        out = queries.list_copies_out(document, viewer=actor).exists()
        if out:
            back = address(actor, "copy_take_back", slug=slug)
            actions.append(Action(label=_("Thu hồi bản giấy"), url=back, icon="archive"))
        if document.state == Document.State.IN_FORCE:
            give = address(actor, "copy_give", slug=slug)
            actions.append(Action(label=_("Cấp bản giấy"), url=give, icon="plus", primary=True))
    return list_page(
        request,
        title=title,
        kicker=str(document),
        crumbs=_crumbs(actor, document),
        tabs=tabs_for(actor, active="documents"),
        actions=actions,
        table=table,
        empty=Empty(
            title=_("Chưa cấp bản giấy nào"),
            why=_("Mỗi bản giấy mang một số; khi tài liệu thay đổi, bản cũ được thu hồi và ghi rõ cách xử lý."),
            basis=_("7.5.3.2 · Kiểm soát bản cũ"),
            action=actions[-1] if actions else None,
        ),
    )


@once
def copy_give(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a numbered paper copy of the revision in force."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.manage_copies", document)
    form = forms.GiveCopyForm(request.POST or None, document=document, on=today())
    if request.method == "POST" and run(form, commands.give_copy, document, actor=actor):
        messages.success(request, _("Đã cấp %s; bấm In để in bản mang số này.") % str(form.result).lower())
        return redirect(address(actor, "document_copies", slug=slug))
    return _form(request, form, document, title=_("Cấp bản giấy"), submit=_("Cấp bản giấy"))


@once
def copy_take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take paper copies back and say what became of them."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.manage_copies", document)
    form = forms.TakeBackForm(request.POST or None, document=document, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.take_back_copies, document, actor=actor):
        messages.success(request, _("Đã thu hồi %d bản giấy.") % len(form.result))
        return redirect(address(actor, "document_copies", slug=slug))
    return _form(request, form, document, title=_("Thu hồi bản giấy"), submit=_("Thu hồi"))


def document_openings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List who viewed, saved and printed copies of a document."""
    actor = request.actor
    document = get_document(slug, viewer=actor)
    require(actor, "support.view_openings", document)
    rows = queries.list_openings(document, viewer=actor)
    chosen = filters.Openings(request.GET, queryset=rows, request=request)
    table = tables.Openings(chosen.qs)
    title = _("Nhật ký mở, tải, in")
    if request.GET.get("export"):
        return export.answer(request, table, title=f"{title} {document.code}")
    return list_page(
        request,
        title=title,
        kicker=str(document),
        crumbs=_crumbs(actor, document),
        tabs=tabs_for(actor, active="documents"),
        filter=chosen,
        table=table,
        empty=Empty(
            title=_("Chưa ai mở tài liệu này"),
            why=_("Mỗi lần xem, tải về hoặc in một bản đều được ghi lại ở đây."),
            basis=_("7.5.3.2 a · Phân phối, tiếp cận, truy xuất và sử dụng"),
        ),
    )


def copy_check(request: HttpRequest) -> HttpResponse:
    """Tell by the eight signs on a copy which revision it is and whether it holds."""
    actor = request.actor
    require(actor, "support.view_documents")
    form = forms.CheckForm(request.GET if "code" in request.GET else None)
    asked = form.is_bound and form.is_valid()
    rows = queries.find_by_check_code(form.cleaned_data["code"], viewer=actor) if asked else []
    told = [
        {"revision": one, "url": url_of(one), "said": copies.words_of(said), "holds": said.word == status.IN_FORCE}
        for one in rows
        if (said := status.status_of(one, on=today()))
    ]
    values: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "told": told,
        "register_url": address(actor, "copy_list") if may(actor, "support.view_copy_register") else "",
        "tabs": tabs_for(actor, active="documents"),
        "crumbs": [crumb_to(actor, "documents")],
    }
    return render(request, "support/distribution/check.html", values)


def _site(request: HttpRequest) -> str:
    return settings.SOTAY_ADDRESS or request.build_absolute_uri("/")


def _why_no_pages(revision: Revision) -> str:
    """Return why a revision cannot be shown as pages, and what to do about it."""
    if revision.source is None:
        return _("Bản này chưa có tệp và chưa có nội dung.")
    rendition = queries.rendition_of(revision)
    if rendition is not None or revision.source.media_type not in queries.CONVERTED:
        return _("Không chuyển được tệp soạn thảo sang PDF; hãy tải bản PDF lên.")
    if rendering.program():
        return _("Bản PDF đang được tạo từ tệp soạn thảo; hãy mở lại sau ít phút.")
    return _("Máy chủ chưa có LibreOffice để chuyển tệp soạn thảo sang PDF; hãy tải bản PDF lên.")


def _no_copy(request: HttpRequest, revision: Revision, *, why: str) -> HttpResponse:
    actor: Actor = request.actor
    values = {
        "why": why,
        "revision": revision,
        "crumbs": _crumbs(actor, revision.document),
        "tabs": tabs_for(actor, active="documents"),
        "revision_url": url_of(revision),
    }
    is_framed = request.headers.get("Sec-Fetch-Dest") == "iframe"
    response = render(request, "support/distribution/no_copy.html", values | {"is_framed": is_framed}, status=404)
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _form(request: HttpRequest, form: Any, document: Document, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=str(document),
        crumbs=_crumbs(request.actor, document),
        cancel_url=address(request.actor, "document_copies", slug=document.slug),
        folded=(),
        **words,
    )


def _crumbs(actor: Actor, document: Document) -> list[Link]:
    return [crumb_to(actor, "documents"), Link(label=document.code, url=url_of(document))]
