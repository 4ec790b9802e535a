"""How wide letters are in Tinos, and which it has: read from the font itself, so that every face breaks its lines at the same places."""

import struct
from functools import lru_cache
from typing import Final

from sotay.ui.fonts import FONTS

_FILES: Final = {
    (False, False): "Tinos-Regular.ttf",
    (True, False): "Tinos-Bold.ttf",
    (False, True): "Tinos-Italic.ttf",
    (True, True): "Tinos-BoldItalic.ttf",
}
_WINDOWS, _UNICODE = 3, 1
_SEGMENTS = 4
_LAST = 0xFFFF


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of a line in points; a letter the font lacks counts as wide as its size."""
    widths = _widths(bold, italic)
    return size * sum(widths.get(ord(letter), 1.0) for letter in text)


def missing(text: str) -> str:
    """Return the letters of a text that the font lacks, each once; line breaks are none."""
    known = _widths(bold=False, italic=False)
    return "".join(letter for letter in dict.fromkeys(text) if letter != "\n" and ord(letter) not in known)


@lru_cache(maxsize=4096)
def balanced(text: str, room: float, size: float, *, bold: bool = False, italic: bool = False) -> str:
    """Return a text with line breaks so that it takes as few lines as it can, none much longer than the others.

    `room` is in points. A word wider than the room stays whole; breaks of its own are kept.
    """
    return "\n".join(_balanced(line, room, size, bold, italic) for line in text.split("\n"))


def _balanced(line: str, room: float, size: float, bold: bool, italic: bool) -> str:
    words = line.split(" ")
    sizes = [width(word, size, bold=bold, italic=italic) for word in words]
    space = width(" ", size, bold=bold, italic=italic)
    fewest = len(_filled(sizes, space, room))
    if fewest == 1:
        return line
    low, high = max(sizes), room
    while high - low > 1:  # the narrowest room that takes no more lines
        middle = (low + high) / 2
        if len(_filled(sizes, space, middle)) <= fewest:
            high = middle
        else:
            low = middle
    ends = _filled(sizes, space, max(high, low))
    return "\n".join(" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False))


def _filled(sizes: list[float], space: float, room: float) -> list[int]:
    """Return after which words lines end when each is filled as far as it goes."""
    ends: list[int] = []
    taken = 0.0
    for place, size in enumerate(sizes):
        if place and taken + space + size > room and place not in ends[-1:]:
            ends.append(place)
            taken = size
        else:
            taken += size + (space if taken else 0)
    return [*ends, len(sizes)]


@lru_cache(maxsize=4)
def _widths(bold: bool, italic: bool) -> dict[int, float]:
    """Return the width of each character the font has, as a share of the size."""
    data = (FONTS / "tinos" / _FILES[bold, italic]).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {
        tag: offset
        for tag, _sum, offset, _length in (struct.unpack_from(">4sLLL", data, 12 + 16 * one) for one in range(count))
    }
    units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * measured, data, tables[b"hmtx"])[::2]
    return {
        letter: advances[min(glyph, measured - 1)] / units for letter, glyph in _glyphs(data, tables[b"cmap"]).items()
    }


def _glyphs(data: bytes, start: int) -> dict[int, int]:
    """Return the glyph of each character by the table of segments (format 4)."""
    for one in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * one)
        table = start + offset
        if (platform, encoding) == (_WINDOWS, _UNICODE) and struct.unpack_from(">H", data, table)[0] == _SEGMENTS:
            return _of_segments(data, table)
    raise ValueError("the font has no table of characters that is understood")


def _of_segments(data: bytes, table: int) -> dict[int, int]:
    count = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, table + 14)
    starts = struct.unpack_from(f">{count}H", data, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, table + 16 + 4 * count)
    ranges_at = table + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    found: dict[int, int] = {}
    for place, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for letter in range(first, min(last, _LAST - 1) + 1):
            glyph = letter
            if ranges[place]:
                glyph = struct.unpack_from(">H", data, ranges_at + 2 * place + ranges[place] + 2 * (letter - first))[0]
                if not glyph:
                    continue
            if shifted := (glyph + deltas[place]) & _LAST:
                found[letter] = shifted
    return found
