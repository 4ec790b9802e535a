"""Whether a text that is kept for good names who handed a dossier in: such texts are never emptied with its personal data."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from sotay.agency.vietnamese import fold
from sotay.commands import Reason
from sotay.operation.dossiers.models import DossierPerson

LEAST_WORDS: Final = 2
LEAST_DIGITS: Final = 8
"""A name of one word, or a number of a few digits, may well mean something else."""


def why_names_citizen(dossier_id: int | None, **texts: str) -> Iterator[Reason]:
    """Yield that a text, by its field, bears who handed the dossier in or took its result; one query."""
    person = DossierPerson.objects.filter(dossier=dossier_id).first() if dossier_id else None
    if person is None:
        return
    for field, text in texts.items():
        if is_named(person, text):
            yield Reason(
                _("Có họ tên, điện thoại, thư điện tử hoặc số giấy tờ của người nộp hồ sơ; hãy bỏ đi: hồ sơ đã có mã."),
                code="names_citizen",
                field=field,
            )


def is_named(person: DossierPerson, text: str) -> bool:
    """Return whether a text bears the name, phone, email or identity number of a person, however they are written.

    The name of an organisation may be told, it is no citizen's.
    """
    words, digits = f" {_words(text)} ", _digits(text)
    names = [person.taken_by, *([person.name] if person.kind == DossierPerson.Kind.PERSON else [])]
    if any(len(_words(name).split()) >= LEAST_WORDS and f" {_words(name)} " in words for name in names):
        return True
    numbers = [_digits(number) for number in (person.phone, person.identity_number)]
    if any(len(number) >= LEAST_DIGITS and number in digits for number in numbers):
        return True
    return bool(person.email) and person.email.casefold() in text.casefold()


def _words(text: str) -> str:
    """Return the words of a text without marks and signs, one blank between two."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
