"""The token of a slip, good for one answer: printed or sent, never kept; a batch can be printed again."""

from typing import Final

from sotay.agency.drawn_codes import DrawnCode, grouped, read
from sotay.evaluation.satisfaction.models import Slip

__all__ = ["draw", "grouped", "hash_of", "read", "token_of"]

CODE: Final = DrawnCode(drawn_by="sotay.slip.token", kept_by="sotay.slip")
hash_of = CODE.hash_of


def draw(slip: Slip) -> str:
    """Return the token a slip gets; keep `hash_of` it with the slip."""
    return CODE.draw(slip.uuid)


def token_of(slip: Slip) -> str:
    """Return the token of a slip whose hash is kept; "" where the key it was drawn from is gone."""
    return CODE.code_of(slip.uuid, slip.token_hash)
