"""The boxes above the body of a Word file, and what stands in the margins of its pages."""

from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from sotay.papers import lines, nd30
from sotay.papers.docx import styles, xml
from sotay.papers.laying.paper import BETWEEN, POINTS
from sotay.papers.laying.parts import FormHead, Part

if TYPE_CHECKING:
    from sotay.papers.docx.writer import Writer

QR_SIDE: Final = 20 * POINTS
ABOVE_BODY: Final = 6
"""Points between the line of a form and the body."""


class Heads:
    """Writes the head of a paper and the edges of its pages."""

    def __init__(self, writer: "Writer") -> None:
        self.writer = writer
        self.head = writer.paper.head

    def write(self) -> None:
        """Write the boxes in their order."""
        head, add = self.head, self.writer.add
        if head.nation:
            self._letterhead()
        elif head.stamps or head.qr:
            table = self.writer.arranged((self.writer.room - head.left, head.left))
            self._below_number(table.rows[0].cells[1], head.left)
            self.writer.filled(table)
        if head.heading:
            add(styles.HEADING, head.heading)
        if head.subject:
            add(styles.SUBJECT, head.subject)
            self._rule(head.subject_line, self.writer.room)
        if head.to:
            self._receivers()
        else:
            self._gap(8)
        if head.authority:
            add(styles.AUTHORITY, head.authority)
        for base in head.bases:
            add(styles.BASIS, base)
        if head.enacting:
            add(styles.ENACTING, head.enacting)

    def edges(self, section: Any, part: Part, *, first: bool) -> None:
        """Write headers and footers of a section; the number stands on every page but the first."""
        paper = self.writer.paper
        self._unlinked(section.header)
        self._line(section.header, numbered=True, named=True, section=section)
        self._marked(section.header, 1)
        if part.starts:
            self._unlinked(section.first_page_header)
            self._line(
                section.first_page_header, numbered=False, named=not (first and self.head.nation), section=section
            )
            self._marked(section.first_page_header, 2)
            self._unlinked(section.first_page_footer)
            if first and paper.contact:
                told = section.first_page_footer.paragraphs[0]
                self._contact(told, section)
            else:
                section.first_page_footer.paragraphs[0].style = styles.END

    def _unlinked(self, edge: Any) -> None:
        edge.is_linked_to_previous = False

    def _line(self, header: Any, *, numbered: bool, named: bool, section: Any) -> None:
        first = header.paragraphs[0]
        form = self.writer.paper.form
        if form is not None:
            self._form_line(form, header, numbered=numbered, named=named, section=section)
            return
        first.style = styles.PAGE
        if numbered:
            xml.page_field(first)

    def _form_line(self, form: FormHead, header: Any, *, numbered: bool, named: bool, section: Any) -> None:
        """Write agency, page number and code, line by line with tabs."""
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Pt

        left = [(line, False) for line in form.parent.split("\n") if line] + [
            (line, True) for line in form.agency.split("\n") if line
        ]
        left = left if named else []
        right = [(line, True) for line in form.code.split("\n") if line] + [(form.edition, False)] * bool(form.edition)
        rows = list(zip_longest(left, right, fillvalue=("", False))) or [(("", False), ("", False))]
        for place, (agency, code) in enumerate(rows):
            paragraph = header.paragraphs[0] if place == 0 else header.add_paragraph()
            paragraph.style = styles.FORM_LINE
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Pt((self.writer.room - form.right + form.left) / 2), WD_TAB_ALIGNMENT.CENTER)
            stops.add_tab_stop(Pt(self.writer.room), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.add_run(agency[0]).bold = agency[1]
            paragraph.add_run("\t")
            if numbered and place == len(rows) - 1:
                xml.page_field(paragraph)
            paragraph.add_run("\t")
            paragraph.add_run(code[0]).bold = code[1]
        top = nd30.MARGINS[self.writer.paper.size][0] * POINTS
        height = len(rows) * form.size * nd30.LINE_HEIGHT + ABOVE_BODY
        section.header_distance = Pt(max(top - height, 4))

    def _marked(self, header: Any, number: int) -> None:
        if mark := self.writer.paper.mark:
            header.paragraphs[0]._p.append(xml.element(xml.watermark(mark, number)))  # noqa: SLF001

    def _contact(self, paragraph: Any, section: Any) -> None:
        from docx.shared import Pt

        paper = self.writer.paper
        paragraph.style = styles.CONTACT
        paragraph.add_run(paper.contact)
        xml.bordered(paragraph, "top", size=4, gap=2)
        height = (paper.contact.count("\n") + 1) * paper.contact_size * nd30.LINE_HEIGHT
        section.footer_distance = Pt(max(nd30.MARGINS[paper.size][2] * POINTS - height - 3, 8))

    def _letterhead(self) -> None:
        head, add = self.head, self.writer.add
        left_room = head.left + BETWEEN
        more = bool(head.letter_subject or head.stamps or head.qr)
        table = self.writer.arranged((left_room, head.right), 3 if more else 2)
        left, right = table.rows[0].cells
        if head.parent:
            add(styles.PARENT, head.parent, to=left)
        add(styles.AGENCY, head.agency, to=left)
        self._rule(head.agency_line, left_room, to=left)
        add(styles.NATION, nd30.NATION, to=right)
        add(styles.MOTTO, nd30.MOTTO, to=right)
        self._rule(head.motto_line, head.right, to=right)
        left, right = table.rows[1].cells
        if head.number:
            add(styles.NUMBER, head.number, to=left)
        if head.place:
            add(styles.PLACE, head.place, to=right)
        if more:
            self._below_number(table.rows[2].cells[0], left_room)
        self.writer.filled(table)

    def _below_number(self, cell: Any, room: float) -> None:
        from docx.shared import Pt

        head, add = self.head, self.writer.add
        if head.letter_subject:
            add(styles.LETTER_SUBJECT, head.letter_subject, to=cell)
        for words, wide, _high in head.stamps:
            paragraph = add(styles.STAMP, words, to=cell)
            xml.bordered(paragraph, "top left bottom right", size=6)
            side = Pt(max((room - wide) / 2, 0))
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
        if head.qr_of:
            paragraph = add(styles.PARENT, to=cell)
            paragraph.paragraph_format.space_before = Pt(8)
            drawn = paragraph.add_run().add_picture(BytesIO(_qr(head.qr_of)), width=Pt(QR_SIDE))
            drawn._inline.docPr.set("descr", "Mã QR của văn bản")  # noqa: SLF001

    def _rule(self, length: float, room: float, *, to: Any = None) -> None:
        """Draw a line of a length in the middle: the upper edge of a paragraph one point high."""
        from docx.shared import Pt

        paragraph = self.writer.add(styles.RULE, to=to)
        xml.bordered(paragraph, "top", size=5)
        side = Pt(max((room - length) / 2, 0))
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side

    def _receivers(self) -> None:
        head, add = self.head, self.writer.add
        if len(head.to) == 1:
            add(styles.TO, f"{lines.TO} {head.to[0]}")
        else:
            add(styles.TO, lines.TO)
            for one in head.to:
                add(styles.TO_ONE, one)
        self._gap(6)

    def _gap(self, points: float) -> None:
        """Leave room below what was written last, without an empty paragraph."""
        from docx.shared import Pt

        body = self.writer.document.element.body
        last = body.xpath("./*[not(self::w:sectPr)][last()]")
        if last and last[0].tag == styles.named("p"):
            self.writer.document.paragraphs[-1].paragraph_format.space_after = Pt(points + nd30.PARAGRAPH_GAP)


def _qr(address: str) -> bytes:
    import segno

    file = BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", border=0, scale=8)
    return file.getvalue()
