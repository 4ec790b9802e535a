"""Free text grouped by the words people use, without any outside service: pairs first, as Vietnamese words are mostly two.

A word counts once for each answer. What few used is not told: it says little, and could point at a person.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sotay.agency.vietnamese import fold, nfc, one_stroke

FEWEST: Final = 3
"""In how many answers a word has to stand to be told."""
MOST: Final = 20
"""How many words are told."""
EXAMPLES: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_PHRASE: Final = re.compile(r"[^.,;:!?()\n\r\"“”…/-]+")
_SMALL: Final = """
    ai bao bên bị bởi cả các cái càng cần chỉ cho có còn cùng của cũng cứ dù dùng dưới đã đang đây đấy để đến đều đi điều
    đó được em gì giữa hay hãy hoặc hơn hết họ khi không là lại làm lên mà mình mỗi một mọi nào này nên nếu ngay ngoài
    như nhưng những nữa ông bà anh chị ở phải qua ra rằng rất rồi sao sau sẽ sự tại theo thế thì thôi tôi trên trong
    trước từ tự và vào vẫn về vì việc với xin cảm ơn ạ nhé quá lắm hầu ta chúng
    a an and are as at be but by for from i in is it not of on or so that the this to very was we were with you
    """
SMALL: Final = frozenset(_SMALL.split())
"""Words that tell nothing alone: a pair of which one is such a word is none."""


@dataclass(frozen=True, slots=True)
class Told:
    """A word or pair as people mostly wrote it, in how many answers it stands, and a few of these texts."""

    words: str
    count: int
    examples: tuple[str, ...]


def grouped(texts: Iterable[str], *, fewest: int = FEWEST, most: int = MOST) -> list[Told]:
    """Return the words and pairs that stand in at least `fewest` texts, the most frequent first.

    With and without marks is the same word; a single word is told where no pair with it says more.
    """
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, list[str]] = defaultdict(list)
    places: Counter[str] = Counter()
    for text in texts:
        found = dict(_terms(text))
        for place, (key, words) in enumerate(found.items()):
            counts[key] += 1
            places[key] += place
            written[key][words] += 1
            if len(where[key]) < EXAMPLES:
                where[key].append(text)
    told = [key for key, count in counts.items() if count >= fewest]
    ordered = sorted(told, key=lambda key: (-counts[key], places[key] / counts[key], key))
    chosen: list[str] = []
    for key in (*(one for one in ordered if " " in one), *(one for one in ordered if " " not in one)):
        if not any(_overlap(key, pair) and 2 * counts[pair] >= counts[key] for pair in chosen):
            chosen.append(key)
    chosen.sort(key=lambda key: (-counts[key], key))
    return [
        Told(min(written[key], key=lambda one: (-written[key][one], one)), counts[key], tuple(where[key]))
        for key in chosen[:most]
    ]


def _overlap(key: str, pair: str) -> bool:
    """Return whether a word stands in a pair, or a pair begins with its last word or ends with its first."""
    words, others = key.split(), pair.split()
    return key in others if len(words) == 1 else words[0] == others[-1] or words[-1] == others[0]


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words and pairs of a text: folded, and as written."""
    for phrase in _PHRASE.findall(one_stroke(nfc(text)).lower()):
        words = _WORD.findall(phrase)
        for one in words:
            if one not in SMALL and len(one) > 1:
                yield fold(one), one
        for first, second in pairwise(words):
            if first not in SMALL and second not in SMALL:
                yield f"{fold(first)} {fold(second)}", f"{first} {second}"
