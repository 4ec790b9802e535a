"""What must stand in a paper: each box with its words and its look, to be searched for in a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from sotay.papers import lines, nd30
from sotay.papers.laying.parts import Listed, Words
from sotay.papers.laying.tables import heads_of
from sotay.papers.laying.text import of_prose, said
from sotay.papers.model import (
    Block,
    Fields,
    Figure,
    Heading,
    Items,
    Paper,
    Paragraph,
    Prose,
    Signature,
    Signatures,
    Table,
    words,
)

Side = Literal["", "left", "right", "center"]
CLOSING: Final = frozenset({"7a", "7b", "9b", "9b, dòng"})
"""Boxes of the closing block: the same words may stand in the body above them."""
TAKEN: Final = "\x00"
LONG_WORD: Final = 20
_UNSEEN: Final = "\u200b\u00ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What does not keep the decree: the box, the article, what was found instead; `face` is "PDF", "DOCX" or ""."""

    box: str
    article: str
    found: str
    face: str = ""

    def __str__(self) -> str:
        where = f"{self.face}: " if self.face else ""
        return f"{where}ô {self.box} ({self.article}): {self.found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Words that stand somewhere and how they look; None leaves a look open."""

    name: str
    text: str
    sizes: tuple[float, float] | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool = False
    side: Side = ""
    annex: bool = False

    def fault(self, found: str, face: str) -> Fault:
        """Return a fault of this box."""
        return fault(self.name, found, face)


def fault(box: str, found: str, face: str = "") -> Fault:
    """Return a fault with the article of its box."""
    article = nd30.ARTICLES.get(box) or nd30.ARTICLES.get(box.partition(",")[0], nd30.ARTICLES["nội dung"])
    return Fault(box=box, article=article, found=found, face=face)


def bare(text: str) -> str:
    """Return the letters of a text alone: no spaces, no breaks, as they are compared with those of a file."""
    return "".join(text.translate({ord(one): None for one in _UNSEEN}).split())


def boxes(paper: Paper) -> list[Box]:
    """Return the boxes of a paper in the order in which they stand, the head by columns: left, then right."""
    return [one for one in (*_head(paper), *_close(paper), *_annexes(paper)) if bare(one.text)]


def _head(paper: Paper) -> Iterator[Box]:
    full = paper.bears_nation
    if full:
        yield _box("2", paper.letterhead.parent.upper(), bold=False, italic=False, capitals=True, side="left")
        yield _box("2", paper.letterhead.agency.upper(), bold=True, italic=False, capitals=True, side="left")
        yield _box("3", lines.number_line(paper), bold=False, italic=False, side="left")
        yield _box("5b", lines.letter_subject(paper), bold=False, italic=False, side="left")
        yield _box("10b", paper.urgency, bold=True, italic=False, capitals=True, side="left")
        yield _box("11", paper.circulation, bold=True, italic=False, capitals=True, side="left")
        yield _box("1", nd30.NATION, bold=True, italic=False, capitals=True, side="right")
        yield _box("1, tiêu ngữ", nd30.MOTTO, bold=True, italic=False, side="right")
        yield _box("4", lines.place_line(paper), bold=False, italic=True, side="right")
    yield _box("5a", paper.heading.upper(), bold=True, italic=False, capitals=True, side="center")
    if not paper.is_letter:
        yield _box("5a", paper.subject, bold=True, italic=False, side="center")
    if paper.to:
        to = lines.to_lines(paper)
        yield _box("9a", lines.TO + (f" {to[0]}" if len(to) == 1 else ""), bold=False, italic=False)
        for one in to if len(to) > 1 else ():
            yield _box("9a", one, bold=False, italic=False)
    yield _box("6", paper.authority.upper(), bold=True, italic=False, capitals=True, side="center")
    for base in lines.base_lines(paper):
        yield _box("6", base, bold=False, italic=True)
    yield _box("6", paper.enacting, bold=True, italic=False, side="center")


def _close(paper: Paper) -> Iterator[Box]:
    told = lines.recipient_lines(paper)
    if told:
        yield _box("9b", nd30.RECIPIENTS_WORD, bold=True, italic=True, side="left")
    for one in told:
        yield _box("9b, dòng", one, bold=False, italic=False, side="left")
    if paper.signature:
        for line in lines.signature_lines(paper.signature):
            yield _box("7a", line, bold=True, italic=False, capitals=True, side="right")
        yield _box("7b", paper.signature.name, bold=True, italic=False, side="right")
    yield _box("13", paper.contact, bold=False, italic=False, side="center")


