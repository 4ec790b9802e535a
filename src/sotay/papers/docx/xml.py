"""What python-docx has no words for: borders, fields, fixed widths, lists, watermarks."""

import re
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from sotay.papers.laying.parts import Line

TWIPS: Final = 20
"""To a point."""
NAMES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


_NAME: Final = re.compile(r"^(<[\w:]+)")


def twips(points: float) -> int:
    """Return points as Word counts them."""
    return round(points * TWIPS)


def element(text: str) -> Any:
    """Return an element from its text, with the names of WordprocessingML known."""
    from docx.oxml import parse_xml

    return parse_xml(_NAME.sub(rf"\1 {NAMES}", text, count=1))


def runs(line: Line, *, bold: bool = False, size: float = 0) -> str:
    """Return the runs of a line as text of XML; `bold` makes all of them so."""
    return "".join(_run(run.text, bold=bold or run.bold, italic=run.italic, size=size) for run in line)


def _run(text: str, *, bold: bool, italic: bool, size: float) -> str:
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    if size:
        look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    told = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\n")
    )
    return f"<w:r>{look}{told}</w:r>"


def fixed(table: Any, widths: tuple[float, ...]) -> None:
    """Hold a table to the widths of its columns: Word reads those of cells, LibreOffice the grid."""
    table.autofit = False
    from docx.shared import Pt

    for place, wide in enumerate(widths):
        table.columns[place].width = Pt(wide)
        for cell in table.columns[place].cells:
            cell.width = Pt(wide)


def bare(table: Any) -> None:
    """Make a table that only arranges: no borders, no margins in its cells, rows that stay whole."""
    table._tbl.tblPr.insert_element_before(  # noqa: SLF001  python-docx offers no other way
        element(
            '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        ),
        "w:tblLook",
    )
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))  # noqa: SLF001


def page_field(paragraph: Any) -> None:
    """Put the number of the page into a paragraph."""
    paragraph._p.append(element('<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'))  # noqa: SLF001


def field_begun(paragraph: Any, instruction: str) -> None:
    """Begin a field before the words of a paragraph; Word works it out anew when it opens the file."""
    told = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>',
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    )
    first = next(iter(paragraph._p.r_lst), None)  # noqa: SLF001  python-docx has no fields
    for one in told:
        if first is None:
            paragraph._p.append(element(one))  # noqa: SLF001
        else:
            first.addprevious(element(one))


def field_ended(paragraph: Any) -> None:
    """End a field after the words of a paragraph."""
    paragraph._p.append(element('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))  # noqa: SLF001


def bordered(paragraph: Any, sides: str, *, size: int = 6, gap: int = 0) -> None:
    """Draw lines on sides of a paragraph ("top", "bottom", …); `size` in eighths of a point."""
    told = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{gap}" w:color="000000"/>' for side in sides.split()
    )
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(
        element(f"<w:pBdr>{told}</w:pBdr>"),
        "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
    )  # fmt: skip


def numbered(paragraph: Any, number: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def watermark(mark: str, number: int) -> str:
    """Return the words across a page, as Word draws its own watermarks."""
    wide = min(520, 90 * max(len(mark), 1))
    return (
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
        '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt={quoteattr(mark)} '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{wide}pt;height:{wide // max(len(mark), 3) * 1.4:.0f}pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
        f'<v:fill opacity=".6"/><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold" string={quoteattr(mark)} fitshape="t" on="t"/>'
        "</v:shape></w:pict></w:r>"
    )
