"""Laws that bear one number: told apart by the province of its issuer, or by the year where the number has none.

*01/2025/QĐ-UBND* is issued by every province, *1234/QĐ-UBND* every year again. The first of them in the register has
the plain key, by which texts cite it; the others have theirs behind an `@`, and are found by what stands beside the number.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sotay.agency.document_numbers import DocumentNumber, parse_document_number
from sotay.agency.vietnamese import fold, fold_code, one_line
from sotay.context.laws.models import Law
from sotay.ui.formats import ngay

_LOCAL: Final = re.compile(r"UBND|HĐND")
_NO_PLACE: Final = re.compile(r"\b(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|tinh|thanh pho|tp)\b|[^\w ]")
_DAY: Final = re.compile(r"\b([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\b")


def same_among(law: Law, others: Iterable[Law]) -> Law | None:
    """Return which of the laws that bear its number a law is, None when it is another than all of them."""
    return next((other for other in others if not _is_another(law, other)), None)


def free_key(law: Law, others: Sequence[Law]) -> str:
    """Return the key of a law beside the others that bear its number: the plain one, or one with place and year."""
    taken = {other.key for other in others}
    if law.key not in taken:
        return law.key
    base, number = Law.base_of(law.key)[:70], 1
    stem = f"{base}@{fold_code(_place(law.issuer))[:30]}{law.issued_date.year if law.issued_date else ''}"
    key = stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def meant_by(said: str, laws: Sequence[Law]) -> list[Law]:
    """Return which of the laws that bear a number a text means: those whose issuer, day or year it names, else all."""
    if len(laws) < 2:  # noqa: PLR2004
        return list(laws)
    words = fold(one_line(said))
    place, days = _NO_PLACE.sub(" ", words), {ngay(law.issued_date) for law in laws if law.issued_date}
    named = {f"{int(day):02d}/{int(month):02d}/{year}" for day, month, year in _DAY.findall(said)} & days
    found = [law for law in laws if (law.issued_date and ngay(law.issued_date) in named) or not named]
    by_place = [law for law in found if (own := _place(law.issuer)) and f" {own} " in f" {' '.join(place.split())} "]
    return by_place or found


def told(law: Law) -> str:
    """Return how a law is named so that it is found again also where others bear its number."""
    number = parse_document_number(law.number)
    is_local = _is_local(number)
    if not number.normalized or (number.year is not None and not is_local):
        return law.number or law.title
    day = f"ngày {ngay(law.issued_date)}" if law.issued_date else ""
    return " ".join(filter(None, [law.number, day, f"của {law.issuer}" if is_local and law.issuer else ""]))


def _is_another(one: Law, other: Law) -> bool:
    number = parse_document_number(one.number)
    if not number.normalized:
        return False
    years = {law.issued_date.year for law in (one, other) if law.issued_date}
    if number.year is None and len(years) > 1:
        return True
    places = {place for law in (one, other) if (place := _place(law.issuer))}
    return _is_local(number) and len(places) > 1


def _is_local(number: DocumentNumber) -> bool:
    """Tell whether a symbol names an issuer that every province has."""
    return any(_LOCAL.match(group) for group in number.issuer_and_unit)


def _place(issuer: str) -> str:
    """Return the place an issuer names, without what every province says."""
    return " ".join(_NO_PLACE.sub(" ", fold(issuer)).split())
