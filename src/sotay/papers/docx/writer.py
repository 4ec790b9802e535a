"""The body of a Word file: parts become sections, pieces paragraphs and tables."""

from io import BytesIO
from typing import Any, Final

from sotay.papers import nd30
from sotay.papers.docx import styles, xml
from sotay.papers.docx.drawings import png_of
from sotay.papers.docx.heads import Heads
from sotay.papers.docx.lists import Lists
from sotay.papers.docx.tables import table_of
from sotay.papers.laying.paper import POINTS
from sotay.papers.laying.parts import (
    AnnexHead,
    Dots,
    Filled,
    Form,
    Grid,
    Index,
    Laid,
    Line,
    Listed,
    Part,
    Piece,
    Signer,
    Signers,
    Title,
    Words,
)
from sotay.papers.laying.pieces import TALLEST
from sotay.papers.model import Figure, PageBreak, Run

GAP: Final = 17.0
"""Points between columns of fields."""


class Writer:
    """Writes one paper into one document, part after part."""

    def __init__(self, document: Any, paper: Laid) -> None:
        self.document, self.paper = document, paper
        self.room = self.height = 0.0
        self.breaks = False
        self.small = paper.size == "A5" and not paper.landscape
        styles.set_up(document, paper, small=self.small)
        self.lists = Lists(document, paper.indent)

    def write(self) -> None:
        """Write the whole paper."""
        paper = self.paper
        for place, part in enumerate(paper.parts):
            self._section(part, first=place == 0)
            if place == 0:
                Heads(self).write()
            self._pieces(part.pieces)
        self._closing()
        for part in paper.annexes:
            self._section(part, first=False)
            if part.head:
                self._annex_head(part.head)
            self._pieces(part.pieces)
        self._ended()

    def add(self, style: str, line: Line | str = (), *, to: Any = None) -> Any:
        """Add a paragraph of a style to the document, or to a cell or a header."""
        paragraph = (to or self.document).add_paragraph(style=style)
        told = (Run(line),) if isinstance(line, str) else line
        if told:
            for one in xml.element(f"<w:p>{xml.runs(told)}</w:p>"):
                paragraph._p.append(one)  # noqa: SLF001  many runs at once
        if self.breaks and to is None:
            paragraph.paragraph_format.page_break_before = True
            self.breaks = False
        return paragraph

    def arranged(self, widths: tuple[float, ...], rows: int = 1) -> Any:
        """Add a table that only arranges; its cells begin without a paragraph of their own."""
        if self.breaks:
            self.add(styles.END)
        table = self.document.add_table(rows, len(widths))
        xml.bare(table)
        xml.fixed(table, widths)
        for row in table.rows:
            for cell in row.cells:
                cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001
        return table

    def filled(self, table: Any) -> None:
        """Give every cell without a paragraph the one Word asks for."""
        for row in table.rows:
            for cell in row.cells:
                if not cell.paragraphs:
                    self.add(styles.END, to=cell)

    def _section(self, part: Part, *, first: bool) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm, Pt

        if first:
            section = self.document.sections[0]
        else:
            self._ended()
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            self._joined()
        paper = self.paper
        wide, high = nd30.PAPER[paper.size]
        if part.landscape:
            wide, high = high, wide
        section.orientation = WD_ORIENT.LANDSCAPE if part.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(wide), Mm(high)
        top, right, bottom, left = nd30.MARGINS[paper.size]
        section.top_margin, section.right_margin = Mm(top), Mm(right)
        section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
        self.room = (wide - left - right) * POINTS
        self.height = (high - top - bottom) * POINTS
        section.header_distance = Pt((top * POINTS - nd30.PAGE_NUMBER * nd30.LINE_HEIGHT) / 2)
        section.footer_distance = Pt(bottom * POINTS / 3)
        section.different_first_page_header_footer = part.starts
        if part.starts:
            numbers = section._sectPr.find(styles.named("pgNumType"))  # noqa: SLF001
            if numbers is None:
                section._sectPr.insert_element_before(  # noqa: SLF001
                    xml.element('<w:pgNumType w:start="1"/>'), "w:cols", "w:titlePg", "w:docGrid"
                )
        else:
            for numbers in section._sectPr.findall(styles.named("pgNumType")):  # noqa: SLF001
                section._sectPr.remove(numbers)  # noqa: SLF001
        Heads(self).edges(section, part, first=first)

    def _joined(self) -> None:
        """Put the end of the section before into its last paragraph, where it has one, so that no empty one stands there."""
        ended = self.document.element.body.findall(styles.named("p"))[-1]
        before = ended.getprevious()
        if before is None or before.tag != styles.named("p"):
            return
        before.get_or_add_pPr().append(ended.pPr.find(styles.named("sectPr")))
        ended.getparent().remove(ended)

    def _ended(self) -> None:
        """Close a part: Word asks for a paragraph after a table; it takes no room."""
        last = self.document.element.body.xpath("./*[not(self::w:sectPr)][last()]")
        if not last or last[0].tag != styles.named("p") or self.breaks:
            self.breaks = False
            self.add(styles.END)

    def _annex_head(self, head: AnnexHead) -> None:
        self.add(styles.ANNEX, head.word)
        if head.title:
            self.add(styles.ANNEX_TITLE, head.title)
        if head.note:
            self.add(styles.ANNEX_NOTE, head.note)

    def _pieces(self, pieces: tuple[Piece, ...]) -> None:
        for piece in pieces:
            getattr(self, _WAYS[type(piece)])(piece)

    def _break(self, _one: PageBreak) -> None:
        self.breaks = True

    def _title(self, one: Title) -> None:
        between = "\n" if one.align == "center" else " "
        number = (Run(one.number + (between if one.text else "")),) if one.number else ()
        paragraph = self.add(f"Heading {min(max(one.level, 1), 4)}", (*number, *one.text))
        if one.align != "left":
            self._aligned(paragraph, one.align, indent=False)

    def _contents(self, one: Index) -> None:
        """List the headings in a field that Word counts the pages of when it opens the file."""
        title = self.add(styles.BODY, (Run(one.title, bold=True),))
        self._aligned(title, "center", indent=False)
        last = len(one.entries) - 1
        for place, entry in enumerate(one.entries):
            paragraph = self.add(styles.BODY, tuple(Run(run.text, bold=entry.level == 1) for run in entry.text))
            self._aligned(paragraph, "left", indent=False)
            paragraph.paragraph_format.left_indent = self._points((entry.level - 1) * 17)
            if place == 0:
                xml.field_begun(paragraph, f'TOC \\o "1-{one.depth}" \\h \\z \\u')
            if place == last:
                xml.field_ended(paragraph)

    def _words(self, one: Words) -> None:
        line = tuple(Run(run.text, run.bold or one.bold, run.italic or one.italic) for run in one.text)
        paragraph = self.add(styles.BODY, line)
        if one.align != "justify" or not one.indent:
            self._aligned(paragraph, one.align, indent=one.indent)
        if one.keep:
            paragraph.paragraph_format.keep_with_next = True

    def _aligned(self, paragraph: Any, align: str, *, indent: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph.alignment = WD_ALIGN_PARAGRAPH[align.upper()]
        if not indent or align in {"center", "right"}:
            paragraph.paragraph_format.first_line_indent = Pt(0)

    def _listed(self, one: Listed) -> None:
        number = self.lists.begun(one.mark)
        for mark, line in one.items:
            if number is None:
                self.add(styles.ITEM, (Run(f"{mark} "), *line))
            else:
                xml.numbered(self.add(styles.ITEM, line), number)

    def _dots(self, one: Dots) -> None:
        for _line in range(one.count):
            self._leader(self.add(styles.DOTTED), self.room)

    def _leader(self, paragraph: Any, room: float) -> None:
        """End a paragraph with dots up to the edge."""
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Pt

        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(room), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.add_run("\t")

    def _form(self, one: Form) -> None:
        if one.columns == 1:
            for field in one.fields:
                paragraph = self._field(field, self.room)
                paragraph.paragraph_format.keep_with_next = one.keep or None
                if one.indent:
                    paragraph.paragraph_format.first_line_indent = self._points(self.paper.indent)
                    self._aligned(paragraph, "justify" if not field.dots else "left", indent=True)
            return
        room = (self.room - GAP * (one.columns - 1)) / one.columns
        widths = tuple(room + (GAP if place < one.columns - 1 else 0) for place in range(one.columns))
        rows = -(-len(one.fields) // one.columns)
        table = self.arranged(widths, rows)
        for place, field in enumerate(one.fields):
            cell = table.rows[place // one.columns].cells[place % one.columns]
            self._field(field, room, to=cell).paragraph_format.keep_with_next = one.keep or None
        self.filled(table)
        if one.keep:
            self.add(styles.END).paragraph_format.keep_with_next = True

    def _field(self, one: Filled, room: float, *, to: Any = None) -> Any:
        label = (Run(f"{one.label}: "),) if one.label else ()
        paragraph = self.add(styles.FIELD, (*label, *one.value), to=to)
        if one.dots:
            self._leader(paragraph, room)
        for _line in range(one.dots - 1):
            self._leader(self.add(styles.DOTTED, to=to), room)
        return paragraph

    def _grid(self, one: Grid) -> None:
        if one.caption:
            self.add(styles.CAPTION, one.caption)
        elif self.breaks:
            self.add(styles.END)
        names = tuple(styles.sized(self.document, name, one.size) for name in (styles.CELL_HEAD, styles.CELL))
        ids = tuple(self.document.styles[name].style_id for name in names)
        body = self.document.element.body
        body.insert(
            len(body) - 1, table_of(one, head=ids[0], cell=ids[1], style=self.document.styles[styles.TABLE].style_id)
        )
        self._after_table(keep=one.keep)

    def _after_table(self, *, keep: bool = False) -> None:
        """Part a table from what follows, which Word would otherwise join to it or set right below."""
        paragraph = self.add(styles.END)
        paragraph.paragraph_format.keep_with_next = keep or None
        paragraph.paragraph_format.space_after = self._points(nd30.PARAGRAPH_GAP)

    def _figure(self, one: Figure) -> None:
        paragraph = self.add(styles.FIGURE)
        picture, shape = png_of(one.svg)
        wide = min(self.room * min(one.width, 1), self.height * TALLEST * shape)
        drawn = paragraph.add_run().add_picture(BytesIO(picture), width=self._points(wide))
        drawn._inline.docPr.set("descr", one.alt)  # noqa: SLF001
        if one.caption:
            paragraph.paragraph_format.keep_with_next = True
            self.add(styles.CAPTION, one.caption).paragraph_format.keep_with_next = False

    def _signers(self, one: Signers) -> None:
        count = max(len(one.columns), 1)
        if one.place_line:
            table = self.arranged((self.room / 2, self.room / 2))
            self.add(styles.PLACE, one.place_line, to=table.rows[0].cells[1]).paragraph_format.keep_with_next = True
            self.filled(table)
            self.add(styles.END).paragraph_format.keep_with_next = True
        table = self.arranged(tuple(self.room / count for _place in range(count)), 2)
        for titles, names, signer in zip(table.rows[0].cells, table.rows[1].cells, one.columns, strict=False):
            self._titles(signer, titles)
            self.add(styles.SIGNER_NAME, signer.name, to=names)
        self.filled(table)
        self._after_table()

    def _titles(self, one: Signer, cell: Any) -> None:
        """Write the lines of authority and title; they stay on the page of the name."""
        for line in one.lines:
            self.add(styles.SIGNER, line, to=cell)
        if one.note:
            self.add(styles.SIGNER_NOTE, one.note, to=cell)

    def _closing(self) -> None:
        paper = self.paper
        if not paper.recipients and paper.signer is None:
            return
        self.add(styles.END).paragraph_format.space_before = self._points(10)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self.arranged((self.room / 2, self.room / 2))
        left, right = table.rows[0].cells
        if paper.recipients:
            self.add(styles.RECIPIENTS_WORD, nd30.RECIPIENTS_WORD, to=left)
            for line in paper.recipients:
                self.add(styles.RECIPIENT, line, to=left)
        if paper.signer:
            self._titles(paper.signer, right)
            self.add(styles.SIGNER_NAME, paper.signer.name, to=right)
        self.filled(table)

    def _points(self, points: float) -> Any:
        from docx.shared import Pt

        return Pt(points)


_WAYS: Final[dict[type, str]] = {
    Title: "_title",
    Words: "_words",
    Listed: "_listed",
    Dots: "_dots",
    Form: "_form",
    Grid: "_grid",
    Figure: "_figure",
    Signers: "_signers",
    PageBreak: "_break",
    Index: "_contents",
}
