"""The register of documents, the page of one, and what is done to it as a whole."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange.export import answer, in_order
from sotay.pages import guests_may_read, once, run, url_of
from sotay.papers.answering import form_answer
from sotay.support.documents import commands, exports, filters, forms, queries, tables
from sotay.support.documents.around import page_above
from sotay.support.documents.document_page import DocumentShown
from sotay.support.documents.models import Document
from sotay.support.documents.papers import list_as_shown
from sotay.support.documents.replacing import withdraw_and_replace
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.links import with_query
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

PER_PAGE = 50
ABOVE = (
    (_lazy("Rà soát định kỳ"), "review_list", "refresh"),
    (_lazy("Kiểm tra mã"), "copy_check", "qrcode"),
)
"""Pages over all documents that stand a floor above this one."""
PRINTED = 5000
"""How many documents one printed list holds; a longer one is narrowed first, or taken as a file."""


@guests_may_read
def document_list(request: HttpRequest) -> HttpResponseBase:
    """List the documents the reader may see (form A1)."""
    actor = request.actor
    require(actor, "support.view_documents")
    chosen = _chosen(request)
    if request.GET.get("export"):
        shown = exports.records(in_order(request, tables.Documents(chosen.qs)))
        return answer(request, exports.COLUMNS, shown, title=_("Danh mục tài liệu"))
    actions = [
        Action(
            label=_("Bản in"),
            url=f"{address(actor, 'document_export')}{with_query(request, page=None, export=None)}",
            icon="printer",
        )
    ]
    for word, name, icon in ABOVE if actor.is_member else ():
        if above := page_above(actor, name):
            actions.append(Action(label=word, url=above, icon=icon))
    add = take_over = None
    if may(actor, "support.import_documents") and (there := page_above(actor, "takeover")):
        take_over = Action(label=_("Tiếp nhận bộ tài liệu đang có"), url=there, icon="upload")
        actions.append(take_over)
    if may(actor, "support.begin_documents"):
        add = Action(label=_("Thêm tài liệu"), url=address(actor, "document_new"), icon="plus", primary=True)
        actions.append(add)
    return list_page(
        request,
        title=_("Tài liệu"),
        tabs=tabs_for(actor, active="documents"),
        filter=chosen,
        table=tables.Documents(chosen.qs),
        actions=actions,
        per_page=PER_PAGE,
        empty=Empty(
            title=_("Chưa có tài liệu nào"),
            why=_(
                "Quy trình, hướng dẫn, quy định, biểu mẫu của hệ thống: mỗi tài liệu có mã, bản đang có hiệu lực và người phê duyệt."
            ),
            basis=_("7.5 · Thông tin dạng văn bản"),
            action=add,
            sample=take_over,
        ),
    )


@guests_may_read
def document_export(request: HttpRequest) -> HttpResponse:
    """Show the list as it was narrowed as a paper (form A1), with the check code of every revision in force."""
    actor = request.actor
    require(actor, "support.view_documents")
    table = tables.Documents(_chosen(request).qs, order_by=request.GET.get("sort") or ())
    return form_answer(
        request,
        "A1",
        crumbs=[crumb_to(actor, "documents")],
        build=lambda making: list_as_shown(exports.records(row.record for row in table.rows[:PRINTED]), making),
    )


@guests_may_read
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document: what is in force, what is being prepared, and every revision."""
    actor = request.actor
    require(actor, "support.view_documents")
    page = queries.get_document_page(slug, viewer=actor)
    require(actor, "support.view_document", page.document)
    sides = DocumentShown(page, actor, on=today())
    return record_page(
        request,
        page=sides.record_page(),
        template="support/documents/detail.html",
        context={"shown": page, "document": page.document, "sides": sides, "tabs": tabs_for(actor, active="documents")},
    )


@once
def document_new(request: HttpRequest) -> HttpResponse:
    """Begin a document."""
    actor = request.actor
    require(actor, "support.begin_documents")
    given = {name: request.GET[name] for name in ("title", "kind", "level") if name in request.GET}
    form = forms.DocumentForm(request.POST or None, viewer=actor, on=today(), initial=given)
    if request.method == "POST" and run(form, commands.begin_document, actor.agency, actor=actor, on=today()):
        document = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã lập %s; hãy soạn nội dung.") % document.code)
        draft = document.revisions.first()
        return redirect(address(actor, "revision_change", slug=draft.slug))
    return form_page(
        request,
        form=form,
        title=_("Thêm tài liệu"),
        submit=_("Lập và soạn nội dung"),
        intro=_("Tài liệu mới bắt đầu là bản đang soạn; chỉ có hiệu lực sau khi được soát xét, phê duyệt và ban hành."),
        crumbs=[crumb_to(actor, "documents")],
        cancel_url=address(actor, "document_list"),
        folded=forms.MORE,
    )


@once
def document_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what stands about a document."""
    actor = request.actor
    document = queries.get_document(slug, viewer=actor)
    require(actor, "support.write_document", document)
    form = forms.ChangeDocumentForm(request.POST or None, viewer=actor, on=today(), document=document)
    if request.method == "POST" and run(form, commands.change_document, document, actor=actor, on=today()):
        messages.success(request, _("Đã lưu thông tin tài liệu."))
        return redirect(url_of(document))
    return _form(
        request,
        form,
        document,
        title=_("Sửa thông tin tài liệu"),
        submit=_("Lưu"),
        intro=_(
            "Nội dung tài liệu được sửa bằng bản sửa đổi. Đổi mã, tên, lĩnh vực thì phê duyệt đã có thuộc bản trước."
        )
        if document.state == Document.State.IN_FORCE
        else "",
        folded=forms.MORE,
    )


@once
def document_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw a document, or let another take its place."""
    actor = request.actor
    document = queries.get_document(slug, viewer=actor)
    require(actor, "support.issue_documents", document)
    cited = queries.cited_by(document, viewer=actor)
    form = forms.Withdraw(request.POST or None, viewer=actor, on=today(), document=document, cited=bool(cited))
    if request.method == "POST" and run(form, withdraw_and_replace, document, actor=actor):
        count = len(form.result)  # type: ignore[attr-defined]
        messages.success(request, _("Đã thu hồi %s.") % document.code)
        if count:
            words = ngettext("Đã lập %d bản sửa đổi.", "Đã lập %d bản sửa đổi.", count)
            messages.success(request, words % count)
        return redirect(url_of(document))
    return _form(
        request,
        form,
        document,
        title=_("Thu hồi tài liệu"),
        submit=_("Thu hồi"),
        intro=_(
            "Bản đang có hiệu lực hết hiệu lực từ ngày này. Tài liệu còn được nơi khác viện dẫn thì chỉ thu hồi được khi "
            "có tài liệu thay thế."
        ),
        template="support/documents/withdraw.html",
        context={"cited_by": cited},
    )


def _chosen(request: HttpRequest) -> filters.Documents:
    return filters.Documents(request.GET, queryset=queries.list_documents(viewer=request.actor), request=request)


def _form(request: HttpRequest, form: Any, document: Document, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=str(document),
        crumbs=[crumb_to(request.actor, "documents"), Link(label=document.code, url=url_of(document))],
        cancel_url=url_of(document),
        **words,
    )
