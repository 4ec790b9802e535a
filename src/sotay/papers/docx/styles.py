"""The styles of a paper in Word, named as the decree names its parts, so that an official changes a part by its style."""

from dataclasses import dataclass
from typing import Any, Final

from sotay.papers import nd30
from sotay.papers.docx.xml import element, twips
from sotay.papers.laying.parts import Laid

POINTS: Final = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the paragraphs of a style look; lengths in points, `line` a multiple or, where `exact`, points."""

    size: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    line: float = 1
    exact: bool = False
    first: float = 0
    left: float = 0
    keep: bool = False
    outline: int | None = None


NATION, MOTTO = "Quốc hiệu", "Tiêu ngữ"
PARENT, AGENCY = "Cơ quan chủ quản", "Cơ quan ban hành"
NUMBER, PLACE = "Số, ký hiệu", "Địa danh, thời gian"
HEADING, SUBJECT, LETTER_SUBJECT = "Tên loại", "Trích yếu", "Trích yếu công văn"
AUTHORITY, BASIS, ENACTING = "Thẩm quyền ban hành", "Căn cứ", "Lệnh ban hành"
TO, TO_ONE = "Kính gửi", "Nơi kính gửi"
BODY, FIELD, DOTTED, ITEM = "Nội dung", "Mục điền", "Dòng chấm", "Mục liệt kê"
CAPTION, CELL, CELL_HEAD, FIGURE = "Tên bảng, hình", "Bảng – nội dung", "Bảng – tiêu đề", "Hình vẽ"
SIGNER, SIGNER_NOTE, SIGNER_NAME = "Chức vụ người ký", "Ghi chú chữ ký", "Họ tên người ký"
RECIPIENTS_WORD, RECIPIENT = "Nơi nhận", "Dòng nơi nhận"
STAMP, RULE, END = "Dấu chỉ", "Đường kẻ", "Cuối phần"
ANNEX, ANNEX_TITLE, ANNEX_NOTE = "Phụ lục", "Tên phụ lục", "Kèm theo"
PAGE, FORM_LINE, CONTACT = "Số trang", "Đầu trang biểu mẫu", "Địa chỉ cơ quan"
TABLE: Final = "Bảng văn bản"
KEPT: Final = {
    "Normal", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List",
    *(f"Heading {level}" for level in range(1, 5)),
}  # fmt: skip


def looks(paper: Laid, *, small: bool) -> dict[str, Look]:
    """Return the look of each style; `small` for A5."""
    body, gap, line, indent = paper.body_size, float(nd30.PARAGRAPH_GAP), nd30.LINE_SPACING, paper.indent
    head = nd30.SMALL_FORM_SIZE - 1 if small else nd30.NATION_SIZE
    second = nd30.SMALL_FORM_SIZE if small else nd30.NUMBER_SIZE
    title = nd30.SMALL_FORM_SIZE + 2 if small else nd30.HEADING_SIZE
    signer = min(body, nd30.SIGNER_SIZE)
    to = 20 * POINTS
    return {
        NATION: Look(size=head, bold=True, align="center"),
        MOTTO: Look(size=head + 1, bold=True, align="center"),
        PARENT: Look(size=head, align="center"),
        AGENCY: Look(size=head, bold=True, align="center"),
        NUMBER: Look(size=second, align="center", before=8),
        PLACE: Look(size=second, italic=True, align="center", before=8),
        LETTER_SUBJECT: Look(size=nd30.LETTER_SUBJECT_SIZE, align="center", before=nd30.LETTER_SUBJECT_GAP),
        STAMP: Look(size=nd30.STAMP_SIZE, bold=True, align="center", before=8, line=nd30.STAMPS["KHẨN"][1] * POINTS - 5, exact=True),
        HEADING: Look(size=title, bold=True, align="center", before=14, keep=True),
        SUBJECT: Look(size=title, bold=True, align="center", before=2, keep=True),
        TO: Look(size=nd30.TO_SIZE, before=10, after=3, line=line, left=to),
        TO_ONE: Look(size=nd30.TO_SIZE, after=3, line=line, left=2 * to + 8, first=-8),
        AUTHORITY: Look(size=title, bold=True, align="center", after=10),
        BASIS: Look(size=body, italic=True, align="justify", after=gap, line=line, first=indent),
        ENACTING: Look(size=title, bold=True, align="center", before=6, after=12, keep=True),
        BODY: Look(size=body, align="justify", after=gap, line=line, first=indent),
        ITEM: Look(size=body, align="justify", after=gap, line=line, first=indent),
        FIELD: Look(size=body, after=gap, line=line),
        DOTTED: Look(size=body, after=gap, line=line),
        CAPTION: Look(size=nd30.TABLE_SIZE, italic=True, align="center", before=6, after=4, keep=True),
        FIGURE: Look(size=nd30.TABLE_SIZE, align="center", before=8, after=4),
        CELL: Look(size=nd30.TABLE_SIZE),
        CELL_HEAD: Look(size=nd30.TABLE_SIZE, bold=True, align="center", keep=True),
        SIGNER: Look(size=signer, bold=True, align="center", keep=True),
        SIGNER_NOTE: Look(size=signer - 2, italic=True, align="center", keep=True),
        SIGNER_NAME: Look(size=signer, bold=True, align="center", before=44 if small else 62),
        RECIPIENTS_WORD: Look(size=nd30.RECIPIENTS_WORD_SIZE, bold=True, italic=True),
        RECIPIENT: Look(size=nd30.RECIPIENTS_SIZE, after=1, left=5, first=-5),
        ANNEX: Look(size=nd30.ANNEX_SIZE, bold=True, align="center", keep=True, outline=0),
        ANNEX_TITLE: Look(size=nd30.ANNEX_SIZE, bold=True, align="center", before=4, keep=True),
        ANNEX_NOTE: Look(size=nd30.ANNEX_NOTE_SIZE, italic=True, align="center", before=4, after=12, keep=True),
        PAGE: Look(size=nd30.PAGE_NUMBER, align="center"),
        FORM_LINE: Look(size=paper.form.size if paper.form else nd30.MARK_SIZE),
        CONTACT: Look(size=paper.contact_size, align="center"),
        RULE: Look(size=1, align="center", before=4, line=2, exact=True),
        END: Look(size=1, line=1, exact=True),
    }  # fmt: skip


def set_up(document: Any, paper: Laid, *, small: bool) -> None:
    """Give a document the styles, its language and the mode of a Word of today."""
    _cleared(document)
    base = document.styles["Normal"]
    _dressed(base, Look(size=paper.body_size))
    for name, look in looks(paper, small=small).items():
        _dressed(_style(document, name), look)
    for level in range(1, 5):
        _dressed(document.styles[f"Heading {level}"], _title(paper, level))
    _table_style(document)
    _settings(document)


def sized(document: Any, name: str, size: float) -> str:
    """Return the style of cells for letters of another size, made when first asked for."""
    if size == nd30.TABLE_SIZE:
        return name
    said = f"{name} {size:g}"
    if said not in [style.name for style in document.styles]:
        look = Look(size=size, bold=True, align="center", keep=True) if name == CELL_HEAD else Look(size=size)
        _dressed(_style(document, said), look)
    return said


def _title(paper: Laid, level: int) -> Look:
    gap = float(nd30.PARAGRAPH_GAP)
    bold = level < 4  # noqa: PLR2004  points (điểm) are set upright
    return Look(
        size=paper.body_size, bold=bold, before=gap, after=gap, line=nd30.LINE_SPACING, first=paper.indent, keep=True
    )


def _style(document: Any, name: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    return style


def _dressed(style: Any, look: Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt, RGBColor

    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = nd30.FONT, Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor(0, 0, 0)
    letters = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(letters.attrib):
        del letters.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        letters.set(named(name), nd30.FONT)
    shape.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[look.align]
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.first_line_indent, shape.left_indent = Pt(look.first), Pt(look.left)
    shape.keep_with_next, shape.widow_control = look.keep, True
    if look.exact:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    else:
        shape.line_spacing = look.line
    if look.outline is not None:
        style.element.get_or_add_pPr().append(element(f'<w:outlineLvl w:val="{look.outline}"/>'))


def named(name: str) -> str:
    """Return a name of WordprocessingML as lxml knows it."""
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _table_style(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    side, top = twips(4), twips(2)
    lines = "".join(
        f'<w:{name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for name in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    style.element.append(
        element(
            f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
            f'<w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
            f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )


def _settings(document: Any) -> None:
    """Say that Word of today wrote it (no "compatibility mode"), in Vietnamese."""
    settings = document.settings.element
    for one in settings.iter(named("compatSetting")):
        if one.get(named("name")) == "compatibilityMode":
            one.set(named("val"), "15")
    for one in settings.iter(named("themeFontLang")):
        one.set(named("val"), "vi-VN")
    for one in document.styles.element.find(named("docDefaults")).iter(named("lang")):
        for name in ("val", "eastAsia"):
            one.set(named(name), "vi-VN")


def _cleared(document: Any) -> None:
    """Take away the styles of python-docx's own template that no paper uses, with their fonts and colours."""
    for style in list(document.styles):
        if style.name not in KEPT:
            style.element.getparent().remove(style.element)
    for link in list(document.styles.element.iter(named("link"))):
        link.getparent().remove(link)
