"""Words of a paper made fit to be set: composed letters, no signs that control or direct, boxes and ticks that Tinos has."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from sotay.papers import letters
from sotay.papers.model import Figure, Paper, Sheet
from sotay.papers.refusing import PaperRefused

T = TypeVar("T")

_BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TWINS: Final = str.maketrans(
    {"☐": "□", "☑": "■", "☒": "■", "✓": "√", "✔": "√", "\t": " ", "\u2011": "-", "\u2212": "−", "\u202f": "\u00a0"}
)
_PERCENT: Final = re.compile(r"(?<=\d) %")
"""A number and its per cent sign are never parted by the end of a line."""
_UNSEEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}


def cleaned(paper: Paper) -> Paper:
    """Return the paper with words that can be read on a screen."""
    clean: Paper = _tidied(paper, [])
    return clean


def tidied(paper: Paper) -> Paper:
    """Return the paper with words that can be set; PaperRefused names letters no paper can show."""
    told: list[str] = []
    clean: Paper = _tidied(paper, told)
    if lacking := letters.missing("".join(told)):
        shown = ", ".join(f"“{one}” (U+{ord(one):04X})" for one in lacking[:5])
        line = next(one for one in told if lacking[0] in one)
        raise PaperRefused(
            f"Văn bản có ký tự mà phông chữ không có: {shown}. Sửa ở: “{line.strip()[:80]}”.", code="letter_missing"
        )
    return clean


def tidy(text: str) -> str:
    """Return a text in NFC with plain line breaks and spaces, without what controls or directs."""
    text = _PERCENT.sub("\u00a0%", text)
    if text.isascii() and text.isprintable():
        return text
    plain = _BREAKS.sub("\n", unicodedata.normalize("NFC", text)).translate(_TWINS)
    kinds = ((letter, unicodedata.category(letter)) for letter in plain)
    return "".join(
        " " if kind == "Zs" and letter != "\u00a0" else letter
        for letter, kind in kinds
        if letter == "\n" or kind not in _UNSEEN
    )


def _tidied(value: Any, told: list[str]) -> Any:
    if isinstance(value, str):
        clean = tidy(value)
        told.append(clean)
        return clean
    if isinstance(value, tuple):
        return tuple(_tidied(one, told) for one in value)
    if isinstance(value, Sheet):
        return value
    if isinstance(value, Figure):
        return replace(value, alt=_tidied(value.alt, told), caption=_tidied(value.caption, told))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _tidied(getattr(value, one.name), told) for one in fields(value)})
    return value
