"""Words as the index keeps them: folded syllables, and pairs of neighbours, by which phrases are found.

Vietnamese writes a blank between syllables, so single ones say little: *chung* and *thuc* stand in almost every paper. A
pair `chung_thuc` is as good as a word, needs no dictionary and no language of the database.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from sotay.agency.vietnamese import fold, nfc

LONGEST: Final = 60
"""Letters of a word that are kept; longer ones are no words."""
_WORD: Final = re.compile(r"[^\W_]+")
_QUOTED: Final = str.maketrans({"'": "''", "\\": "\\\\"})
_PREFIX_FROM: Final = 2
"""A single letter at the end of what is typed stands for itself: as the beginning of words it would stand for all."""


class _Folding(dict[int, str]):
    """Each letter folded, found out when it is first met."""

    def __missing__(self, letter: int) -> str:
        folded = fold(chr(letter))
        self[letter] = folded
        return folded


_FOLDING: Final = _Folding()


def folded(text: str) -> str:
    """Return a text as `fold` does, letter by letter and many times as fast."""
    return nfc(text).translate(_FOLDING)


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, folded."""
    return [word[:LONGEST] for word in _WORD.findall(folded(text))]


def with_pairs(words: list[str]) -> set[str]:
    """Return words and their pairs, as a passage is indexed."""
    return {*words, *(f"{one}_{other}" for one, other in pairwise(words))}


def of_title(words: Iterable[str]) -> set[str]:
    """Return words marked as those of a title or code."""
    return {f"={word}" for word in words}


def all_of(*terms: str) -> str:
    """Return the query for records that hold every term."""
    return " & ".join(filter(None, terms))


def exactly(lexeme: str) -> str:
    """Return the term for one lexeme."""
    return f"'{lexeme.translate(_QUOTED)}'"


def beginning(lexeme: str) -> str:
    """Return the term for every lexeme that begins so."""
    return f"{exactly(lexeme)}:*"


def each(words: list[str], *, mark: str = "") -> str:
    """Return the query for all words in any order, each as the beginning of one."""
    return all_of(*(beginning(mark + word) if len(word) >= _PREFIX_FROM else exactly(mark + word) for word in words))


def typed(words: list[str]) -> str:
    """Return the query for words in any order of which the last may still be being typed."""
    *whole, last = words
    return all_of(*map(exactly, whole), beginning(last) if len(last) >= _PREFIX_FROM else exactly(last))


def phrase(words: list[str]) -> str:
    """Return the query for words that follow each other, the last of them perhaps still being typed."""
    if len(words) == 1:
        return typed(words)
    *whole, last = (f"{one}_{other}" for one, other in pairwise(words))
    return all_of(*map(exactly, whole), beginning(last))


def passages(text: str, *, length: int) -> Iterator[str]:
    """Yield a text in pieces of about so many letters, broken where a line, a sentence or at least a word ends."""
    start = 0
    while start < len(text):
        end = start + length
        if end < len(text):
            breaks = (text.rfind(sign, start + length // 2, end) for sign in ("\n", ". ", " "))
            end = next((place + 1 for place in breaks if place >= 0), end)
        if piece := text[start:end].strip():
            yield piece
        start = end
