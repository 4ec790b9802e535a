"""The physical lines of a manual: cleaned, cut into cells, with their numbers."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sotay.agency.vietnamese import nfc, one_stroke

_BREAKS = re.compile("[\f\v\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1b\x1f\x7f]")
_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Word's Symbol and Wingdings bullets live in the private use area.
_SYMBOL_BULLETS = re.compile("[\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076\uf06e]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CELL_EDGE = re.compile(r"</t[dh]\s*>\s*<t[dh](?:\s[^<>]*)?>", re.IGNORECASE)
_ROW_OF_HTML = re.compile(r"^\s*(?:<t(?:able|body|r|d|h)(?:\s[^<>]*)?>\s*)+[^\t]*$", re.IGNORECASE)
_ROW_OF_PIPES = re.compile(r"^\s*\|(?P<cells>[^|\t]*(?:\|[^|\t]*)+)\|\s*$")

TAG = re.compile(
    r"<(?P<close>/?)(?P<name>p|ul|ol|li|i|em|b|strong|u|br|div|span|h[1-6]|table|thead|tbody|tr|t[dh]|a|font|center"
    r"|s(?:up|ub)|o:p)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""The remnants of HTML that carry layout; anything else in angle brackets is text, such as <Tên cơ quan>."""

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text, lower case, without marks: what must not get lost."""
    return _WORD.findall(text.lower().replace("_", " "))


def clean(text: str) -> str:
    """Return a text in NFC with plain blanks, plain bullets and without invisible letters."""
    text = one_stroke(nfc(text))
    text = _SYMBOL_BULLETS.sub("•", text)
    text = _INVISIBLE.sub("", text)
    return _BLANKS.sub(" ", _PRIVATE.sub("", text))


def unescape(text: str) -> str:
    """Return a text with its HTML entities as letters; a bare ampersand stays."""
    return nfc(_ENTITY.sub(lambda found: clean(html.unescape(found.group())), text))


INLINE_TAGS = frozenset({"i", "em", "b", "strong", "u", "span", "a", "font", "sup", "sub", "o:p"})
"""Tags inside a paragraph; every other layout tag ends it."""


def strip_tags(text: str) -> str:
    """Return a text without layout tags, for looking at and for showing."""
    spaced = TAG.sub(lambda tag: "" if tag["name"].lower() in INLINE_TAGS else " ", text)
    return " ".join(unescape(spaced).split())


def as_text(text: str) -> str:
    """Return text whose angle brackets and entities will not be taken for layout when it is read."""
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True)
class Line:
    """A line of the file: its number from 1, its text, its cells where a tab cuts it into some."""

    number: int
    text: str
    after_blank: bool

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells of a row of a table, or the line as its only cell; still with tags."""
        return tuple(cell.strip() for cell in self.text.rstrip("\n\r ").split("\t"))

    @property
    def is_row(self) -> bool:
        """Tell whether a tab cuts the line into cells."""
        return "\t" in self.text

    @property
    def shown(self) -> str:
        """Return the words of the line as a reader sees them."""
        return strip_tags(self.text)


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines that are not blank, in order; a page break inside a line parts it, under one number."""
    after_blank = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        for part in _BREAKS.split(raw):
            tidy = clean(part)
            if _ROW_OF_HTML.match(tidy):
                tidy = _CELL_EDGE.sub("\t", tidy)
            if found := _ROW_OF_PIPES.match(tidy):
                tidy = "\t".join(cell.strip() for cell in found["cells"].split("|"))
            if not tidy.strip() or not strip_tags(tidy):
                after_blank = True
                continue
            yield Line(number, tidy, after_blank)
            after_blank = False


def is_rule(line: Line) -> bool:
    """Tell whether a line only draws: dashes, stars, underscores."""
    return not words(line.shown)
