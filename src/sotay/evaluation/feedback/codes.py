"""The code on the receipt of a feedback, by which its sender follows it: shown and printed, never kept."""

from typing import Final

from sotay.agency.drawn_codes import DrawnCode, grouped, read
from sotay.evaluation.feedback.models import Feedback

__all__ = ["code_of", "draw", "grouped", "hash_of", "read"]

CODE: Final = DrawnCode(drawn_by="sotay.feedback.code", kept_by="sotay.feedback")
hash_of = CODE.hash_of


def draw(feedback: Feedback) -> str:
    """Return the code a feedback gets; keep `hash_of` it with the feedback."""
    return CODE.draw(feedback.uuid)


def code_of(feedback: Feedback) -> str:
    """Return the code of a feedback whose hash is kept; "" where it has none, or the key it was drawn from is gone."""
    return CODE.code_of(feedback.uuid, feedback.follow_hash)
