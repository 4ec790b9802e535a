"""Pages without sign-in: what an agency announced, for everybody; no session, nothing kept of who reads."""

from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from sotay.agency.clock import today
from sotay.blobs.storage import open_blob
from sotay.manual.announcements import public_page
from sotay.pages import sessionless
from sotay.ui.asking import asks_too_often

PER_MINUTE: Final = 120
"""How many pages one address may ask for in a minute."""
LONGEST: Final = 100
MISSING, TOO_MANY = 404, 429


@sessionless
@require_safe
def agency_public(request: HttpRequest, office: str) -> HttpResponse:
    """Show the policy, the scope, the services and the announcement of an agency."""
    if asks_too_often(request, "agency-public", per_minute=PER_MINUTE):
        return _told(request, "none.html", {"too_often": True}, status=TOO_MANY)
    one = public_page.office_announced(office, on=today())
    if one is None:
        return _told(request, "none.html", {}, status=MISSING)
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    at = request.GET.get("page", "")
    number = int(at) if at.isascii() and at.isdigit() and len(at) < 5 else 1  # noqa: PLR2004  longer is nobody's page
    page = public_page.get_public_page(one, on=today(), words=words, page=number)
    return _told(request, "page.html", {"page": page, "one": one, "office": one.agency, "words": words})


@sessionless
@require_safe
def announcement_public(request: HttpRequest, office: str) -> HttpResponseBase:
    """Give the PDF of the announcement in force."""
    if asks_too_often(request, "agency-public", per_minute=PER_MINUTE):
        return _told(request, "none.html", {"too_often": True}, status=TOO_MANY)
    one = public_page.office_announced(office, on=today())
    blob = public_page.file_of(one) if one is not None else None
    if one is None or blob is None:
        return _told(request, "none.html", {}, status=MISSING)
    response = FileResponse(open_blob(blob), content_type="application/pdf", filename=f"cong-bo-{one.slug}.pdf")
    response["Content-Length"] = str(blob.size)
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=300"
    return response


def _told(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer in the language asked for; the same is said of an agency there is not and of one that announced nothing."""
    chosen = request.GET.get("lang", "")
    with translation.override(chosen if chosen in {"vi", "en"} else translation.get_language()):
        values = {"address": request.path, "office": None} | values
        response = render(request, f"manual/announcements/public/{template}", values, status=status)
        response["Content-Language"] = translation.get_language() or "vi"
    response["Cache-Control"] = "no-store" if status != 200 else "public, max-age=60"  # noqa: PLR2004  HTTP
    response["Vary"] = "Accept-Language, Cookie"
    return response
