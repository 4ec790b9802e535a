"""A paper as PDF/A-2b with tags for readers of screens (PDF/UA-1), set by Typst from the templates beside this file."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from sotay.papers import letters, lines, nd30
from sotay.papers.kept import KIND, plain
from sotay.papers.laying.paper import laid
from sotay.papers.laying.parts import Grid
from sotay.papers.laying.pieces import LONG_CONTENTS, TALLEST
from sotay.papers.laying.tables import BREAKABLE, INSET
from sotay.papers.model import Paper
from sotay.papers.refusing import PaperRefused
from sotay.ui.fonts import FONTS

TEMPLATES: Final = Path(__file__).resolve().parent / "typst"
STANDARDS: Final = ("a-2b", "ua-1")
UNKNOWN_DAY: Final = date(1970, 1, 1)
"""What the file says of its day where neither the paper nor the caller knows one; the same paper is the same file, always."""
LONGEST_WORD: Final = 130.0
"""Points; a longer word may be broken anywhere, so that it leaves no page."""
ROOMS: Final = {"Words": 280.0, "Listed": 280.0, "Title": 280.0, "Form": 76.0, "Signers": 76.0}
"""Points that a word may take in what stands over the whole width, and in columns side by side. A place to break is copied
and searched with the word, so that no word has one which does not need it."""
DRAWN: Final = {"svg", "qr"}
_BREAK: Final = "\u200b"


def pdf(paper: Paper, *, on: date | None = None) -> bytes:
    """Return the paper as PDF; the same paper gives the same bytes. PaperRefused where it cannot be shown as it is.

    `on` is the day told in the file's properties where the paper bears none.
    """
    return pdf_of_many((paper,), on=on)


def pdf_of_many(papers: Iterable[Paper], *, on: date | None = None, title: str = "") -> bytes:
    """Return papers in one PDF, one after the other, each counting its own pages."""
    ready = [laid(paper, on=on) for paper in papers]
    if not ready:
        raise ValueError("no papers to print")
    day = date.fromisoformat(ready[0].day) if ready[0].day else UNKNOWN_DAY
    values = {
        "papers": [_breakable(plain(one)) for one in ready],
        "title": title or ready[0].title,
        "author": ready[0].author,
        "day": [day.year, day.month, day.day],
        "nd30": _measures(),
    }
    return _compiled(values)


def _compiled(values: dict[str, Any]) -> bytes:
    import typst

    try:
        return typst.compile(
            TEMPLATES / "paper.typ",
            root=TEMPLATES,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    except typst.TypstError as error:
        raise PaperRefused(f"Không trình bày được văn bản thành PDF/A: {error}", code="not_set") from error


def _measures() -> dict[str, Any]:
    """Return the constants of the decree, and words of it, by the names the templates use."""
    return {
        "papers": nd30.PAPER,
        "margins": nd30.MARGINS,
        "line_height": nd30.LINE_HEIGHT,
        "line_spacing": nd30.LINE_SPACING,
        "paragraph_gap": nd30.PARAGRAPH_GAP,
        "nation": nd30.NATION,
        "motto": nd30.MOTTO,
        "nation_size": nd30.NATION_SIZE,
        "number_size": nd30.NUMBER_SIZE,
        "heading_size": nd30.HEADING_SIZE,
        "letter_subject_size": nd30.LETTER_SUBJECT_SIZE,
        "letter_subject_gap": nd30.LETTER_SUBJECT_GAP,
        "stamp_size": nd30.STAMP_SIZE,
        "to_size": nd30.TO_SIZE,
        "to_word": lines.TO,
        "signer_size": nd30.SIGNER_SIZE,
        "recipients_word": nd30.RECIPIENTS_WORD,
        "recipients_word_size": nd30.RECIPIENTS_WORD_SIZE,
        "recipients_size": nd30.RECIPIENTS_SIZE,
        "annex_size": nd30.ANNEX_SIZE,
        "annex_note_size": nd30.ANNEX_NOTE_SIZE,
        "page_number": nd30.PAGE_NUMBER,
        "small_size": nd30.SMALL_FORM_SIZE,
        "tallest": TALLEST,
        "long_contents": LONG_CONTENTS,
    }


def _breakable(value: Any, room: float = LONGEST_WORD, size: float = nd30.HEADING_SIZE) -> Any:
    """Return plain values with places to break in words that are wider than what they stand in; Typst breaks no others."""
    if isinstance(value, str):
        return _text(value, room, size)
    if isinstance(value, list):
        return [_breakable(one, room, size) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get(KIND) == Grid.__name__:
        rooms = [width - 2 * INSET for width in value["widths"]]
        rows = [
            [_cell(cell, room, value["size"]) for cell, room in zip(row, rooms, strict=True)] for row in value["rows"]
        ]
        heads = _breakable(value["heads"], BREAKABLE, value["size"])
        return value | {"rows": rows, "heads": heads, "caption": _breakable(value["caption"])}
    room = ROOMS["Words"] if value.get("columns") == 1 else ROOMS.get(value.get(KIND, ""), room)
    return {name: one if name in DRAWN else _breakable(one, room, size) for name, one in value.items()}


def _cell(runs: list[dict[str, Any]], room: float, size: float) -> list[dict[str, Any]]:
    """Return the runs of a cell with places to break; columns are as wide as their words in the weight they are set in."""
    return [one | {"text": _text(one["text"], room, size, bold=one["bold"])} for one in runs]


def _text(text: str, room: float, size: float, *, bold: bool = True) -> str:
    """Return a text whose words wider than the room have a break after each letter."""
    if len(text) * size <= room:
        return text
    return "\n".join(
        " ".join(_BREAK.join(word) if letters.width(word, size, bold=bold) > room else word for word in line.split(" "))
        for line in text.split("\n")
    )
