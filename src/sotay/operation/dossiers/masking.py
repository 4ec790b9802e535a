"""How what names a citizen is shown to those who need not know it: enough to tell two apart, not enough to find one."""

from typing import Final

from sotay.agency.vietnamese import fold, one_line
from sotay.operation.dossiers.models import DossierPerson

HIDDEN: Final = "…"
LAST_DIGITS: Final = 3
HOUSEHOLD: Final = "ho kinh doanh"


def name(text: str) -> str:
    """Return a name with its first word and the first letters of the others: `Nguyễn V. A.`."""
    first, *others = one_line(text).split() or [""]
    return " ".join([first, *(f"{word[0].upper()}." for word in others)])


def applicant(text: str, kind: str) -> str:
    """Return who handed a dossier in: a person masked, an organisation by its name, which names no citizen.

    A household business bears the name of its owner and is masked behind these words.
    """
    plain = one_line(text)
    if kind != DossierPerson.Kind.ORGANISATION:
        return name(plain)
    words = plain.split()
    if fold(plain).startswith(HOUSEHOLD):
        return " ".join([*words[:3], name(" ".join(words[3:]))]).strip()
    return plain


def number(text: str) -> str:
    """Return the last three digits of a phone or identity number: `…678`; nothing of one too short to hide."""
    digits = "".join(char for char in text if char.isalnum())
    if not digits:
        return ""
    return f"{HIDDEN}{digits[-LAST_DIGITS:]}" if len(digits) > 2 * LAST_DIGITS else HIDDEN


def email(text: str) -> str:
    """Return the first letter and the host of an address: `a…@example.vn`."""
    user, at, host = text.strip().rpartition("@")
    if not at or not user:
        return HIDDEN if text.strip() else ""
    return f"{user[0]}{HIDDEN}@{host}"


def text(value: str) -> str:
    """Return that there is a text, without a word of it."""
    return HIDDEN if value.strip() else ""
