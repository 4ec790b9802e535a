"""A Word file held against the decree: its sections, its styles, each box as it looks, every word there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from sotay.papers import lines, nd30
from sotay.papers.linter.boxes import CLOSING, Box, Fault, bare, boxes, fault, lacking, texts
from sotay.papers.linter.on_paper import DAY, NUMBER
from sotay.papers.model import Paper

FACE: Final = "DOCX"
MILLIMETRE: Final = 36000
SLACK: Final = 0.3
"""Millimetres, or points of a size."""
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY: Final = "Nội dung"
_PAGE: Final = re.compile(r"\bPAGE\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph as it looks: its letters, and of its runs every size, weight and slant."""

    text: str
    sizes: frozenset[float]
    bold: frozenset[bool]
    italic: frozenset[bool]
    align: int | None
    before: float


def faults_of_docx(paper: Paper, docx: bytes) -> list[Fault]:
    """Return what in a Word file does not keep the decree."""
    from docx import Document

    return list(_File(paper, Document(BytesIO(docx))).faults())


class _File:
    def __init__(self, paper: Paper, document: Any) -> None:
        self.paper, self.document = paper, document
        self.told = [_told(paragraph) for paragraph in _paragraphs(document)]

    def faults(self) -> Iterator[Fault]:
        """Yield every fault found."""
        for number, section in enumerate(self.document.sections, start=1):
            yield from self._pages(number, section)
            yield from self._numbers(number, section)
        yield from self._fonts()
        if not self.paper.is_form and self.paper.size == "A4":
            yield from self._body()
            yield from self._boxes()
        yield from self._words()

    def _pages(self, number: int, section: Any) -> Iterator[Fault]:
        sides = sorted((section.page_width / MILLIMETRE, section.page_height / MILLIMETRE))
        if any(abs(one - wanted) > SLACK for one, wanted in zip(sides, nd30.PAPER[self.paper.size], strict=True)):
            yield fault(
                "khổ giấy", f"phần {number}: {sides[0]:.0f} × {sides[1]:.0f} mm, không phải {self.paper.size}", FACE
            )
        spans: tuple[tuple[float, float], ...] = (nd30.TOP_SPAN, nd30.RIGHT_SPAN, nd30.BOTTOM_SPAN, nd30.LEFT_SPAN)
        if self.paper.size != "A4":
            spans = tuple((side, side) for side in nd30.MARGINS[self.paper.size])
        found = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        for word, side, span in zip(("trên", "phải", "dưới", "trái"), found, spans, strict=True):
            if not span[0] - SLACK <= side / MILLIMETRE <= span[1] + SLACK:
                yield fault("lề", f"phần {number}: lề {word} {side / MILLIMETRE:.1f} mm", FACE)

    def _numbers(self, number: int, section: Any) -> Iterator[Fault]:
        if not _PAGE.search(_fields(section.header)):
            yield fault("số trang", f"phần {number}: đầu trang không có số trang", FACE)
        if number == 1 and not section.different_first_page_header_footer:
            yield fault("số trang", "trang thứ nhất hiển thị số trang", FACE)
        if section.different_first_page_header_footer and _PAGE.search(_fields(section.first_page_header)):
            yield fault("số trang", f"phần {number}: trang thứ nhất hiển thị số trang", FACE)

    def _fonts(self) -> Iterator[Fault]:
        used = {style.font.name for style in self.document.styles if style.type in {1, 2} and style.font.name}
        for root in (self.document.element.body, *(section.header._element for section in self.document.sections)):  # noqa: SLF001
            for letters in root.iter(f"{W}rFonts"):
                used |= {value for name, value in letters.attrib.items() if name != f"{W}hint"}
        for name in sorted(used - {nd30.FONT}):
            yield fault("phông chữ", f"có chữ bằng phông {name}, không phải {nd30.FONT}", FACE)

    def _body(self) -> Iterator[Fault]:
        shape = self.document.styles[BODY].paragraph_format
        size = self.document.styles[BODY].font.size.pt
        if not nd30.BODY_SPAN[0] - SLACK <= size <= nd30.BODY_SPAN[1] + SLACK:
            yield fault("6", f"cỡ chữ nội dung {size:g}", FACE)
        indent = (shape.first_line_indent or 0) / MILLIMETRE
        if not any(abs(indent - one) < SLACK for one in nd30.INDENT_CHOICES):
            yield fault("6", f"lùi đầu dòng {indent:.1f} mm, phải 10 hoặc 12,7 mm", FACE)
        if (shape.space_after or 0) / 12700 < nd30.PARAGRAPH_GAP - SLACK:
            yield fault("6", "khoảng cách giữa các đoạn dưới 6 pt", FACE)
        low, high = nd30.LINE_SPACING_SPAN
        if not isinstance(shape.line_spacing, float) or not low <= shape.line_spacing <= high:
            yield fault("6", f"khoảng cách dòng {shape.line_spacing}", FACE)

    def _boxes(self) -> Iterator[Fault]:
        taken: set[int] = set()
        last = -1
        for box in boxes(self.paper):
            if box.name == "13":
                continue
            wanted = bare(box.text)
            free = (at for at in self._places_for(box) if at not in taken)
            place = next((at for at in free if bare(self.told[at].text) == wanted), None)
            if place is None:
                yield box.fault(f"không thấy “{box.text.strip()[:60]}”", FACE)
                continue
            taken.add(place)
            yield from _looks(box, self.told[place])
            if box.name in {"5a", "9a", "6", "7a", "phụ lục"}:
                if place < last:
                    yield box.fault(f"“{box.text.strip()[:40]}” đứng sai thứ tự", FACE)
                last = place

    def _places_for(self, box: Box) -> Sequence[int]:
        """Return the paragraphs a box may be, as they are searched: the closing block is the last thing before the annexes."""
        word = bare(lines.annex_word(0, len(self.paper.annexes))) if self.paper.annexes else ""
        heads = (at for at, one in enumerate(self.told) if one.bold == {True} and bare(one.text) == word)
        end = next(heads, len(self.told))
        if box.annex:
            return range(end, len(self.told))
        return range(end - 1, -1, -1) if box.name in CLOSING else range(end)

    def _words(self) -> Iterator[Fault]:
        foot = [one.text for section in self.document.sections for one in section.first_page_footer.paragraphs]
        told = [*(one.text for one in self.told), *foot]
        for text in lacking([*texts(self.paper), *(box.text for box in boxes(self.paper))], told)[:5]:
            yield fault("nội dung", f"thiếu chữ: “{text.strip()[:80]}”", FACE)


