"""How often one address may ask a public page; the address itself is not kept."""

import hashlib
from time import time

from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


def asks_too_often(request: HttpRequest, what: str, *, per_minute: int) -> bool:
    """Count what an address asks of a page in this minute, and return whether it was too much."""
    moment = int(time()) // MINUTE
    who = hashlib.sha256(f"{request.META.get('REMOTE_ADDR', '')}|{moment}".encode()).hexdigest()[:32]
    key = f"{what}-{who}"
    if cache.add(key, 1, timeout=2 * MINUTE):
        return per_minute < 1
    try:
        return bool(cache.incr(key) > per_minute)
    except ValueError:  # it ran out between the two
        return False
