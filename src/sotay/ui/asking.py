"""How often one address may ask a public page; the address itself is not kept, only a hash nobody makes without our key."""

import hmac
from collections import Counter
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from threading import Lock
from time import time

from django.conf import settings
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
    said = f"{_sender(request.META.get('REMOTE_ADDR', ''))}|{moment}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), sha256).hexdigest()[:32]


def _sender(address: str) -> str:
    """Return what one sender is told by: an address, of version 6 its first 64 bits, since the rest is his to choose."""
    if ":" not in address:
        return address
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))


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
