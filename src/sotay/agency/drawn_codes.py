"""Codes on paper: drawn from the key of the installation and a record, so that they can be printed again; only hashes are kept.

Sixteen signs of Crockford's alphabet are 80 bits.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O and U: what is read aloud or copied by hand is not mistaken."""
LENGTH: Final = 16
GROUP: Final = 4
_BITS: Final = 5
_MISREAD: Final = str.maketrans("OILoil", "011011")


@dataclass(frozen=True, slots=True)
class DrawnCode:
    """The codes of one kind of record: what they are drawn by, and what their hashes begin with."""

    drawn_by: str
    kept_by: str

    def draw(self, record: UUID) -> str:
        """Return the code a record gets; keep `hash_of` it with the record."""
        return next(self._drawn(record))

    def hash_of(self, code: str) -> str:
        """Return what is kept of a code (as `read` gives it): 64 hexadecimal digits."""
        return sha256(f"{self.kept_by}|{code}".encode()).hexdigest()

    def code_of(self, record: UUID, kept: str) -> str:
        """Return the code of a record whose hash is kept; "" where it has none, or the key it was drawn from is gone."""
        codes = (code for code in self._drawn(record) if kept and hmac.compare_digest(self.hash_of(code), kept))
        return next(codes, "")

    def _drawn(self, record: UUID) -> Iterator[str]:
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            yield _signs(str(key), f"{self.drawn_by}|{record}")


def grouped(code: str) -> str:
    """Return a code as it is printed: `7KQ2-M3XA-…`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """Return a code as typed by hand: groups, dashes, blanks and case do not matter, O is 0, I and L are 1; "" for none."""
    bare = "".join(char for char in typed.translate(_MISREAD).upper() if char.isalnum())
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else ""


def _signs(key: str, message: str) -> str:
    """Return the sixteen signs a key and a message give; who has not the key cannot tell them."""
    digest = hmac.new(key.encode(), message.encode(), sha256).digest()
    number = int.from_bytes(digest[: LENGTH * _BITS // 8])
    return "".join(ALPHABET[(number >> _BITS * place) & (len(ALPHABET) - 1)] for place in reversed(range(LENGTH)))
