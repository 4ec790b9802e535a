"""The token of a revision: what stands in the QR of its copies, and begins its check code."""

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper; 31 signs, 16 of them are 79 bits
TOKEN = 16


def new_token() -> str:
    """Return a token no one guesses."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(TOKEN))
