"""Reading a manual from a Word file (.docx): paragraphs and tables in document order, then the same reader as for text."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sotay.manual.statements.reading.lines import as_text, strip_tags
from sotay.manual.statements.reading.manual import read_manual
from sotay.manual.statements.reading.shapes import ReadManual, UnreadableManual
from sotay.manual.statements.reading.word_numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LARGEST_UNPACKED = 100 * 1024 * 1024
"""Bytes a file may hold unpacked; more is refused unread."""
_INLINE = {f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}sym", f"{W}ptab"}
_NESTED = {f"{W}txbxContent", _FALLBACK, f"{W}del", f"{W}moveFrom"}


class UnreadableWordFile(UnreadableManual):
    """The bytes are no Word file that can be read; the message says so to the user."""


def read_docx(data: bytes, *, known_clauses: Mapping[str, str]) -> ReadManual:
    """Read a quality manual from the bytes of a .docx file; lines are counted as in `docx_text`.

    Raises UnreadableWordFile.
    """
    return read_manual(docx_text(data), known_clauses=known_clauses)


def docx_text(data: bytes) -> str:
    """Return the text of a .docx file, a paragraph per line, a row of a table per line with tabs between its cells.

    Automatic numbers are written out, lists get dashes, deleted text is left out, inserted text and text boxes are
    read. Paragraphs in cells stand in <p>, so that the reader can tell them. Raises UnreadableWordFile.
    """
    document = _open(data)
    numbering = Numbering(document)
    return "\n".join(_lines(document.element.body, numbering)) + "\n"


def _open(data: bytes) -> "Document":
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise UnreadableWordFile(_("Tệp Word quá lớn sau khi giải nén."))
        return docx.Document(io.BytesIO(data))
    # What the parser of XML cannot read it reports as a SyntaxError.
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, AttributeError) as error:
        if isinstance(error, UnreadableWordFile):
            raise
        message = _("Không đọc được tệp: đây không phải là tệp Word (.docx) hoặc tệp bị hỏng.")
        raise UnreadableWordFile(message) from error


def _lines(container: Any, numbering: Numbering) -> Iterator[str]:
    """Yield the lines of a body, a cell or a content control; paragraphs are parted by blank lines."""
    for child in container:
        if child.tag == f"{W}p":
            if text := _paragraph(child, numbering):
                yield text
                yield ""
            for box in _boxes(child):
                yield from _lines(box, numbering)
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbering)
            yield ""
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}:
            yield from _lines(child, numbering)


def _paragraph(paragraph: Any, numbering: Numbering) -> str:
    text = "".join(_pieces(paragraph))
    text = " ".join(text.split())
    if not strip_tags(text):
        return ""
    return f"{numbering.mark(paragraph)}{text}"


def _pieces(element: Any) -> Iterator[str]:
    """Yield the pieces of text of a paragraph in order, text boxes and deleted text left out."""
    for child in element:
        if child.tag in _NESTED or child.tag == f"{W}pPr":
            continue
        if child.tag == f"{W}r" and _is_bold(child):
            yield from ("<b>", *_pieces(child), "</b>")
        elif child.tag == f"{W}t":
            yield as_text(child.text or "")
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "<br>" if child.get(f"{W}type") not in {"page", "column"} else " "
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag in _INLINE:
            yield " "
        else:
            yield from _pieces(child)


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val", "true") not in {"0", "false", "off"}


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes of a paragraph once: a drawing often carries a second copy for old programs."""
    for box in paragraph.iter(f"{W}txbxContent"):
        inside = {ancestor.tag for ancestor in box.iterancestors()}
        if _FALLBACK not in inside:
            yield box


def _table(table: Any, numbering: Numbering) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        cells = [_cell(cell, numbering) for cell in _own(row, f"{W}tc")]
        if len(cells) == 1:
            # A table of one column frames text; it has no columns to tell apart.
            yield from re.findall(r"<p>(.*?)</p>", cells[0])
        elif any(cells):
            yield "\t".join(cells)


def _own(element: Any, tag: str) -> Iterator[Any]:
    """Yield the nearest elements of a tag, also inside content controls, but not those of an inner table."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins"}:
            yield from _own(child, tag)


def _cell(cell: Any, numbering: Numbering) -> str:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(f"{W}val") != "restart" and not "".join(_pieces(cell)).strip():
        return ""
    lines = _inner_lines(cell, numbering)
    return "".join(line if line.startswith("<table>") else f"<p>{line}</p>" for line in lines)


def _inner_lines(cell: Any, numbering: Numbering) -> Iterator[str]:
    """Yield the paragraphs of a cell, an inner table as one piece of rows and cells."""
    for child in cell:
        if child.tag == f"{W}tbl":
            rows = []
            for row in _own(child, f"{W}tr"):
                cells = [" ".join(_inner_lines(inner, numbering)) for inner in _own(row, f"{W}tc")]
                rows.append("<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>")
            yield f"<table>{''.join(rows)}</table>"
        elif child.tag == f"{W}p":
            if text := _paragraph(child, numbering):
                yield text
            for box in _boxes(child):
                yield from _inner_lines(box, numbering)
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins"}:
            yield from _inner_lines(child, numbering)
