"""A text as it is kept: in one form, without what only takes room."""

import unicodedata
from typing import Final

LONGEST: Final = 2_000_000
"""Letters that are kept of a text: a thousand pages."""


def tidy(text: str) -> str:
    """Return a text in NFC without empty lines, blanks at ends of lines and signs no text of the database may hold."""
    whole = unicodedata.normalize("NFC", text.replace("\x00", "").encode("utf-8", "ignore").decode())
    lines = (" ".join(line.split()) for line in whole.splitlines())
    return "\n".join(line for line in lines if line)
