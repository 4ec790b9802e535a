"""Pages of a revision: begun, shown, written, submitted, given up, opened again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.pages import guests_may_read, once, run, url_of
from sotay.support.documents import commands, forms, queries
from sotay.support.documents.models import Revision
from sotay.support.documents.revision_page import RevisionShown
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Link


@guests_may_read
def revision_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a revision: what it says, what changed, how far its approval is."""
    actor = request.actor
    require(actor, "support.view_documents")
    page = queries.get_revision_page(slug, viewer=actor)
    require(actor, "support.view_revision", page.revision)
    sides = RevisionShown(page, actor, on=today())
    return record_page(
        request,
        page=sides.record_page(),
        template="support/documents/revision.html",
        context={"shown": page, "revision": page.revision, "sides": sides, "tabs": tabs_for(actor, active="documents")},
    )


@once
def revision_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the next revision of a document."""
    actor = request.actor
    document = queries.get_document(slug, viewer=actor)
    require(actor, "support.write_document", document)
    form = forms.BeginRevision(request.POST or None, initial={"version": document.version})
    if request.method == "POST" and run(form, commands.begin_revision, document, actor=actor):
        revision = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã lập %s; bản đang có hiệu lực vẫn giữ nguyên.") % revision.number)
        return redirect(address(actor, "revision_change", slug=revision.slug))
    return form_page(
        request,
        form=form,
        title=_("Lập bản sửa đổi"),
        kicker=str(document),
        submit=_("Lập và soạn nội dung"),
        intro=_("Bản mới bắt đầu với nội dung của bản hiện nay; tệp được tải lên lại sau khi sửa."),
        crumbs=[crumb_to(actor, "documents"), Link(label=document.code, url=url_of(document))],
        cancel_url=url_of(document),
    )


@once
def revision_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a draft: files, parts, legal documents, what changed."""
    actor = request.actor
    revision = queries.get_revision(slug, viewer=actor)
    require(actor, "support.write_document", revision)
    form = forms.WriteRevision(request.POST or None, request.FILES or None, viewer=actor, revision=revision)
    if request.method == "POST" and run(form, commands.write_revision, revision, actor=actor):
        messages.success(request, _("Đã lưu bản đang soạn."))
        return redirect(url_of(revision))
    return _form(
        request,
        form,
        revision,
        title=_("Soạn %s") % revision.number,
        submit=_("Lưu bản đang soạn"),
        intro=_("Tải tệp lên, hoặc viết các phần ngay tại đây; đủ một trong hai cách."),
        folded=("laws", "is_minor", "edition", "amendment", "without"),
        template="support/documents/write.html",
    )


@once
def revision_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a draft to be reviewed and approved."""
    actor = request.actor
    revision = queries.get_revision(slug, viewer=actor)
    require(actor, "support.write_document", revision)
    form = forms.Submit(request.POST or None, initial={"version": revision.version})
    if request.method == "POST" and run(form, commands.submit_revision, revision, actor=actor, on=today()):
        messages.success(request, _("Đã trình soát xét, phê duyệt."))
        return redirect(url_of(revision))
    return _form(
        request,
        form,
        revision,
        title=_("Trình soát xét, phê duyệt"),
        submit=_("Trình"),
        intro=_("Bản này đi theo đường duyệt của loại tài liệu; sau khi phê duyệt còn cần ban hành mới có hiệu lực."),
    )


@once
def revision_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a revision that was never issued."""
    return _with_reason(
        request,
        slug,
        commands.drop_revision,
        title=_("Bỏ bản đang soạn"),
        done=_("Đã bỏ bản đang soạn."),
        intro=_("Bản này được giữ trong nhật ký với lý do; bản đang có hiệu lực, nếu có, không thay đổi."),
        to_document=True,
    )


@once
def revision_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an approved revision that was not issued for writing again."""
    return _with_reason(
        request,
        slug,
        commands.open_again,
        title=_("Mở lại để sửa"),
        done=_("Đã mở lại bản này; sau khi sửa phải trình và phê duyệt lại."),
        intro=_("Phê duyệt đã có không còn giá trị cho bản này; cần trình lại."),
    )


def _with_reason(
    request: HttpRequest, slug: str, act: Any, *, title: str, done: str, intro: str, to_document: bool = False
) -> HttpResponse:
    actor = request.actor
    revision = queries.get_revision(slug, viewer=actor)
    require(actor, "support.write_document", revision)
    form = forms.WithReason(request.POST or None, initial={"version": revision.version})
    if request.method == "POST" and run(form, act, revision, actor=actor):
        messages.success(request, done)
        return redirect(url_of(revision.document if to_document else revision))
    return _form(request, form, revision, title=title, submit=title, intro=intro)


def _form(request: HttpRequest, form: Any, revision: Revision, **words: Any) -> HttpResponse:
    document = revision.document
    return form_page(
        request,
        form=form,
        kicker=str(document),
        crumbs=[
            crumb_to(request.actor, "documents"),
            Link(label=document.code, url=url_of(document)),
            Link(label=revision.number, url=url_of(revision)),
        ],
        cancel_url=url_of(revision),
        **words,
    )