def _looks(box: Box, one: Told) -> Iterator[Fault]:
    said = f"“{one.text.strip()[:40]}”"
    if box.sizes and not all(box.sizes[0] - SLACK <= size <= box.sizes[1] + SLACK for size in one.sizes):
        yield box.fault(f"{said}: cỡ chữ {', '.join(f'{size:g}' for size in sorted(one.sizes))}", FACE)
    if box.bold is not None and one.bold != {box.bold}:
        yield box.fault(f"{said}: phải {'đậm' if box.bold else 'không đậm'}", FACE)
    if box.italic is not None and one.italic != {box.italic}:
        yield box.fault(f"{said}: phải kiểu {'nghiêng' if box.italic else 'đứng'}", FACE)
    if box.capitals and one.text != one.text.upper():
        yield box.fault(f"{said}: phải in hoa", FACE)
    if box.name == "5b" and one.before < nd30.LETTER_SUBJECT_GAP:
        yield box.fault(f"{said}: cách số, ký hiệu {one.before:g} pt, phải ít nhất 6 pt", FACE)
    if box.name == "4" and (shown := DAY.search(one.text)):
        if len(shown[1]) != 2:  # noqa: PLR2004  two figures
            yield box.fault(f"“{shown[0]}”: ngày dưới 10 phải có số 0 phía trước", FACE)
        if len(shown[2]) != (2 if int(shown[2]) in {1, 2, 10, 11, 12} else 1):
            yield box.fault(f"“{shown[0]}”: chỉ tháng 1, 2 có số 0 phía trước", FACE)
    if box.name == "3" and (shown := NUMBER.search(one.text)) and len(shown[1]) == 1:
        yield box.fault(f"{said}: số dưới 10 phải có số 0 phía trước", FACE)


def _paragraphs(document: Any) -> Iterator[Any]:
    """Yield every paragraph of the body in its order, those of tables among them."""
    from docx.text.paragraph import Paragraph

    for element in document.element.body.iter(f"{W}p"):
        yield Paragraph(element, document._body)  # noqa: SLF001  the part its styles are found by


def _told(paragraph: Any) -> Told:
    """Return how a paragraph looks, by its runs, its style and the styles below it."""
    style = paragraph.style
    sizes, bold, italic = set(), set(), set()
    letters = ""
    for run in paragraph.runs:
        letters += run.text
        if not run.text.strip():
            continue
        size = run.font.size or _of(style, "size")
        sizes.add(size.pt if size else 0.0)
        bold.add(bool(run.bold if run.bold is not None else _of(style, "bold")))
        italic.add(bool(run.italic if run.italic is not None else _of(style, "italic")))
    before = paragraph.paragraph_format.space_before
    before = style.paragraph_format.space_before if before is None else before
    gap = before.pt if before is not None else 0.0
    return Told(letters, frozenset(sizes), frozenset(bold), frozenset(italic), paragraph.alignment, gap)


def _of(style: Any, name: str) -> Any:
    while style is not None:
        value = getattr(style.font, name)
        if value is not None:
            return value
        style = style.base_style
    return None


def _fields(edge: Any) -> str:
    element = edge._element  # noqa: SLF001  fields are no part of its words
    told = [one.get(f"{W}instr", "") for one in element.iter(f"{W}fldSimple")]
    return " ".join(told + [one.text or "" for one in element.iter(f"{W}instrText")])
