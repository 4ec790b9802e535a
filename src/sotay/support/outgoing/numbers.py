"""Numbers of papers as they are written: 05/QĐ-STTTT, 05a; and which series a symbol belongs to."""

import re
from dataclasses import dataclass
from typing import Final

from sotay.agency.document_types import ADMINISTRATIVE
from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold_code, one_line
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper

_WRITTEN: Final = re.compile(r"^(?:số\s*:?\s*)?0*(\d{1,6})\s*([^\W\d_]{0,3})\s*(?:/\s*(\S.{0,59}))?$", re.IGNORECASE)
LETTER: Final = "CV"
"""A letter (công văn): its symbol has no kind, only the agency and the unit that drafted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number as it was typed or copied; `symbol` is empty where only the number was."""

    number: int
    suffix: str = ""
    symbol: str = ""


def read_number(text: str) -> Given | None:
    """Return the number written in "05", "5a", "Số: 05/QĐ-STTTT"; None for what is no number."""
    found = _WRITTEN.match(one_line(text))
    if found is None or int(found[1]) == 0:
        return None
    return Given(number=int(found[1]), suffix=found[2].lower(), symbol=(found[3] or "").replace(" ", ""))


def symbol_of(given: Given | None, paper: OutgoingPaper) -> str:
    """Return the symbol a paper bears with a number: the one that was typed, written as the paper has it where both are one."""
    typed = given.symbol if given else ""
    return typed if typed and fold_code(typed) != fold_code(paper.symbol) else paper.symbol


def names_kind(symbol: str, paper: OutgoingPaper) -> bool:
    """Return whether a symbol is one of this kind of paper: QĐ-STTTT of a decision; that of a letter names no kind."""
    first = symbol.split("-", maxsplit=1)[0]
    if paper.abbreviation != LETTER:
        return fold_code(first) == fold_code(paper.abbreviation)
    return first not in ADMINISTRATIVE or fold_code(first) == fold_code(paper.agency.letter_code)


def written(number: int, suffix: str = "") -> str:
    """Return a number as it stands on paper: below 10 with a nought before it (NĐ 30/2020/NĐ-CP, phụ lục I, II.3)."""
    return f"{number:02}{suffix}"


def organ_of(symbol: str, *, abbreviation: str, agency: Agency) -> str:
    """Return who issues by a symbol where that is not the agency: BCĐISO of QĐ-BCĐISO; empty for the agency itself."""
    organ = symbol.split("-", maxsplit=1)[0] if abbreviation == LETTER else symbol.removeprefix(f"{abbreviation}-")
    own = fold_code(agency.letter_code)
    return "" if fold_code(organ) == own or (own and fold_code(organ.split("-")[0]) == own) else organ


def covers(series: NumberSeries, paper: OutgoingPaper) -> bool:
    """Return whether papers of this kind and symbol take their numbers from a series."""
    organ = organ_of(paper.symbol, abbreviation=paper.abbreviation, agency=paper.agency)
    return paper.abbreviation in series.abbreviations and fold_code(organ) == fold_code(series.organ)
