"""Documents of the system and numbered papers cited in running text, with where they stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sotay.agency.document_numbers import parse_document_number
from sotay.agency.document_types import CITED_WORDS, DOCUMENT_TYPES
from sotay.agency.qms_codes import parse_qms_code
from sotay.agency.vietnamese import fold_code, one_line

DOCUMENT = "DOCUMENT"
LAW = "LAW"


@dataclass(frozen=True)
class Citation:
    """A citation: kind DOCUMENT (a code of the system) or LAW (a paper with number and symbol, or a law by name).

    raw is the text from start to end; normalized the code, the number or the law's name with its year; key is equal for
    different ways of writing the same.
    """

    kind: str
    raw: str
    normalized: str
    key: str
    start: int
    end: int


_UPPER = "A-ZĐÐƯƠĂÂÊÔ"
_ABBREVIATIONS = "|".join(sorted(DOCUMENT_TYPES, key=len, reverse=True))
# A group of a symbol: capitals, a small letter only between capitals (SNgV), and the few that end in one.
_GROUP = rf"(?:[{_UPPER}]*(?:TTg|TTr|CTr|QyĐ|TrS)|[{_UPPER}][{_UPPER}&0-9]*(?:[a-zđ][{_UPPER}][{_UPPER}0-9&]*)*)"
# Blanks round the hyphen only behind a type: what follows a dash elsewhere is the next words.
_SPACED = rf"(?:{_ABBREVIATIONS})\s?[-–]\s?(?:TTg|[{_UPPER}]{{2,}}[0-9]*)(?!\w)"
_SYMBOL = rf"(?:{_SPACED}|{_GROUP})(?:[-–_/]{_GROUP})*"
_SYMBOL_OF_TWO = rf"(?:{_SPACED}|{_GROUP}[-–_/]{_GROUP})(?:[-–_/]{_GROUP})*"
_SMALL_SYMBOL = r"[a-zđð]{2,}(?:-[a-zđð]{2,})+"
_WORDS = "|".join(word.replace(" ", r"\s+") for word in CITED_WORDS)
_LEAD = rf"(?:(?:{_WORDS}|{_ABBREVIATIONS})\s+(?:số\s*:?\s*)?|số\s*:?\s*)"
_FREE = r"(?<![\w/.,-])"
_NUMBER = r"[0-9]{1,5}(?:bis|[a-zđA-Z])?"
_YEAR = r"(?:19|20)[0-9]{2}"
_NUMBERED = re.compile(
    rf"{_FREE}(?:(?i:{_LEAD}))?(?<![\w/.,-])(?P<number>"
    rf"{_NUMBER}\s?[/-]\s?{_YEAR}\s?[/-]\s?(?:{_SYMBOL}|{_SMALL_SYMBOL})"
    rf"|{_NUMBER}\s?/\s?{_SYMBOL_OF_TWO}"
    rf"|{_NUMBER}-(?:{_ABBREVIATIONS})/{_GROUP})"
)
# An old number of one group (74/CP) is one only behind the word for it.
_OLD = re.compile(rf"{_FREE}(?i:{_LEAD})(?P<number>{_NUMBER}\s?[/-]\s?(?:CP|TTg|HĐBT|CTN))(?!\w)")
_NAMED = re.compile(
    rf"(?<!\w)(?P<name>(?:Bộ luật|Luật|Pháp lệnh)\s+[{_UPPER}ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]"
    r"[^\d.;:()\n<>]{1,100}?)\s*(?:,?\s*(?:(?:số\s+\S+\s+)?ngày\s+[0-9]{1,2}(?:\s+tháng\s+[0-9]{1,2}\s+năm\s+|/[0-9]{1,2}/)"
    r"|năm\s+)|\s)(?P<year>(?:19|20)[0-9]{2})(?!\w)"
)
_BETWEEN = "[ .\u00a0–-]{1,2}"
_CODE = re.compile(
    rf"(?<![\w/.-])(?:(?:STCL|CSCL|MTCL)(?:[-–.][{_UPPER}][{_UPPER}0-9]*)?(?:[ .-][0-9]{{2}})?"
    rf"|(?:(?:QT|HD|BM|QC|QyĐ|PL|TL)(?:{_BETWEEN}[{_UPPER}][{_UPPER}0-9&]*){{0,2}}{_BETWEEN}[0-9]{{1,3}}"
    rf"|(?:QT|HD|BM)[{_UPPER}]{{0,6}}[0-9]{{2,3}})"
    rf"(?:\.[0-9]{{2}}|\s?/\s?[{_UPPER}][{_UPPER}&]*(?:[-.][{_UPPER}0-9&]+)*)?)(?![\w])"
)
# Words that stand in a sentence about a law, not in a law's name.
_NO_NAME = frozenset(["các", "này", "của", "được", "có", "theo", "tại", "do", "về", "nêu", "trên"])


def find_citations(text: str, *, known_codes: Iterable[str] = ()) -> tuple[Citation, ...]:
    """Return the documents and laws cited in a text, in the order they stand, none overlapping another.

    The text is in NFC; start and end count its characters. known_codes are codes of the agency's own documents, found
    however their parts are separated.
    """
    taken: list[Citation] = []
    for found in (*_known(text, known_codes), *_codes(text), *_numbered(text), *_named(text)):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda citation: citation.start))


def _known(text: str, known_codes: Iterable[str]) -> Iterator[Citation]:
    for code in sorted(known_codes, key=len, reverse=True):
        pieces = re.findall(r"[^\W\d_]+|[0-9]+", code)
        if not pieces:
            continue
        pattern = r"[\s./–-]{0,2}".join(map(re.escape, pieces))
        for match in re.finditer(rf"(?<![\w/.-]){pattern}(?!\w)", text):
            yield Citation(DOCUMENT, match[0], one_line(code), fold_code(code), match.start(), match.end())


def _codes(text: str) -> Iterator[Citation]:
    for match in _CODE.finditer(text):
        code = parse_qms_code(match[0])
        yield Citation(DOCUMENT, match[0], code.normalized, code.key, match.start(), match.end())


def _numbered(text: str) -> Iterator[Citation]:
    for pattern in (_NUMBERED, _OLD):
        for match in pattern.finditer(text):
            number = parse_document_number(match["number"])
            yield Citation(LAW, match[0], number.normalized, number.key, match.start(), match.end())


def _named(text: str) -> Iterator[Citation]:
    for match in _NAMED.finditer(text):
        if _NO_NAME & set(match["name"].split()):
            continue
        name = f"{one_line(match['name']).rstrip(',')} {match['year']}"
        yield Citation(LAW, match[0], name, fold_code(name), match.start(), match.end())
