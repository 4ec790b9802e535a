"""Pages set by Typst: the sheets laid over a controlled copy, and the text of a revision as a PDF."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from markdown_it.token import Token

from sotay.ui.fonts import FONTS
from sotay.ui.markdown import LOWEST_HEADING, tokens_of

TEMPLATES: Final = Path(__file__).resolve().parent / "typst"
HEADINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What stands on each page of a copy; `address` is what the QR leads to, empty for what has no page to lead to.

    `first` and `second` are the lines at the foot, `warning` stands between them in red, `mark` across the page.
    """

    first: str
    second: str
    page: str
    warning: str = ""
    mark: str = ""
    address: str = ""
    check: str = ""
    lang: str = "vi"


def sheets(stamp: Stamp, sizes: Sequence[tuple[float, float]]) -> bytes:
    """Return a PDF with a sheet of each size (width and height in points), to be laid over the pages of a copy."""
    return _compile(
        "stamp.typ",
        {
            "lang": stamp.lang,
            "sheets": [{"width": width, "height": height} for width, height in sizes],
            "first": stamp.first,
            "second": stamp.second,
            "warning": stamp.warning,
            "page": stamp.page,
            "mark": stamp.mark,
            "qr": _qr(stamp.address) if stamp.address else "",
            "check": stamp.check,
        },
    )


def text_pdf(**values: Any) -> bytes:
    """Return the text of a revision as a PDF; see `typst/text.typ` for what the values are."""
    return _compile("text.typ", values)


def blocks_of(text: str) -> list[dict[str, Any]]:
    """Return the paragraphs, lists, headings and tables of a text, as the template sets them."""
    return list(_blocks(iter(tokens_of(text)), closing=""))


def _blocks(tokens: Iterator[Token], *, closing: str) -> Iterator[dict[str, Any]]:
    for token in tokens:
        if token.type == closing:
            return
        if token.type == "heading_open":
            level = min(int(token.tag[1:]) - (LOWEST_HEADING - HEADINGS) + 1, HEADINGS)
            yield {"kind": "h", "level": max(level, 2), "runs": _runs(next(tokens))}
        elif token.type == "inline":
            yield {"kind": "p", "runs": _runs(token)}
        elif token.type == "bullet_list_open":
            yield {"kind": "ul", "items": list(_items(tokens, closing="bullet_list_close"))}
        elif token.type == "ordered_list_open":
            start = int(token.attrs.get("start", 1))
            yield {"kind": "ol", "start": start, "items": list(_items(tokens, closing="ordered_list_close"))}
        elif token.type == "table_open":
            yield {"kind": "table", "rows": list(_rows(tokens))}


def _items(tokens: Iterator[Token], *, closing: str) -> Iterator[list[dict[str, Any]]]:
    for token in tokens:
        if token.type == closing:
            return
        if token.type == "list_item_open":
            yield list(_blocks(tokens, closing="list_item_close"))


def _rows(tokens: Iterator[Token]) -> Iterator[list[list[dict[str, Any]]]]:
    cells: list[list[dict[str, Any]]] = []
    for token in tokens:
        if token.type == "table_close":
            return
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(_runs(token))
        elif token.type == "tr_close":
            yield cells


def _runs(token: Token) -> list[dict[str, Any]]:
    """Return the words of a line with their weight; a link is told by its words, the address beside them."""
    runs: list[dict[str, Any]] = []
    strong = em = 0
    address = ""
    for child in token.children or []:
        if child.type in {"strong_open", "strong_close"}:
            strong += 1 if child.nesting > 0 else -1
        elif child.type in {"em_open", "em_close"}:
            em += 1 if child.nesting > 0 else -1
        elif child.type == "hardbreak":
            runs.append({"kind": "break"})
        elif child.type == "link_open":
            address = str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            if address and (not runs or runs[-1].get("text") != address):
                runs.append(_run(f" ({address})", strong, em))
        elif child.type == "softbreak":
            runs.append(_run(" ", strong, em))
        elif child.content:
            runs.append(_run(child.content, strong, em))
    return runs


def _run(text: str, strong: int, em: int) -> dict[str, Any]:
    return {"kind": "text", "text": text, "strong": strong > 0, "em": em > 0}


def _compile(template: str, values: dict[str, Any]) -> bytes:
    import typst

    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(values)},
    )


def _qr(address: str) -> str:
    import segno

    file = BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="svg", border=0, xmldecl=False, scale=4)
    return file.getvalue().decode()
