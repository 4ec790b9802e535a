"""The secret of a dossier: on its receipt alone, as a QR and in groups of four; the database keeps only its hash.

It is drawn from the key of the installation and the dossier, so that a receipt can be printed again, also after a
supplement, without keeping the secret anywhere. Sixteen signs of Crockford's alphabet are 80 bits.
"""

import hmac
from hashlib import sha256
from typing import Final

from django.conf import settings

from sotay.operation.dossiers.models import Dossier

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O and U: what is read aloud or copied by hand is not mistaken."""
LENGTH: Final = 16
GROUP: Final = 4
_BITS: Final = 5
_MISREAD: Final = str.maketrans("OILoil", "011011")


def draw(dossier: Dossier) -> str:
    """Return the secret a dossier gets; keep `hash_of` it with the dossier when it is received."""
    return _drawn(settings.SECRET_KEY, dossier)


def secret_of(dossier: Dossier) -> str:
    """Return the secret of a dossier whose hash is kept; "" where it has none, or the key it was drawn from is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        secret = _drawn(str(key), dossier)
        if dossier.secret_hash and hmac.compare_digest(hash_of(secret), dossier.secret_hash):
            return secret
    return ""


def hash_of(secret: str) -> str:
    """Return what is kept of a secret: 64 hexadecimal digits."""
    return sha256(f"sotay.dossier|{secret}".encode()).hexdigest()


def grouped(secret: str) -> str:
    """Return a secret as it is printed: `7KQ2-M3XA-…`."""
    return "-".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def read(typed: str) -> str:
    """Return a secret as typed by hand: groups, dashes, blanks and case do not matter, O is 0, I and L are 1; "" for none."""
    bare = "".join(char for char in typed.translate(_MISREAD).upper() if char.isalnum())
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else ""


def signs(key: str, message: str) -> str:
    """Return the sixteen signs a key and a message give; who has not the key cannot tell them."""
    digest = hmac.new(key.encode(), message.encode(), sha256).digest()
    number = int.from_bytes(digest[: LENGTH * _BITS // 8])
    return "".join(ALPHABET[(number >> _BITS * place) & (len(ALPHABET) - 1)] for place in reversed(range(LENGTH)))


def _drawn(key: str, dossier: Dossier) -> str:
    return signs(key, f"sotay.dossier.secret|{dossier.uuid}")
