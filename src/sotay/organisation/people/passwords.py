"""One-time first passwords: made from a number and the installation's key, so that they are kept nowhere."""

import secrets

from django.utils.crypto import salted_hmac

SMALL, CAPITAL, FIGURES, SIGNS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "#%+=?@"
LENGTH = 12


def new_number() -> str:
    """Return a number to make a password from; it alone tells nothing."""
    return secrets.token_urlsafe(18)


def password_from(number: str) -> str:
    """Return the password of a number: 12 signs of all four classes (QCVN 12:2026/BCA), none easily taken for another."""
    digest = salted_hmac("sotay.first-password", number, algorithm="sha256").digest()
    classes = (CAPITAL, SMALL, SMALL, FIGURES, SIGNS, SMALL, CAPITAL, FIGURES, SMALL, SMALL, FIGURES, CAPITAL)
    return "".join(kind[byte % len(kind)] for kind, byte in zip(classes, digest[:LENGTH], strict=True))
