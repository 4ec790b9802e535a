"""How wide words are in Be Vietnam Pro, and where to break them: SVG breaks no lines by itself."""

import unicodedata
from functools import lru_cache

_NARROW = set("iljtfrI.,:;'|!()[]-·“”\"")
_WIDE = set("mwMWƯ@%—")
_SPACE, _SLIM, _PLAIN, _CAPITAL, _BROAD = 0.27, 0.36, 0.60, 0.72, 0.94


def width_of(text: str, *, size: float) -> float:
    """Return the width of a line in pixels, rather too wide than too narrow."""
    return size * sum(_width(letter) for letter in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=2048)
def wrap(text: str, *, width: float, size: float, lines: int = 99) -> tuple[str, ...]:
    """Break a text at its spaces into lines no wider than `width`; what exceeds `lines` ends in an ellipsis.

    A single word wider than the line is cut.
    """
    broken: list[str] = []
    line = ""
    for word in _cut_long(text.split(), width=width, size=size):
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size=size) > width:
            broken.append(line)
            line = word
        else:
            line = longer
    broken.append(line)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], _with_ellipsis(broken[lines - 1], width=width, size=size)]
    return tuple(broken)


def _cut_long(words: list[str], *, width: float, size: float) -> list[str]:
    pieces = []
    for word in words:
        rest = word
        while width_of(rest, size=size) > width and len(rest) > 1:
            end = next((n for n in range(len(rest) - 1, 1, -1) if width_of(rest[:n], size=size) <= width), 1)
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return pieces


def _with_ellipsis(line: str, *, width: float, size: float) -> str:
    while line and width_of(f"{line}…", size=size) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def _width(letter: str) -> float:
    if letter == " ":
        return _SPACE
    base = unicodedata.normalize("NFD", letter)[0]
    if letter in _WIDE or base in _WIDE:
        return _BROAD
    if base in _NARROW:
        return _SLIM
    return _CAPITAL if base.isupper() or base == "Đ" else _PLAIN
