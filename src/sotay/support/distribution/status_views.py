"""The public page behind the QR of a copy: no sign-in, nothing but code, edition and whether it holds."""

import hashlib
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.agency.clock import now, today
from sotay.support.distribution import copies, status

PER_MINUTE: Final = 60
"""How many copies one address may ask about in a minute; a whole office may stand behind one."""


@require_safe
def document_status(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether the copy with this token holds."""
    if _asks_too_often(request):
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


def _asks_too_often(request: HttpRequest) -> bool:
    """Count what an address asks in this minute; the address itself is not kept."""
    moment = now().replace(second=0, microsecond=0)
    who = hashlib.sha256(f"{request.META.get('REMOTE_ADDR', '')}|{moment.isoformat()}".encode()).hexdigest()[:32]
    key = f"document-status-{who}"
    if cache.add(key, 1, timeout=120):
        return False
    try:
        return cache.incr(key) > PER_MINUTE
    except ValueError:  # it ran out between the two
        return False