def _annexes(paper: Paper) -> Iterator[Box]:
    for place, annex in enumerate(paper.annexes):
        word = lines.annex_word(place, len(paper.annexes))
        yield _box("phụ lục", word, bold=True, italic=False, side="center", annex=True)
        yield _box(
            "tên phụ lục", annex.title.upper(), bold=True, italic=False, capitals=True, side="center", annex=True
        )
        yield _box("kèm theo", lines.attached_line(paper), bold=False, italic=True, side="center", annex=True)


def _box(name: str, text: str, **look: object) -> Box:
    return Box(name=name, text=text, sizes=nd30.SIZES.get(name), **look)  # type: ignore[arg-type]


def texts(paper: Paper) -> Iterator[str]:
    """Yield every text of the body and of the annexes as it has to stand in a file, marks of lists left out."""
    for block in paper.every_block():
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from (block.number, words(block.text))
        case Paragraph():
            yield words(block.text)
        case Prose():
            yield from _of_prose(block)
        case Items():
            yield from (words(one) for one in block.items)
        case Fields():
            yield from (told for one in block.fields for told in (one.label.rstrip(" :"), words(one.value)))
        case Table():
            yield from _of_table(block)
        case Figure():
            yield block.caption
        case Signatures():
            yield block.place_line
            yield from (told for one in block.columns for told in _of_signature(one))


def _of_prose(prose: Prose) -> Iterator[str]:
    for piece in of_prose(prose):
        if isinstance(piece, Words):
            yield said(piece.text)
        elif isinstance(piece, Listed):
            yield from (said(line) for _mark, line in piece.items)


def _of_table(table: Table) -> Iterator[str]:
    if not table.columns:
        return
    yield table.caption
    yield from (said(cell.text) for row in heads_of(table.columns) for cell in row)
    for row in table.rows:
        yield from (words(cell) for cell in row)


def _of_signature(signature: Signature) -> Iterator[str]:
    yield from lines.signature_lines(signature)
    yield from (signature.note.strip("()"), signature.name)


def lacking(told: Iterable[str], pieces: Iterable[str]) -> list[str]:
    """Return the texts that do not stand in the pieces of a file; what is found is taken out, so that twice is twice.

    A text is looked for from the beginning of a piece to the end of one, then anywhere, the longest first. What a page break or
    a row across two pages has parted is looked for word by word in what is left.
    """
    stream = Stream(pieces)
    wanted = [(text, letters) for text in told if (letters := bare(text))]
    later = sorted((one for one in wanted if not stream.take_whole(one[1])), key=lambda one: -len(one[1]))
    parted = [text for text, letters in later if not stream.take(letters)]
    lost = _lost_words(parted, stream)
    return [text for place, text in enumerate(parted) if place in lost]


def _lost_words(told: list[str], stream: "Stream") -> set[int]:
    """Take the words of texts one by one, the longest of all first, so that none is cut out of another; return which texts lack any."""
    found = [(bare(word), place) for place, text in enumerate(told) for word in text.split()]
    return {place for word, place in sorted(found, key=lambda one: -len(one[0])) if not _in_parts(word, stream)}


def _in_parts(word: str, stream: "Stream") -> bool:
    """Take a word, or the two parts into which the end of a page has cut a very long one."""
    if stream.take(word):
        return True
    places = range(1, len(word)) if len(word) > LONG_WORD else ()
    at = next((one for one in places if stream.has(word[:one]) and stream.has(word[one:])), 0)
    return bool(at) and stream.take(word[:at]) and stream.take(word[at:])


class Stream:
    """The letters of a file, one piece after the other; what was taken is crossed out."""

    def __init__(self, pieces: Iterable[str]) -> None:
        told, at = [], 0
        self._edges = {0}
        for piece in map(bare, pieces):
            told.append(piece)
            at += len(piece)
            self._edges.add(at)
        self._rest = "".join(told)

    def has(self, letters: str) -> bool:
        """Return whether letters are left."""
        return letters in self._rest

    def take(self, letters: str) -> bool:
        """Take letters wherever they stand."""
        return self._taken(self._rest.find(letters), letters)

    def take_whole(self, letters: str) -> bool:
        """Take letters that begin where a piece begins and end where one ends."""
        at = self._rest.find(letters)
        while at >= 0 and not (at in self._edges and at + len(letters) in self._edges):
            at = self._rest.find(letters, at + 1)
        return self._taken(at, letters)

    def _taken(self, at: int, letters: str) -> bool:
        if at < 0:
            return False
        self._rest = f"{self._rest[:at]}{TAKEN * len(letters)}{self._rest[at + len(letters) :]}"
        return True
