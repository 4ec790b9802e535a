"""Codes of dossiers: read as the two circulars write them, made for those received here, and what they are found by."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.standard.parameters.queries import value_of
from sotay.work.numbers import next_number

UNIT_CODE: Final = "dossiers.unit_code"
LONGEST: Final = 60


class Form(StrEnum):
    """How a code is written."""

    OLD = "OLD"
    """`000.00.16.H47-250101-0001`: TT 01/2018/TT-VPCP Điều 19, unit codes of TT 10/2016/TT-BTTTT."""
    NEW = "NEW"
    """`H21.65-220914-0011`: unit codes of QĐ 20/2020/QĐ-TTg."""
    OTHER = "OTHER"
    """The agency's own."""


_UNIT: Final = {
    Form.OLD: re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}\Z"),
    Form.NEW: re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,4}\Z"),
}
_CODE: Final = re.compile(r"(?P<agency>[A-Z0-9.]+)-(?P<day>\d{6})-(?P<serial>\d{4,6})\Z")
_DROPPED: Final = (
    r"[\u0300-\u036f\u0009-\u000d\u0020\u0085\u00a0\u00ad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]"
)
"""Marks over letters, blanks and signs nobody sees."""
_STROKES, _PLAIN = "đĐðÐɖƉ", "dDdDdD"
_PLAINLY: Final = str.maketrans(_STROKES, _PLAIN)
_UPPER: Final = {ord(letter): ord(letter.upper()) for letter in "abcdefghijklmnopqrstuvwxyz"}
_IN_ADDRESS: Final = re.compile(r"(?=.*[a-z0-9])[a-z0-9.-]+\Z")
_RESERVED: Final = ("new", "import", "export", "sources", "books", "anonymising")

KEY_SQL: Final = (
    f"upper(translate(normalize(regexp_replace(normalize(%(code)s, NFD), '{_DROPPED}', '', 'g'), NFC),"
    f" '{_STROKES}', '{_PLAIN}') COLLATE \"C\")"
)
"""`key_of` for the database: replace `%(code)s` by an expression of a text."""
SLUG_SQL: Final = (
    "CASE WHEN lower(%(key)s COLLATE \"C\") ~ '^[a-z0-9.-]*[a-z0-9][a-z0-9.-]*$'"
    ' AND lower(%(key)s COLLATE "C") NOT IN (' + ", ".join(f"'{word}'" for word in _RESERVED) + ")"
    ' THEN lower(%(key)s COLLATE "C")'
    " ELSE 'hs-' || left(encode(sha256(convert_to(%(key)s, 'UTF8')), 'hex'), 16) END"
)
"""`slug_of` for the database: replace `%(key)s` by an expression of a key."""


@dataclass(frozen=True, slots=True)
class CodeParts:
    """What a code says: its form and, but for OTHER, the unit code, the day of reception and the serial of the day."""

    form: Form
    agency: str = ""
    day: date | None = None
    serial: int | None = None


def read_code(code: str) -> CodeParts:
    """Return the parts of a code; one that is not of the two forms, or names no day there is, is OTHER."""
    found = _CODE.match(key_of(code))
    if found is None:
        return CodeParts(Form.OTHER)
    form = next((form for form, pattern in _UNIT.items() if pattern.match(found["agency"])), None)
    day = found["day"]
    try:
        on = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return CodeParts(Form.OTHER)
    if form is None or (form == Form.OLD and len(found["serial"]) != 4):  # noqa: PLR2004  digits of TT 01/2018
        return CodeParts(Form.OTHER)
    return CodeParts(form, found["agency"], on, int(found["serial"]))


def key_of(code: str) -> str:
    """Return what is equal for two ways of writing one code: upper case, no marks, no blanks; see `KEY_SQL`."""
    bare = re.sub(_DROPPED, "", unicodedata.normalize("NFD", code))
    return unicodedata.normalize("NFC", bare).translate(_PLAINLY).translate(_UPPER)


def slug_of(key: str) -> str:
    """Return the part of a web address for a key; a digest of it where its signs are none of an address; see `SLUG_SQL`."""
    small = key.lower()
    if key.isascii() and _IN_ADDRESS.match(small) and small not in _RESERVED:
        return small
    return f"hs-{sha256(key.encode()).hexdigest()[:16]}"


def is_unit_code(text: str) -> bool:
    """Return whether a text is a unit code of one of the two forms."""
    return any(pattern.match(text) for pattern in _UNIT.values())


def next_code(agency: Agency, *, received_date: date) -> str:
    """Return the next code of a day, called inside the command that uses it; the serial of a day has no gap.

    Without a unit code of its own an agency counts by its letter code.
    """
    stem = value_of(agency.pk, UNIT_CODE, on=received_date) or "".join(one_line(agency.letter_code).split())
    serial = next_number(agency, series=f"dossiers.{received_date:%m%d}", year=received_date.year)
    return f"{stem}-{received_date:%y%m%d}-{serial:04d}"
