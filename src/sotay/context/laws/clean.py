"""What a form and an import write alike: the clean values of a law, the key it is known by, what looks wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sotay.agency.document_numbers import FLAGS, DocumentNumber, parse_document_number
from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.agency.vietnamese import fold, fold_code, nfc, one_line
from sotay.context.laws.models import Law

TEXTS = ("number", "kind", "issuer", "title", "field", "address")
DAYS = ("issued_date", "effective_date", "expiry_date")
PLAIN = (*TEXTS, *DAYS, "publishes_services")
KEPT = (*PLAIN, "key", "flags")
LONGEST: Final = {"number": 80, "kind": 60, "issuer": 200, "title": 500, "field": 120, "address": 500}
_FIRST, _LAST = 1945, 2099
NAMED_BY_TITLE = ("Luật", "Bộ luật", "Pháp lệnh")

OWN_FLAGS: dict[str, Any] = {
    "number_missing": _("thiếu số, ký hiệu"),
    "issued_missing": _("thiếu ngày ban hành"),
    "effective_missing": _("thiếu ngày có hiệu lực"),
    "effective_before_issue": _("có hiệu lực trước ngày ban hành"),
    "expired_before_effect": _("hết hiệu lực trước ngày có hiệu lực"),
    "year_differs": _("năm trong số, ký hiệu khác năm ban hành"),
    "kind_differs": _("loại văn bản khác với ký hiệu"),
    "day_unlikely": _("ngày tháng không hợp lý"),
    "text_cut": _("nội dung quá dài, đã cắt"),
}
WORDS: dict[str, str | Promise] = {**FLAGS, **OWN_FLAGS}
"""Every flag with what it says; a number's own flags are said of the number."""
OF_NUMBERS = frozenset(FLAGS)
# The Party's and older papers are written so rightly; it is no slip of whoever typed it.
_NO_SLIP = frozenset({"empty", "old_notation"})


def fill(law: Law, values: Mapping[str, Any]) -> None:
    """Put values on a law, clean, with its key and its flags; what is not named stays."""
    cut = False
    for name in TEXTS:
        if name in values:
            text = one_line(nfc(values[name] or ""))
            cut = cut or len(text) > LONGEST[name]
            setattr(law, name, text[: LONGEST[name]])
    for name in (*DAYS, "publishes_services"):
        if name in values:
            setattr(law, name, values[name])
    number = parse_document_number(law.number)
    if not law.kind:
        law.kind = DOCUMENT_TYPES.get(number.type_abbr or "", "")
    law.title = law.title or law.number
    base = key_of(law, number)
    law.key = law.key if Law.base_of(law.key) == base else base  # approvals are pinned to it
    law.flags = [*_flags(law, number), *(["text_cut"] if cut else [])]


def key_of(law: Law, number: DocumentNumber | None = None) -> str:
    """Return what is equal for two ways of writing one law: its number, else its kind, name and year."""
    number = number or parse_document_number(law.number)
    if number.normalized:
        return number.key[:120]
    return name_key(law)[:120] or fold_code(law.title)[:120]


def name_key(law: Law) -> str:
    """Return the key by which a law is cited by its name: *Luật Đất đai 2024*."""
    year = law.issued_date.year if law.issued_date else ""
    title = law.title
    if law.kind and not fold(title).startswith(fold(law.kind)):
        title = f"{law.kind} {title}"
    return fold_code(f"{title} {year}")


def keys_of(law: Law) -> frozenset[str]:
    """Return every key by which a text may cite a law."""
    by_name = {name_key(law)} if law.kind in NAMED_BY_TITLE else set()
    return frozenset({law.key, *by_name} - {""})


def number_key(text: str) -> str:
    """Return the key of a number as somebody types it; empty for what is none."""
    number = parse_document_number(text)
    return number.key[:120] if number.normalized else ""


def said_flags(flags: Iterable[str]) -> list[str]:
    """Return flags in words."""
    return [
        str(_("số, ký hiệu: %s") % WORDS[flag]) if flag in OF_NUMBERS else str(WORDS[flag])
        for flag in flags
        if flag in WORDS
    ]


def _flags(law: Law, number: DocumentNumber) -> list[str]:
    found = [flag for flag in number.flags if flag not in _NO_SLIP]
    if not law.number:
        found.append("number_missing")
    issued, effective, expiry = law.issued_date, law.effective_date, law.expiry_date
    found += ["issued_missing"] if issued is None else []
    found += ["effective_missing"] if effective is None else []
    if issued and effective and effective < issued:
        found.append("effective_before_issue")
    if effective and expiry and expiry <= effective:
        found.append("expired_before_effect")
    if issued and number.year and number.year != issued.year:
        found.append("year_differs")
    of_symbol = DOCUMENT_TYPES.get(number.type_abbr or "")
    if law.kind and of_symbol and fold(law.kind) != fold(of_symbol):
        found.append("kind_differs")
    if any(_is_unlikely(day) for day in (issued, effective, expiry) if day):
        found.append("day_unlikely")
    return found


def _is_unlikely(day: date) -> bool:
    return not _FIRST <= day.year <= _LAST
