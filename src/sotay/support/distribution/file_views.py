"""The files of a revision: shown in the page or saved under the document's own name."""

import logging

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import slugify
from sotay.blobs.models import Blob
from sotay.blobs.storage import open_blob
from sotay.commands import NotFound, may, require
from sotay.pages import guests_may_read
from sotay.support.distribution import commands, copies
from sotay.support.distribution.models import Opening
from sotay.support.documents import queries
from sotay.support.documents.models import Kind, Revision
from sotay.support.tabs import address

log = logging.getLogger(__name__)
FILES = ("pdf", "source")
# Shown in the browser; everything else is only offered for saving. What is shown may do nothing.
PDF = "application/pdf"
SHOWN = (PDF, "image/png", "image/jpeg", "image/webp", "text/plain")
NOTHING = "default-src 'none'; frame-ancestors 'self'"
SANDBOX = f"{NOTHING}; sandbox"


@guests_may_read
@require_safe
def revision_file(request: HttpRequest, slug: str, what: str) -> HttpResponseBase:
    """Give the bytes as they were stored; where a copy says what it is and whether it holds, lead to that instead.

    A draft is read as it is. Of what was issued, pages are read from a controlled copy alone (7.5.3.2): only who runs
    the system takes the PDF itself, to hold it against its hash. A file that is edited opens to who writes the document;
    to everybody while it is in force, when it is a form to be filled in or there are no pages to read instead.
    """
    actor = request.actor
    revision = queries.get_revision(slug, viewer=actor)
    blob = getattr(revision, what) if what in FILES else None
    if blob is None:
        raise NotFound
    require(actor, "support.view_revision", revision)
    saved = "save" in request.GET or not blob.media_type.startswith(SHOWN)
    if not _opens_as_it_is(revision, blob, actor):
        return _to_copy(request, revision, saved=saved)
    response = FileResponse(open_blob(blob), content_type=blob.media_type)
    if request.method == "GET":
        manner = Opening.Manner.DOWNLOAD if saved else Opening.Manner.VIEW
        commands.note_opening(revision, actor=actor, manner=manner)
        log.info("file of a revision opened", extra={"revision": slug, "sha256": blob.sha256})
    name = file_name(revision, getattr(revision, f"{what}_name"))
    response["Content-Length"] = str(blob.size)
    response["Content-Disposition"] = content_disposition_header(saved, name) or "attachment"
    response["Content-Security-Policy"] = NOTHING if blob.media_type == PDF else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"  # it may be superseded today
    return response


def _opens_as_it_is(revision: Revision, blob: Blob, actor: Actor) -> bool:
    """Return whether a file opens as it was stored, not as a copy; NotFound for what opens in neither way."""
    document, state = revision.document, revision.state
    if state in Revision.ISSUED and blob.media_type == PDF:
        return may(actor, "support.manage_documents", document)
    if may(actor, "support.write_document", document):
        return True
    if state in Revision.ENDED:
        raise NotFound
    if state not in Revision.ISSUED:  # approved and dated, it is announced to readers as what is to come
        return revision.in_force_date is None or may(actor, "support.open_original", revision)
    return document.kind == Kind.FORM or not copies.has_pages(revision)


def _to_copy(request: HttpRequest, revision: Revision, *, saved: bool) -> HttpResponse:
    url = address(request.actor, "controlled_copy", slug=revision.slug)
    return redirect(f"{url}?as=download" if saved else url)


def file_name(revision: Revision, stored: str) -> str:
    """Return the name a file is saved under: code, edition and amendment, title, and the ending it was stored with."""
    document = revision.document
    ending = stored.rsplit(".", 1)[-1].lower() if "." in stored else "bin"
    stem = slugify(f"{document.code} {revision.edition:02d} {revision.amendment:02d} {document.title}", max_length=100)
    return f"{stem}.{ending}"
