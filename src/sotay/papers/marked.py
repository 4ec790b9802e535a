"""Texts written with marks (`ui/markdown.py`: policy, statements) as blocks of a paper: headings, paragraphs, lists, tables."""

from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from sotay.papers.model import Block, Column, Heading, Items, Paragraph, Run, Table, Text
from sotay.ui.markdown import HIGHEST_HEADING, tokens_of

LISTS: Final = {"bullet_list_open": "dash", "ordered_list_open": "number"}
LOWEST: Final = 4


def blocks_of(text: str, *, level: int = 1) -> tuple[Block, ...]:
    """Return the blocks of a text; its highest headings get `level`. Links become their words."""
    return tuple(_blocks(tokens_of(text), level))


def _blocks(tokens: Sequence[Token], level: int) -> Iterator[Block]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _end(tokens, place)
        if token.type == "heading_open":
            depth = int(token.tag[1:]) - HIGHEST_HEADING + level
            yield Heading(text=_said(tokens[place + 1]), level=min(depth, LOWEST))
        elif token.type == "paragraph_open":
            yield Paragraph(text=_said(tokens[place + 1]))
        elif token.type in LISTS:
            yield Items(items=tuple(_items(tokens[place:end])), mark=LISTS[token.type])  # type: ignore[arg-type]
        elif token.type == "table_open":
            yield _table(tokens[place:end])
        place = end + 1


def _end(tokens: Sequence[Token], start: int) -> int:
    """Return where what opens at a place is closed; the place itself for what does not open."""
    if tokens[start].nesting != 1:
        return start
    return next(
        place
        for place in range(start + 1, len(tokens))
        if tokens[place].nesting == -1 and tokens[place].level == tokens[start].level
    )


def _items(tokens: Sequence[Token]) -> Iterator[Text]:
    """Yield the items of a list, those of lists within it after the one they stand under."""
    for token in tokens:
        if token.type == "inline":
            yield _said(token)


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[Text]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_said(token))
    head, *body = rows
    columns = tuple(
        Column(key=f"column_{place}", title=cell if isinstance(cell, str) else "".join(run.text for run in cell))
        for place, cell in enumerate(head)
    )
    return Table(key="table", columns=columns, rows=tuple(tuple(row) for row in body))


def _said(token: Token) -> Text:
    """Return the words of a line, with what is bold or italic in it."""
    runs: list[Run] = []
    bold = italic = 0
    for child in token.children or ():
        bold += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        if words := {"text": child.content, "softbreak": " ", "hardbreak": "\n"}.get(child.type, ""):
            runs.append(Run(words, bold=bool(bold), italic=bool(italic)))
    return "".join(run.text for run in runs) if not any(run.bold or run.italic for run in runs) else tuple(runs)
