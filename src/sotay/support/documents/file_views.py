"""The files of a revision: shown in the page or saved under the document's own name."""

import logging

from django.http import FileResponse, HttpRequest
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sotay.agency.vietnamese import slugify
from sotay.blobs.storage import open_blob
from sotay.commands import NotFound, may, require
from sotay.pages import guests_may_read
from sotay.support.documents import queries
from sotay.support.documents.models import Revision
from sotay.support.documents.openings import opened

log = logging.getLogger(__name__)
FILES = ("pdf", "source")
# Shown in the browser; everything else is only offered for saving. What is shown may do nothing.
SHOWN = ("application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain")
NOTHING = "default-src 'none'; frame-ancestors 'self'"
SANDBOX = f"{NOTHING}; sandbox"


@guests_may_read
@require_safe
def revision_file(request: HttpRequest, slug: str, what: str) -> FileResponse:
    """Give the bytes to whoever may see the revision; of one that ended, only to those who write it.

    Everybody else reads a revision that ended from a copy that says so.
    """
    actor = request.actor
    revision = queries.get_revision(slug, viewer=actor)
    blob = getattr(revision, what) if what in FILES else None
    if blob is None:
        raise NotFound
    require(actor, "support.view_revision", revision)
    if revision.state in Revision.ENDED and not may(actor, "support.write_document", revision.document):
        raise NotFound
    saved = "save" in request.GET or not blob.media_type.startswith(SHOWN)
    response = FileResponse(open_blob(blob), content_type=blob.media_type)
    if request.method == "GET":
        opened(revision, actor=actor, saved=saved)
        log.info("file of a revision opened", extra={"revision": slug, "sha256": blob.sha256})
    name = file_name(revision, getattr(revision, f"{what}_name"))
    response["Content-Length"] = str(blob.size)
    response["Content-Disposition"] = content_disposition_header(saved, name) or "attachment"
    response["Content-Security-Policy"] = NOTHING if blob.media_type == "application/pdf" else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"  # it may be superseded today
    return response


def file_name(revision: Revision, stored: str) -> str:
    """Return the name a file is saved under: code, edition and amendment, title, and the ending it was stored with."""
    document = revision.document
    ending = stored.rsplit(".", 1)[-1].lower() if "." in stored else "bin"
    stem = slugify(f"{document.code} {revision.edition:02d} {revision.amendment:02d} {document.title}", max_length=100)
    return f"{stem}.{ending}"
