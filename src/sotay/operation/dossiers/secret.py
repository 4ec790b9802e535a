"""The secret of a dossier: on its receipt alone, as a QR and in groups of four; printed again also after a supplement."""

from typing import Final

from sotay.agency.drawn_codes import ALPHABET, LENGTH, DrawnCode, grouped, read
from sotay.operation.dossiers.models import Dossier

__all__ = ["ALPHABET", "LENGTH", "draw", "grouped", "hash_of", "read", "secret_of"]

CODE: Final = DrawnCode(drawn_by="sotay.dossier.secret", kept_by="sotay.dossier")
hash_of = CODE.hash_of


def draw(dossier: Dossier) -> str:
    """Return the secret a dossier gets; keep `hash_of` it with the dossier when it is received."""
    return CODE.draw(dossier.uuid)


def secret_of(dossier: Dossier) -> str:
    """Return the secret of a dossier whose hash is kept; "" where it has none, or the key it was drawn from is gone."""
    return CODE.code_of(dossier.uuid, dossier.secret_hash)
