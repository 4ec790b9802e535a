"""How a font of a PDF writes letters: what each code means, how wide it is, whether the font is brought along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_BLOCKS: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_CODES: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[(.*?)\])", re.DOTALL)
UNKNOWN: Final = "\ufffd"


@dataclass(slots=True)
class Coding:
    """A font as it is used: its name without the prefix of a subset."""

    name: str
    embedded: bool
    step: int
    meaning: dict[int, str]
    widths: dict[int, float]
    usual: float

    def letters(self, told: bytes) -> Iterator[tuple[str, float]]:
        """Yield the letters of a string with their widths in parts of the size."""
        for place in range(0, len(told) - self.step + 1, self.step):
            code = int.from_bytes(told[place : place + self.step], "big")
            yield self.meaning.get(code, UNKNOWN), self.widths.get(code, self.usual)


def coding_of(font: Any) -> Coding:
    """Return how a font writes."""
    composite = font.get("/Subtype") == "/Type0"
    inner = font["/DescendantFonts"][0].get_object() if composite else font
    descriptor = inner.get("/FontDescriptor", {})
    descriptor = descriptor.get_object() if hasattr(descriptor, "get_object") else descriptor
    embedded = any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
    meaning = _meaning(font["/ToUnicode"].get_object().get_data()) if "/ToUnicode" in font else {}
    widths = dict(_of_cid(inner)) if composite else dict(_of_simple(font))
    usual = float(inner.get("/DW", 1000)) / 1000 if composite else 0.0
    name = str(font.get("/BaseFont", "")).lstrip("/").rpartition("+")[2]
    return Coding(name, embedded, 2 if composite else 1, meaning, widths, usual)


def _meaning(table: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind, block in _BLOCKS.findall(table):
        if kind == b"bfchar":
            codes = _CODES.findall(block)
            for code, meant in zip(codes[::2], codes[1::2], strict=False):
                found[int(code, 16)] = _letters(meant)
            continue
        for first, last, start, several in _RANGE.findall(block):
            each = [_letters(one) for one in _CODES.findall(several)] if several else []
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                if each:
                    found[code] = each[step] if step < len(each) else UNKNOWN
                else:
                    base = _letters(start) or UNKNOWN
                    found[code] = base[:-1] + chr(ord(base[-1]) + step)
    return found


def _letters(told: bytes) -> str:
    """Return what a code means, without the places to break that Typst tells with the letter before them."""
    return bytes.fromhex(told.decode("ascii")).decode("utf-16-be", "replace").replace("\u200b", "")


def _of_cid(font: Any) -> Iterator[tuple[int, float]]:
    told = list(font.get("/W", []))
    while told:
        first = int(told.pop(0))
        second = told.pop(0)
        if isinstance(second, list):
            yield from ((first + place, float(wide) / 1000) for place, wide in enumerate(second))
        else:
            wide = float(told.pop(0)) / 1000
            yield from ((code, wide) for code in range(first, int(second) + 1))


def _of_simple(font: Any) -> Iterator[tuple[int, float]]:
    first = int(font.get("/FirstChar", 0))
    yield from ((first + place, float(wide) / 1000) for place, wide in enumerate(font.get("/Widths", [])))
