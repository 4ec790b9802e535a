"""Forms of dossiers as files: what they are made with outside the pages of forms, and how they are answered."""

from datetime import date
from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from sotay.agency.actor import Actor
from sotay.blobs.kinds import clean_name
from sotay.papers.faces import DOCX, FACES
from sotay.papers.forms import Making
from sotay.papers.making import mark_of, setting_of

NOTHING: Final = "default-src 'none'; frame-ancestors 'self'"


def made_for(viewer: Actor, code: str, *, on: date) -> Making:
    """Return what a form is built with: the agency's own code of it, for whom, as of which day."""
    return Making(
        agency=viewer.agency, viewer=viewer, on=on, year=on.year, mark=mark_of(setting_of(viewer.agency, code))
    )  # fmt: skip


def file_of(content: bytes, *, face: str, name: str) -> HttpResponse:
    """Answer with a file that is kept nowhere: it names citizens."""
    response = HttpResponse(content, content_type=FACES[face].media_type)
    response["Content-Disposition"] = (
        content_disposition_header(face == DOCX, clean_name(f"{name}.{face}")) or "attachment"
    )
    response["Content-Security-Policy"] = NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "no-store"
    return response
