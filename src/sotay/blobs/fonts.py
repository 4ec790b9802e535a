"""Text typed with the old Vietnamese fonts, whose letters are other signs: TCVN3 (`.VnTime`, ABC) and VNI (`VNI-Times`).

Such a text stands in files as Latin letters that only look Vietnamese in their font. It is turned into Unicode so that it
can be searched; the file itself stays as it is. Capital fonts (`.VnTimeH`) keep small letters: a search minds no case.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Final

Conversion = Callable[[str], str]

_TONES: Final = "\u0301\u0300\u0309\u0303\u0323"  # acute, grave, hook, tilde, dot below: the order of both tables
_SHAPED: Final = {"ă": "a\u0306", "â": "a\u0302", "ê": "e\u0302", "ô": "o\u0302", "ơ": "o\u031b", "ư": "u\u031b"}

# Each vowel without tone, then with the five tones, as TCVN 5712 (VN3) puts them; `\xad` is ư.
_TCVN3_ROWS: Final = {
    "a": "a¸µ¶·¹", "ă": "¨¾»¼½Æ", "â": "©ÊÇÈÉË", "e": "eÐÌÎÏÑ", "ê": "ªÕÒÓÔÖ", "i": "iÝ×ØÜÞ",
    "o": "oãßáâä", "ô": "«èåæçé", "ơ": "¬íêëìî", "u": "uóïñòô", "ư": "\xadøõö÷ù", "y": "yýúûüþ",
}  # fmt: skip
_TCVN3_OTHERS: Final = {"®": "đ", "§": "Đ", "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư"}

# VNI writes the mark as a letter of its own behind the vowel; ơ, ư, đ and some of i and y are one sign.
_VNI_TONES: Final = "ùøûõï"
_VNI_CIRCUMFLEX: Final = "âáàåãä"
_VNI_BREVE: Final = "êéèúüë"
_VNI_SINGLE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _toned(vowel: str) -> list[str]:
    """Return a vowel without tone and with the five tones, each as one sign."""
    bare = _SHAPED.get(vowel, vowel)
    return [unicodedata.normalize("NFC", bare + tone) for tone in ("", *_TONES)]


def _tcvn3() -> dict[int, str]:
    table = {ord(sign): letter for sign, letter in _TCVN3_OTHERS.items()}
    for vowel, signs in _TCVN3_ROWS.items():
        table |= {ord(sign): letter for sign, letter in zip(signs, _toned(vowel), strict=True) if sign != letter}
    return table


def _vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for vowel in "aeouy":
        table |= {vowel + mark: letter for mark, letter in zip(_VNI_TONES, _toned(vowel)[1:], strict=True)}
    for vowel, shaped in (("a", "â"), ("e", "ê"), ("o", "ô")):
        table |= {vowel + mark: letter for mark, letter in zip(_VNI_CIRCUMFLEX, _toned(shaped), strict=True)}
    table |= {"a" + mark: letter for mark, letter in zip(_VNI_BREVE, _toned("ă"), strict=True)}
    for sign, shaped in (("ô", "ơ"), ("ö", "ư")):
        table |= {sign + mark: letter for mark, letter in zip(_VNI_TONES, _toned(shaped)[1:], strict=True)}
    capitals = {signs.upper(): letter.upper() for signs, letter in table.items()}
    mixed = {signs[0].upper() + signs[1:]: letter.upper() for signs, letter in table.items()}
    return mixed | capitals | table


TCVN3_TABLE: Final = _tcvn3()
VNI_TABLE: Final = _vni()
_VNI_SIGNS: Final = re.compile("|".join(sorted(map(re.escape, VNI_TABLE), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Return a text typed in a `.Vn…` font as Unicode."""
    return text.translate(TCVN3_TABLE)


def from_vni(text: str) -> str:
    """Return a text typed in a `VNI-…` font as Unicode."""
    return _VNI_SIGNS.sub(lambda signs: VNI_TABLE[signs[0]], text)


def of_font(name: str) -> Conversion | None:
    """Return how text in a font of this name is read; None for a font of Unicode."""
    bare = name.strip().lower()
    if bare.startswith(".vn"):
        return from_tcvn3
    return from_vni if bare.startswith(("vni-", "vni ")) else None


_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
_AROUND: Final = "\"'“”‘’()[]{}<>.,;:!?/\\-–—…*_=+|•0123456789"
_UNICODE_VIETNAMESE: Final = re.compile(r"[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")
_ENOUGH: Final = 2


def converted(text: str) -> str:
    """Return a text of unknown fonts as Unicode: each line as it makes most Vietnamese syllables.

    A line that says nothing by itself goes with the text as a whole, one with letters only Unicode has stays.
    """
    lines = text.split("\n")
    readings = [_reading(line) for line in lines]
    votes = Counter(reading for reading in readings if reading)
    common = votes.most_common(1)[0][0] if votes and votes.most_common(1)[0][1] >= _ENOUGH else None
    mostly = common if common and votes[common] * 2 > sum(map(_is_unicode, lines)) else None
    read = []
    for line, reading in zip(lines, readings, strict=True):
        chosen = reading or (mostly if not line.isascii() and not _is_unicode(line) else None)
        read.append(chosen(line) if chosen else line)
    return "\n".join(read)


def _is_unicode(line: str) -> bool:
    return _UNICODE_VIETNAMESE.search(unicodedata.normalize("NFC", line)) is not None


def _reading(line: str) -> Conversion | None:
    """Return the conversion a line shows by itself: clearly more syllables than without, and than by the other."""
    if line.isascii() or _is_unicode(line):
        return None
    scores = {reading: _syllables(line, reading) for reading in (from_tcvn3, from_vni)}
    best = max(scores, key=scores.__getitem__)
    others = max(_syllables(line, None), *(score for reading, score in scores.items() if reading is not best))
    return best if scores[best] >= _ENOUGH and scores[best] - others >= _ENOUGH else None


def _syllables(line: str, reading: Conversion | None) -> int:
    """Count the words with marks that are Vietnamese syllables, less those that are none."""
    count = 0
    for word in line.split():
        if word.isascii():
            continue
        bare = (reading(word) if reading else word).strip(_AROUND)
        if not bare.isascii():
            count += 1 if _is_syllable(bare) else -1
    return count


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    letters = "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    tones = sum(sign in _TONES for sign in decomposed)
    return tones <= 1 and _SYLLABLE.fullmatch(letters) is not None
