"""What every template may read besides its view's own."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sotay.ui import rail


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the rail of the actor's seats, the request's number and the nonce of its scripts."""
    actor = getattr(request, "actor", None)
    return {
        "agency": getattr(request, "agency", None),
        "actor": actor,
        "rail": SimpleLazyObject(lambda: rail.entries(actor, request.path) if actor else []),
        "request_id": getattr(request, "request_id", ""),
        "csp_nonce": SimpleLazyObject(lambda: str(request.csp_nonce)),  # type: ignore[attr-defined]
    }
