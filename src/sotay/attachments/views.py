"""Pages of what stands on a record, and the file itself."""

import logging
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sotay.agency import subjects
from sotay.attachments import commands, forms, queries
from sotay.attachments.aside import Beside, aside
from sotay.blobs.storage import open_blob
from sotay.commands import NotFound, require
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.htmx import wants_part
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Link, RecordPage

log = logging.getLogger(__name__)

# Shown in the browser; everything else is only offered for saving. What is shown may do nothing: no scripts, no forms, no
# address of its own. Browsers show no PDF inside a sandbox, so it goes without: its viewer runs none of our scripts.
SHOWN = ("application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain")
NOTHING = "default-src 'none'; frame-ancestors 'self'"
SANDBOX = f"{NOTHING}; sandbox"


def record_detail(request: HttpRequest, subject_type: str, uuid: Any) -> HttpResponse:
    """Show all that stands on a record."""
    record = queries.get_subject(subject_type, uuid, viewer=request.actor)
    beside = aside(record, viewer=request.actor, listed=False)  # files and links stand in the middle, in full
    page = RecordPage(title=_("Tệp, ý kiến, liên kết"), crumbs=[_crumb(record)], **beside)
    return record_page(request, page=page, template="attachments/detail.html", context={"beside": page.extra["beside"]})


@once
def file_add(request: HttpRequest, subject_type: str, uuid: Any) -> HttpResponse:
    """Put a file on a record."""
    record = queries.get_subject(subject_type, uuid, viewer=request.actor)
    require(request.actor, "attachments.add", record)
    form = forms.FileForm(request.POST or None, request.FILES or None)
    done = request.method == "POST" and run(form, commands.attach, record, actor=request.actor)
    if wants_part(request):
        return _part(request, "files", record, done=done, file_form=form)
    if done:
        messages.success(request, _("Đã thêm tệp %s.") % form.result.name)
        return redirect(url_of(record))
    return _form(request, form, record, title=_("Thêm tệp"), submit=_("Thêm tệp"))


@once
def comment_add(request: HttpRequest, subject_type: str, uuid: Any) -> HttpResponse:
    """Write a remark on a record."""
    record = queries.get_subject(subject_type, uuid, viewer=request.actor)
    require(request.actor, "attachments.comment", record)
    form = forms.MentioningForm(request.POST or None, viewer=request.actor)
    done = request.method == "POST" and run(form, commands.comment, record, actor=request.actor)
    if wants_part(request):
        return _part(request, "comments", record, done=done, comment_form=form)
    if done:
        messages.success(request, _("Đã ghi ý kiến."))
        return redirect(url_of(record))
    return _form(request, form, record, title=_("Ghi ý kiến"), submit=_("Gửi ý kiến"))


@once
def link_add(request: HttpRequest, subject_type: str, uuid: Any) -> HttpResponse:
    """Find a record and link it to this one."""
    record = queries.get_subject(subject_type, uuid, viewer=request.actor)
    require(request.actor, "attachments.link", record)
    form = forms.LinkForm(request.POST or None, viewer=request.actor)
    if request.method == "POST" and run(form, commands.link, record, actor=request.actor):
        messages.success(request, _("Đã thêm liên kết."))
        return redirect(url_of(record))
    words = request.GET.get("q", "").strip()
    found = queries.find_to_link(words, record=record, viewer=request.actor) if words else []
    values = {
        "title": _("Thêm liên kết"),
        "crumbs": [_crumb(record)],
        "form": form,
        "words": words,
        "found": found,
        "cancel_url": url_of(record),
        "refused": form.is_bound,
    }
    return render(request, "attachments/link.html", values, status=422 if form.is_bound else 200)


@guests_may_read
def file_detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Lead to the record a file is on."""
    attachment = queries.get_attachment(uuid, viewer=request.actor)
    record = queries.subject_of(attachment, viewer=request.actor)
    _hidden_from_guests(request, record)
    return redirect(url_of(record))


@guests_may_read
@require_safe
def file_open(request: HttpRequest, uuid: Any) -> FileResponse:
    """Give the bytes to whoever may see the record, and keep who opened them."""
    attachment = queries.get_attachment(uuid, viewer=request.actor)
    _hidden_from_guests(request, queries.subject_of(attachment, viewer=request.actor))
    if request.method == "GET":
        commands.note_download(attachment, actor=request.actor)
        log.info("file opened", extra={"attachment": str(attachment.uuid), "sha256": attachment.blob_id})
    media_type = attachment.blob.media_type
    saved = "save" in request.GET or not media_type.startswith(SHOWN)
    response = FileResponse(open_blob(attachment.blob), content_type=media_type)
    response["Content-Length"] = str(attachment.blob.size)
    response["Content-Disposition"] = content_disposition_header(saved, attachment.name) or "attachment"
    response["Content-Security-Policy"] = NOTHING if media_type == "application/pdf" else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"  # the right to see it may end today
    return response


@once
def file_remove(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take a file off, with a reason."""
    attachment = queries.get_attachment(uuid, viewer=request.actor)
    record = queries.subject_of(attachment, viewer=request.actor)
    require(request.actor, "attachments.remove", attachment)
    form = forms.RemoveFileForm(request.POST or None, initial={"version": attachment.version})
    if request.method == "POST" and run(form, commands.take_off, attachment, actor=request.actor):
        messages.success(request, _("Đã gỡ tệp %s.") % attachment.name)
        return redirect(url_of(record))
    return _form(request, form, record, title=_("Gỡ tệp: %s") % attachment.name, submit=_("Gỡ tệp"))


@once
def link_remove(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take a link away, with a reason."""
    made = queries.get_link(uuid, viewer=request.actor)
    require(request.actor, "attachments.link", made)
    record = queries.get_subject(made.from_type, made.from_uuid, viewer=request.actor)
    form = forms.RemoveForm(request.POST or None)
    if request.method == "POST" and run(form, commands.unlink, made, actor=request.actor):
        messages.success(request, _("Đã bỏ liên kết."))
        return redirect(url_of(record))
    return _form(request, form, record, title=_("Bỏ liên kết"), submit=_("Bỏ liên kết"))


def _hidden_from_guests(request: HttpRequest, record: Any) -> None:
    """Raise NotFound for a guest when the page of the record itself is not open to guests, or not to this one."""
    if not request.actor.is_guest:
        return
    page = resolve(url_of(record))
    if not getattr(page.func, "open_to_guests", False) or not request.actor.may_enter(page.namespace.partition(":")[0]):
        raise NotFound


def _part(request: HttpRequest, name: str, record: Any, *, done: bool, **form: Any) -> HttpResponse:
    """Answer htmx with the list and a form: a fresh one when it was done, else the one with its errors."""
    beside = Beside(record, request.actor)
    values: dict[str, Any] = {"beside": beside, "files": beside.files() if name == "files" else ()}
    return render(request, f"attachments/{name}.html", values | ({} if done or request.method != "POST" else form))


def _form(request: HttpRequest, form: Any, record: Any, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        crumbs=[_crumb(record)],
        cancel_url=url_of(record),
        **words,
    )


def _crumb(record: Any) -> Link:
    return Link(label=subjects.known(record).title, url=url_of(record))
