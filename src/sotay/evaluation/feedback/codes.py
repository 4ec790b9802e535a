"""The code on the receipt of a feedback, by which its sender follows it: shown and printed, never kept.

It is drawn from the key of the installation and the feedback, so that a receipt can be printed again; the database has
only its hash. Sixteen signs of Crockford's alphabet are 80 bits.
"""

import hmac
from hashlib import sha256

from django.conf import settings

from sotay.evaluation.feedback.models import Feedback
from sotay.operation.dossiers.secret import grouped, read, signs

__all__ = ["code_of", "draw", "grouped", "hash_of", "read"]


def draw(feedback: Feedback) -> str:
    """Return the code a feedback gets; keep `hash_of` it with the feedback."""
    return _drawn(settings.SECRET_KEY, feedback)


def code_of(feedback: Feedback) -> str:
    """Return the code of a feedback whose hash is kept; "" where it has none, or the key it was drawn from is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = _drawn(str(key), feedback)
        if feedback.follow_hash and hmac.compare_digest(hash_of(code), feedback.follow_hash):
            return code
    return ""


def hash_of(code: str) -> str:
    """Return what is kept of a code (as `read` gives it): 64 hexadecimal digits."""
    return sha256(f"sotay.feedback|{code}".encode()).hexdigest()


def _drawn(key: str, feedback: Feedback) -> str:
    return signs(key, f"sotay.feedback.code|{feedback.uuid}")
