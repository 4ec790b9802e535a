"""The lines of a paper that follow from its values, in the words and signs NĐ 30/2020/NĐ-CP asks for; every face prints these."""

import re
from typing import Final

from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.papers import nd30
from sotay.papers.model import Items, Paper, Signature

OPEN_NUMBER: Final = "      "
TO: Final = "Kính gửi:"
_ENDS: Final = ".;,:"
_ABOUT: Final = re.compile(r"^((v/v|về việc)[:\s]+)+", re.IGNORECASE)
_OPEN: Final = re.compile(r" {3,}")


def number_line(paper: Paper) -> str:
    """Return "Số: 05/QĐ-STTTT" (ô 3), with room where the number is not given yet; "" for a paper without number."""
    if paper.number is None:
        return ""
    number = nd30.padded(paper.number.number.strip()) or OPEN_NUMBER
    return f"Số: {number}/{paper.number.symbol}" if paper.number.symbol else f"Số: {number}"


def place_line(paper: Paper) -> str:
    """Return "Hà Nội, ngày 05 tháng 02 năm 2026" (ô 4); none without a place but on what bears the name of the nation and a day."""
    if not paper.place and (paper.dated is None or not paper.bears_nation):
        return ""
    on = paper.dated
    said = nd30.day_words(on.day, on.month, on.year) if on else nd30.day_words(None, None, None)
    return f"{paper.place}, {said}" if paper.place else said


def base_lines(paper: Paper) -> tuple[str, ...]:
    """Return the bases (ô 6), each ended by ";", the last by "."."""
    return _ended(paper.bases)


def to_lines(paper: Paper) -> tuple[str, ...]:
    """Return whom a letter is for (ô 9a): one alone beside "Kính gửi:", several with dashes, ";" and "."."""
    told = tuple(one.strip().removeprefix("- ").rstrip(_ENDS).rstrip() for one in paper.to if one.strip())
    return told if len(told) == 1 else tuple(f"- {one}" for one in _ended(told))


def recipient_lines(paper: Paper) -> tuple[str, ...]:
    """Return the lines of *Nơi nhận* (ô 9b), each "- …;", the last "- Lưu: VT, …."; the drafter's sign (ô 12) belongs to it."""
    told = [one.strip().removeprefix("- ").rstrip(_ENDS).rstrip() for one in paper.recipients if one.strip()]
    if told and paper.drafter:
        told[-1] = f"{told[-1]}, {paper.drafter.strip().rstrip('.')}"
    return tuple(f"- {one}" for one in _ended(tuple(told)))


def letter_subject(paper: Paper) -> str:
    """Return "V/v …" of a letter (ô 5b), "" for any other paper; what it is about follows at once, without "Về việc"."""
    if not paper.is_letter or not paper.subject:
        return ""
    return f"V/v {_ABOUT.sub('', paper.subject.strip())}"


def annex_word(place: int, count: int) -> str:
    """Return "Phụ lục", with its Roman number where there are several; `place` from 0 on."""
    return f"Phụ lục {nd30.roman(place + 1)}" if count > 1 else "Phụ lục"


def dotted(said: str) -> str:
    """Return words with dots where a row of spaces leaves room to write in."""
    return _OPEN.sub(" …… ", said)


def attached_line(paper: Paper) -> str:
    """Return "(Kèm theo Quyết định số 05/QĐ-STTTT ngày 05 tháng 02 năm 2026 của …)"; "" for an inner form."""
    if paper.is_form:
        return ""
    parts = [kind_words(paper)]
    if paper.number is not None:
        parts.append(number_line(paper).replace("Số: ", "số ", 1))
    on = paper.dated
    parts.append(nd30.day_words(on.day, on.month, on.year) if on else nd30.day_words(None, None, None))
    parts.append(f"của {paper.letterhead.agency}")
    said = f"(Kèm theo {' '.join(parts)})"
    return dotted(said).replace("…… /", "……/")  # a line set in the middle breaks at no row of spaces


def kind_words(paper: Paper) -> str:
    """Return what a paper is called in a sentence: "Quyết định", "Công văn"."""
    return DOCUMENT_TYPES.get(paper.abbreviation, "") or paper.heading.capitalize() or "Văn bản"


def title(paper: Paper) -> str:
    """Return what a file of the paper is titled: its kind and what it is about."""
    kind = "Công văn" if paper.is_letter else paper.heading
    return f"{kind}: {paper.subject}" if kind and paper.subject else kind or paper.subject or "Văn bản"


def item_mark(items: Items, place: int) -> str:
    """Return what stands before an item of a list; `place` from 0 on."""
    if items.mark == "number":
        return f"{place + 1}."
    return f"{nd30.letter(place)})" if items.mark == "letter" else "-"


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """Return the lines of authority and title; none is empty."""
    return tuple(line.strip() for line in signature.lines if line.strip())


def _ended(told: tuple[str, ...]) -> tuple[str, ...]:
    bare = tuple(one.strip().rstrip(_ENDS).rstrip() for one in told if one.strip())
    return tuple(f"{one}{'.' if place == len(bare) - 1 else ';'}" for place, one in enumerate(bare))
