"""The token of a slip, good for one answer: printed or sent, never kept; the database has only its hash.

It is drawn from the key of the installation and the slip, so that a batch can be printed again. Sixteen signs of
Crockford's alphabet are 80 bits.
"""

import hmac
from hashlib import sha256

from django.conf import settings

from sotay.evaluation.satisfaction.models import Slip
from sotay.operation.dossiers.secret import grouped, read, signs

__all__ = ["draw", "grouped", "hash_of", "read", "token_of"]


def draw(slip: Slip) -> str:
    """Return the token a slip gets; keep `hash_of` it with the slip."""
    return _drawn(settings.SECRET_KEY, slip)


def token_of(slip: Slip) -> str:
    """Return the token of a slip whose hash is kept; "" where the key it was drawn from is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _drawn(str(key), slip)
        if hmac.compare_digest(hash_of(token), slip.token_hash):
            return token
    return ""


def hash_of(token: str) -> str:
    """Return what is kept of a token (as `read` gives it): 64 hexadecimal digits."""
    return sha256(f"sotay.slip|{token}".encode()).hexdigest()


def _drawn(key: str, slip: Slip) -> str:
    return signs(key, f"sotay.slip.token|{slip.uuid}")
