"""How often one address may ask a public page; the address itself is not kept."""

import hashlib
from collections import Counter
from threading import Lock
from time import time

from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


_counted: Counter[str] = Counter()
_counting = Lock()


def sends_too_often(request: HttpRequest, what: str, *, per_minute: int) -> bool:
    """Count what an address sends in this minute, and return whether it was too much; for what many send at once.

    The counts stay in the memory of this process: nothing is written for them, and each process of a server counts its own.
    """
    moment = int(time()) // MINUTE
    who = f"{moment}|{what}|{_hashed(request, moment)}"
    with _counting:
        if _counted and not next(iter(_counted)).startswith(f"{moment}|"):
            _counted.clear()
        _counted[who] += 1
        return _counted[who] > per_minute


def _hashed(request: HttpRequest, moment: int) -> str:
    return hashlib.sha256(f"{request.META.get('REMOTE_ADDR', '')}|{moment}".encode()).hexdigest()[:32]


def asks_too_often(request: HttpRequest, what: str, *, per_minute: int) -> bool:
    """Count what an address asks of a page in this minute, and return whether it was too much."""
    moment = int(time()) // MINUTE
    key = f"{what}-{_hashed(request, moment)}"
    if cache.add(key, 1, timeout=2 * MINUTE):
        return per_minute < 1
    try:
        return bool(cache.incr(key) > per_minute)
    except ValueError:  # it ran out between the two
        return False
