"""The public page behind the QR of a copy: no sign-in, nothing but code, edition and whether it holds."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.agency.clock import today
from sotay.support.distribution import copies, status
from sotay.ui.asking import asks_too_often

PER_MINUTE: Final = 60
"""How many copies one address may ask about in a minute; a whole office may stand behind one."""


@require_safe
def document_status(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether the copy with this token holds."""
    if asks_too_often(request, "document-status", per_minute=PER_MINUTE):
        return _answer(request, {"too_often": True}, status_code=429)
    said = status.status_of_token(token.lower(), on=today())
    if said is None:
        return _answer(request, {}, status_code=404)
    return _answer(request, {"said": said, "words": copies.words_of(said), "holds": said.word == status.IN_FORCE})


def _answer(request: HttpRequest, values: dict, *, status_code: int = 200) -> HttpResponse:
    response = render(request, "support/distribution/status.html", values | {"on": today()}, status=status_code)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
