"""From blocks to the safe subset of Markdown, and to the items a references line names."""

import re
from collections.abc import Iterable
from itertools import groupby

from sotay.manual.statements.reading.blocks import (
    BOLD_OFF,
    BOLD_ON,
    ITALIC_OFF,
    ITALIC_ON,
    Block,
    Kind,
    without_marks,
)
from sotay.ui.markdown import escape

_PIECES = re.compile(f"([{BOLD_ON}{BOLD_OFF}{ITALIC_ON}{ITALIC_OFF}])")
_INDENT = "   "
"""Wide enough for an item under *1.* as under *-*."""


def inline(text: str) -> str:
    """Return one line of Markdown for a text with emphasis letters."""
    bold = italic = False
    runs: list[tuple[str, str]] = []
    for piece in _PIECES.split(text):
        if piece in {BOLD_ON, BOLD_OFF}:
            bold = piece == BOLD_ON
        elif piece in {ITALIC_ON, ITALIC_OFF}:
            italic = piece == ITALIC_ON
        elif piece:
            mark = "**" * bold + "*" * italic
            if runs and runs[-1][0] == mark:
                piece = runs.pop()[1] + piece  # noqa: PLW2901
            runs.append((mark, piece))
    whole = without_marks(text)
    if len(runs) == 1 and runs[0][0] == "*":
        return escape(" ".join(whole.split()))  # all of a paragraph in italics says nothing
    written = []
    for place, (mark, piece) in enumerate(runs):
        before = runs[place - 1][1][-1:] if place else " "
        after = runs[place + 1][1][:1] if place + 1 < len(runs) else " "
        written.append(_emphasise(piece, mark, before=before, after=after))
    return _at_line_start(" ".join("".join(written).split()))


def _emphasise(piece: str, mark: str, *, before: str, after: str) -> str:
    core = piece.strip()
    if not mark or not core:
        return _escape_within(piece)
    left, right = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    # Markdown takes stars for emphasis only where no letter touches a mark inside them.
    opens = core[0].isalnum() or left or not before.isalnum()
    closes = core[-1].isalnum() or right or not after.isalnum()
    tight = (before == "*" and not left) or (after == "*" and not right)
    if not (opens and closes) or tight:
        return _escape_within(piece)
    return f"{left}{mark}{_escape_within(core)}{mark}{right}"


def _escape_within(text: str) -> str:
    """Escape a piece that does not begin a line: only marks that count anywhere."""
    return escape(f"x{text}")[1:]


def _at_line_start(text: str) -> str:
    return text if text.startswith("*") else re.sub(r"^([#+=-]|\d{1,9}[.)](?=\s|$))", _guard, text)


def _guard(found: re.Match[str]) -> str:
    mark = found.group()
    return f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}"


def _cell(text: str) -> str:
    return inline(text) or " "


def _table(rows: list[Block]) -> str:
    width = max(len(row.cells) for row in rows)
    lines = []
    for place, row in enumerate(rows):
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
        if not place:
            lines.append("|" + " --- |" * width)
    return "\n".join(lines)


def _item(block: Block, *, delimiter: str) -> str:
    mark = f"{block.number}{delimiter}" if block.number else "-"
    return f"{_INDENT * block.level}{mark} {inline(block.text)}"


def _bold(lead: str) -> str:
    return f"**{_escape_within(lead)}**"


def markdown_of(blocks: Iterable[Block]) -> str:
    """Return the Markdown of a statement, section or annex."""
    parts: list[str] = []
    for kind, group in groupby(blocks, key=_group):
        run = list(group)
        if kind == "items":
            counters: dict[int, tuple[int, str]] = {}
            parts.append("\n".join(_item(block, delimiter=_delimiter(block, counters)) for block in run))
        elif kind.startswith("rows"):
            parts.append(_table(run))
        else:
            parts += [_paragraph(block) for block in run]
    return "\n\n".join(part for part in parts if part)


def _group(block: Block) -> str:
    """Return what is written in one go: a list, a table of as many columns; anything else stands alone."""
    if block.kind is Kind.ROW:
        return f"rows {len(block.cells)}"
    return "items" if block.kind is Kind.ITEM else "paragraphs"


def _paragraph(block: Block) -> str:
    if block.kind is Kind.HEADING:
        return f"#### {inline(without_marks(block.text))}"
    if block.kind in {Kind.LEAD, Kind.REFERENCES}:
        return f"{_bold(block.lead)} {_escape_within(without_marks(block.text))}".strip()
    return inline(block.text)


def _delimiter(block: Block, counters: dict[int, tuple[int, str]]) -> str:
    """Return "." or ")": a list that does not count on begins anew, which Markdown sees by the other sign."""
    for deeper in [level for level in counters if level > block.level]:
        del counters[deeper]
    if not block.number:
        counters.pop(block.level, None)
        return "."
    last, sign = counters.get(block.level, (block.number - 1, "."))
    if last + 1 != block.number:
        sign = ")" if sign == "." else "."
    counters[block.level] = (block.number, sign)
    return sign


def references_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return what references lines name, item by item, as printed."""
    named: list[str] = []
    listing = False
    for block in blocks:
        if block.kind is Kind.REFERENCES:
            named += block.text.split(";")
            listing = not block.text
        elif listing and block.kind is Kind.ITEM:
            named.append(without_marks(block.text))
        else:
            listing = False
    return tuple(item for item in (" ".join(part.strip(" .;").split()) for part in named) if item)
