"""The blocks of a paper as the pieces that are set, each with what follows from the room it has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sotay.papers import letters, lines, nd30
from sotay.papers.laying.drawings import printed
from sotay.papers.laying.parts import Filled, Form, Grid, Index, Listed, Piece, Signer, Signers, Title, Words
from sotay.papers.laying.tables import laid_tables
from sotay.papers.laying.text import lined, of_prose, said
from sotay.papers.model import (
    Block,
    Contents,
    Fields,
    Figure,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Prose,
    Signature,
    Signatures,
    Table,
)

POINTS: Final = 72 / 25.4
BETWEEN: Final = 8.0
"""Points between columns side by side."""
LONG_DOTS: Final = 3
MOST_COLUMNS: Final = 4
LONG_CONTENTS: Final = 30
"""A table of contents of more lines is set closer, so that a manual has it on one page."""
TALLEST: Final = 0.8
"""Of the height of a page, what a drawing takes at most: its title and a sentence stand beside it."""

Laying = Iterator[Piece | tuple[Grid, ...]]
"""Pieces; grids in a tuple need pages that lie."""


class Room:
    """How much room the pages of a paper have, in points, and the size of its body."""

    def __init__(self, paper: Paper) -> None:
        wide, high = nd30.PAPER[paper.size]
        _top, right, _bottom, left = nd30.MARGINS[paper.size]
        self.standing = (wide - left - right) * POINTS
        self.lying = (high - left - right) * POINTS
        self.text = self.lying if paper.landscape else self.standing
        small = paper.size == "A5"
        self.indents = not paper.is_form
        self.body = nd30.SMALL_FORM_SIZE if small else nd30.FORM_SIZE if paper.is_form else nd30.BODY_SIZE
        self.table = nd30.SMALL_FORM_SIZE - 1 if small else nd30.TABLE_SIZE


@dataclass(slots=True)
class _At:
    """Where blocks are being laid: the room, how wide this page is, the rank above, the levels of the headings so far."""

    room: Room
    wide: float
    rank: int
    levels: list[int] = field(default_factory=list)


def pieces_of(blocks: Iterable[Block], room: Room, *, rank: int, lies: bool = False) -> Laying:
    """Yield what is set for each block; `rank` is that of the heading above them, `lies` says that the page does."""
    at = _At(room, room.lying if lies else room.text, rank)
    for block in blocks:
        yield from _MAKERS[type(block)](block, at)


def signer_of(signature: Signature, room: float) -> Signer:
    """Return a signature broken into the lines it takes."""
    return Signer(
        lines=tuple(
            letters.balanced(line, room, nd30.SIGNER_SIZE, bold=True) for line in lines.signature_lines(signature)
        ),
        note=f"({signature.note.strip('()')})" if signature.note else "",
        name=letters.balanced(signature.name, room, nd30.SIGNER_SIZE, bold=True),
    )


def _heading(block: Heading, at: _At) -> Laying:
    """Yield a heading; readers of screens walk ranks without gaps, whatever the levels."""
    at.levels = [level for level in at.levels if level < block.level] + [block.level]
    number = block.number.strip()
    if number or said(lined(block.text)).strip():
        yield Title(
            text=lined(block.text), number=number, level=block.level, rank=at.rank + len(at.levels), align=block.align
        )


def _paragraph(block: Paragraph, _at: _At) -> Laying:
    told = lined(block.text)
    if said(told).strip():
        yield Words(text=told, align=block.align, indent=block.indent, bold=block.bold, italic=block.italic)


def _prose(block: Prose, _at: _At) -> Laying:
    yield from of_prose(block)


def _items(block: Items, _at: _At) -> Laying:
    marked = ((lines.item_mark(block, place), lined(one)) for place, one in enumerate(block.items))
    if told := tuple(marked):
        yield Listed(mark=block.mark, items=told)


def _fields(block: Fields, at: _At) -> Laying:
    told = tuple(
        Filled(
            label=one.label.rstrip(" :"),
            value=lined(one.value),
            dots=0 if lined(one.value) else LONG_DOTS if one.is_long else 1,
        )
        for one in block.fields
    )
    if told:
        columns = max(1, min(block.columns, MOST_COLUMNS))
        yield Form(fields=told, columns=columns, indent=at.room.indents and columns == 1)


def _table(block: Table, at: _At) -> Laying:
    if not block.columns:
        return
    lying = max(at.room.lying, at.room.standing)
    grids, lies = laid_tables(block, standing=at.wide, lying=lying, size=at.room.table)
    if lies:
        yield tuple(grids)
    else:
        yield from grids


def _signatures(block: Signatures, at: _At) -> Laying:
    room = at.wide / max(len(block.columns), 1) - BETWEEN
    if block.columns:
        yield Signers(columns=tuple(signer_of(one, room) for one in block.columns), place_line=block.place_line)


def _figure(block: Figure, _at: _At) -> Laying:
    yield replace(block, svg=printed(block.svg))


def _contents(block: Contents, _at: _At) -> Laying:
    yield Index(title=block.title, entries=(), depth=block.depth)


def _page_break(block: PageBreak, _at: _At) -> Laying:
    yield block


_MAKERS: Final[dict[type, Callable[[Any, _At], Laying]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Prose: _prose,
    Items: _items,
    Fields: _fields,
    Table: _table,
    Signatures: _signatures,
    Figure: _figure,
    Contents: _contents,
    PageBreak: _page_break,
}
