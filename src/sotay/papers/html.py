"""A paper for the screen: the words of the other faces, readable on a telephone, with links to the records behind them.

The page that shows it links `STYLESHEET`; printed, it makes a decent A4, though the PDF is the paper.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sotay.papers import lines, nd30
from sotay.papers.laying.drawings import printed, qr_svg
from sotay.papers.laying.tables import heads_of
from sotay.papers.laying.text import lined, of_prose
from sotay.papers.laying.tidying import cleaned
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
    Run,
    Signature,
    Signatures,
    Table,
)

STYLESHEET: Final = "papers/paper.css"
HIGHEST: Final = 2
"""The level of the paper's own heading on a page that has a title; headings within come below it."""
LONG_DOTS: Final = 3
ROOM: Final = "…………"
"""Where the number is not given yet: spaces alone would be lost on a page."""
_OWN: Final = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f]*\Z")


@dataclass(frozen=True, slots=True)
class Shown:
    """A block with the template that shows it."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)


def html(paper: Paper, *, level: int = HIGHEST) -> SafeString:
    """Return the paper as HTML for a page; `level` is that of its heading among those of the page."""
    clean = cleaned(paper)
    return render_to_string(
        "papers/paper.html",
        {
            "paper": clean,
            "nation": nd30.NATION,
            "motto": nd30.MOTTO,
            "qr": _qr(clean.barcode),
            "number": lines.number_line(clean).replace(f" {lines.OPEN_NUMBER}", f" {ROOM}"),
            "place": lines.dotted(lines.place_line(clean)).strip(),
            "letter_subject": lines.letter_subject(clean),
            "to_word": lines.TO,
            "to": lines.to_lines(clean),
            "bases": lines.base_lines(clean),
            "blocks": list(_shown(clean.blocks, level + 1)),
            "recipients_word": nd30.RECIPIENTS_WORD,
            "recipients": lines.recipient_lines(clean),
            "signer": _signer(clean.signature) if clean.signature else None,
            "annexes": [
                {
                    "word": lines.annex_word(place, len(clean.annexes)),
                    "title": annex.title,
                    "note": lines.attached_line(clean),
                    "blocks": list(_shown(annex.blocks, level + 1)),
                }
                for place, annex in enumerate(clean.annexes)
            ],
            "heading_tag": f"h{level}",
        },
    )


def own_address(link: str) -> str:
    """Return a link that stays on this site, "" for any other."""
    return link if _OWN.match(link) else ""


def _shown(blocks: tuple[Block, ...], level: int) -> Iterator[Shown]:
    for block in blocks:
        match block:
            case Heading():
                tag = f"h{min(level + block.level - 1, 6)}"
                yield Shown("heading", {"block": block, "tag": tag, "text": _runs(lined(block.text))})
            case Paragraph():
                yield Shown("paragraph", {"block": block, "text": _runs(lined(block.text))})
            case Prose():
                yield from _prose(block)
            case Items():
                items = [(lines.item_mark(block, place), _runs(lined(one))) for place, one in enumerate(block.items)]
                yield Shown("items", {"items": items, "tag": "ul" if block.mark == "dash" else "ol"})
            case Fields():
                fields = [_filled(one.label, _runs(lined(one.value)), is_long=one.is_long) for one in block.fields]
                yield Shown("fields", {"fields": fields, "columns": max(1, min(block.columns, 4))})
            case Table():
                yield _table(block)
            case _:
                yield from _other(block, blocks)


def _other(block: Block, beside: tuple[Block, ...]) -> Iterator[Shown]:
    match block:
        case Contents():
            told = [one for one in beside if isinstance(one, Heading) and one.level <= block.depth]
            items = [(one.number, _runs(lined(one.text))) for one in told]
            yield Shown("items", {"items": items, "tag": "ul"})
        case Figure():
            source = b64encode(printed(block.svg).encode()).decode()
            yield Shown("figure", {"block": block, "source": f"data:image/svg+xml;base64,{source}"})
        case Signatures():
            yield Shown("signatures", {"block": block, "columns": [_signer(one) for one in block.columns]})
        case PageBreak():
            yield Shown("break")


def _prose(prose: Prose) -> Iterator[Shown]:
    if not prose.text.strip():
        yield Shown("dots", {"lines": range(LONG_DOTS), "label": prose.label})
        return
    for piece in of_prose(prose):
        if hasattr(piece, "items"):
            yield Shown("items", {"items": [(mark, _runs(line)) for mark, line in piece.items], "tag": "ul"})
        elif hasattr(piece, "text"):
            yield Shown("paragraph", {"block": Paragraph(text=""), "text": _runs(piece.text)})


def _filled(label: str, value: list[dict[str, Any]], *, is_long: bool) -> dict[str, Any]:
    return {"label": label.rstrip(" :"), "value": value, "dots": range(LONG_DOTS if is_long else 1)}


def _table(table: Table) -> Shown:
    last = len(table.rows) - 1
    rows = [
        {
            "cells": [(column.align, _runs(lined(cell))) for column, cell in zip(table.columns, row, strict=True)],
            "is_total": table.total and place == last,
        }
        for place, row in enumerate(table.rows)
    ]
    heads = [[(cell.across, cell.down, _runs(cell.text)) for cell in row] for row in heads_of(table.columns)]
    whole = sum(column.width for column in table.columns)
    shares = [round(column.width * 100 / whole) for column in table.columns]
    values = {"table": table, "shares": shares, "heads": heads, "rows": rows, "blank": range(table.blank_rows)}
    return Shown("table", values) if table.columns else Shown("break")


def _qr(said: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(qr_svg(said).encode()).decode()}" if said else ""


def _signer(signature: Signature) -> dict[str, Any]:
    note = f"({signature.note.strip('()')})" if signature.note else ""
    return {"lines": lines.signature_lines(signature), "note": note, "name": signature.name}


def _runs(line: tuple[Run, ...]) -> list[dict[str, Any]]:
    return [
        {"parts": run.text.split("\n"), "bold": run.bold, "italic": run.italic, "link": own_address(run.link)}
        for run in line
    ]
