"""Pages of signed copies: brought, opened, looked at again; and the files of a paper."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sotay.agency.clock import today
from sotay.agency.vietnamese import slugify
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobDamaged
from sotay.blobs.storage import open_blob
from sotay.commands import NotFound, Refused, require
from sotay.pages import once, run, url_of
from sotay.papers.catalogue.word import issued_word_of
from sotay.papers.pdf import pdf
from sotay.papers.workbook import workbook
from sotay.support.outgoing import content, queries
from sotay.support.outgoing.signing import commands, forms
from sotay.support.outgoing.signing.words import word_of_file
from sotay.support.outgoing.views import form_of

DRAFT = "DỰ THẢO"
PDF = "application/pdf"
TYPES = {
    "pdf": PDF,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NOTHING = "default-src 'none'; frame-ancestors 'self'"
SANDBOX = f"{NOTHING}; sandbox"


@require_safe
def paper_file(request: HttpRequest, slug: str, face: str) -> HttpResponseBase:
    """Give a paper as a file: as it was pinned, or as the draft stands now, marked as one."""
    actor = request.actor
    require(actor, "support.view_papers")
    if face not in TYPES:
        raise NotFound
    paper = queries.get_paper(slug, viewer=actor)
    blob = {"pdf": paper.pdf, "docx": paper.docx, "xlsx": paper.behind}[face]
    name = f"{slugify(str(paper), max_length=90)}.{face}"
    if blob is not None:
        return _given(blob, name=name, saved=face != "pdf" or "save" in request.GET)
    if paper.content is not None or content.is_gone(paper, viewer=actor):
        raise NotFound
    said = replace(content.built(paper, viewer=actor, on=today()), mark=DRAFT)
    if face == "xlsx" and not said.behind:
        raise NotFound
    try:
        made = {
            "pdf": lambda: pdf(said),
            "docx": lambda: issued_word_of(said, form=paper.form, agency=actor.agency),
            "xlsx": lambda: workbook(said.behind),
        }[face]()
    except Refused as refused:  # words no font has, a text that fits nowhere: said where it can be mended
        messages.error(request, str(refused))
        return redirect(url_of(paper))
    response = HttpResponse(made, content_type=TYPES[face])
    response["Content-Disposition"] = content_disposition_header(face != "pdf", name) or "attachment"
    return _guarded(response, PDF if face == "pdf" else "")


@once
def paper_sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring the signed copy of a paper back."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, commands.MAY, paper)
    form = forms.BringSigned(request.POST or None, request.FILES or None)
    if request.method == "POST" and run(form, commands.bring_signed, paper, actor=actor, on=today()):
        check = form.result.checks.get()
        messages.success(request, _("Đã nhận bản ký. %s.") % word_of_file(check))
        return redirect(url_of(paper))
    return form_of(
        request, form, paper, title=_("Đưa lên bản ký"), submit=_("Đưa lên"), folded=(),
        intro=_("Tệp được giữ nguyên, kiểm tra từng chữ ký số và so chữ với nội dung đã duyệt."),
    )  # fmt: skip


@require_safe
def paper_signed_file(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponseBase:
    """Give a signed copy as it was brought, byte for byte."""
    actor = request.actor
    require(actor, "support.view_papers")
    one = queries.get_signed_file(uuid, paper=queries.get_paper(slug, viewer=actor), viewer=actor)
    return _given(one.file, name=one.name, saved="save" in request.GET)


@require_POST
@once
def paper_check_again(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Look at the signatures of a copy again, with the certificates that are trusted now."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    one = queries.get_signed_file(uuid, paper=paper, viewer=actor)
    require(actor, commands.MAY, paper)
    try:
        check = commands.check_again(one, actor=actor)
    except BlobDamaged as damaged:
        messages.error(request, f"{damaged.text} {damaged.mend}")
    else:
        messages.success(request, _("Mã SHA-256 khớp tệp đã nhận. %s.") % word_of_file(check))
    return redirect(url_of(paper))


def _given(blob: Blob, *, name: str, saved: bool) -> HttpResponseBase:
    shown = blob.media_type == PDF or blob.media_type.startswith("image/")
    response = FileResponse(open_blob(blob), content_type=blob.media_type)
    response["Content-Length"] = str(blob.size)
    response["Content-Disposition"] = content_disposition_header(saved or not shown, name) or "attachment"
    return _guarded(response, blob.media_type)


def _guarded(response: HttpResponseBase, media_type: str) -> HttpResponseBase:
    response["Content-Security-Policy"] = NOTHING if media_type == PDF else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response
