"""Manuals in Word: tables, merged cells, automatic numbers, lists, text boxes, tracked changes, and broken files."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from sotay.manual.statements.reading import UnreadableWordFile, coverage, docx_text, read_docx
from sotay.manual.statements.reading import word as word_reading

from .conftest import KNOWN

NUMBERED_HEADINGS = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="77">
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading2"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>"""
ROMAN_SECTIONS = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="78">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>"""


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document):
    data = saved(document)
    manual = read_docx(data, known_clauses=KNOWN)
    assert coverage(docx_text(data), manual).complete
    return manual


def clause_table(document, rows):
    table = document.add_table(len(rows), 2)
    for place, (left, right) in enumerate(rows):
        table.cell(place, 0).text = left
        table.cell(place, 1).text = right
    return table


def add_list(document, xml, number_id):
    """Put a list into the document, as Word does for headings and numbered paragraphs."""
    root = document.part.numbering_part.element
    abstract = parse_xml(xml)
    root.insert(0, abstract)
    abstract_id = abstract.get(qn("w:abstractNumId"))
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number_id}"><w:abstractNumId w:val="{abstract_id}"/></w:num>')
    )


def numbered(paragraph_or_style, number_id, level=None):
    inner = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    properties = paragraph_or_style.element if hasattr(paragraph_or_style, "element") else paragraph_or_style._p
    properties.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}>{inner}<w:numId w:val="{number_id}"/></w:numPr>')
    )


def test_paragraphs_and_tables_are_read_in_order():
    document = docx.Document()
    document.add_paragraph("I. GIỚI THIỆU CHUNG")
    document.add_paragraph("Sở Xây dựng Lam Giang.")
    clause_table(document, [("Điều khoản", "Nội dung"), ("4.1. Bối cảnh", "Một."), ("8.3. Thiết kế", "Không áp dụng")])
    document.add_paragraph("PHỤ LỤC 1: SƠ ĐỒ QUÁ TRÌNH")

    manual = read(document)

    assert manual.section("INTRODUCTION").markdown == "Sở Xây dựng Lam Giang."
    assert manual.statement("4.1").markdown == "Một."
    assert manual.exclusion("8.3")
    assert manual.annexes[0].title == "SƠ ĐỒ QUÁ TRÌNH"


def test_paragraphs_lists_and_tables_inside_a_cell_keep_their_shape():
    document = docx.Document()
    table = clause_table(document, [("4.1. Bối cảnh", "Một <chưa rõ> & hai")])
    cell = table.cell(0, 1)
    cell.add_paragraph("").add_run("Trách nhiệm").bold = True
    cell.add_paragraph("Sở ").add_run("phải").bold = True
    cell.add_paragraph("gạch", style="List Bullet")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"

    assert read(document).statement("4.1").markdown == (
        "Một \\<chưa rõ\\> & hai\n\n#### Trách nhiệm\n\nSở **phải**\n\n- gạch\n\n| a | b |\n| --- | --- |"
    )


def test_a_title_merged_over_two_rows_is_one_statement():
    document = docx.Document()
    table = clause_table(document, [("4.1. Bối cảnh", "Một."), ("", "Hai.")])
    table.cell(0, 0).merge(table.cell(1, 0))

    assert read(document).statement("4.1").markdown == "Một.\n\nHai."


def test_automatic_numbers_of_headings_are_written_out():
    document = docx.Document()
    add_list(document, NUMBERED_HEADINGS, 77)
    for style in ("Heading 1", "Heading 2"):
        numbered(document.styles[style], 77)
    for style, text in [
        ("Heading 1", "Bối cảnh của tổ chức"),
        ("Heading 2", "Hiểu tổ chức"),
        ("Normal", "Một."),
        ("Heading 2", "Các bên quan tâm"),
        ("Normal", "Hai."),
        ("Heading 1", "Sự lãnh đạo"),
        ("Heading 2", "Cam kết"),
        ("Normal", "Ba."),
    ]:
        document.add_paragraph(text, style=style)

    manual = read(document)

    assert [(each.clause, each.title, each.markdown) for each in manual.statements] == [
        ("4.1", "Hiểu tổ chức", "Một."),
        ("4.2", "Các bên quan tâm", "Hai."),
        ("5.1", "Cam kết", "Ba."),
    ]


def test_roman_sections_and_lettered_items_are_written_out():
    document = docx.Document()
    add_list(document, ROMAN_SECTIONS, 78)
    for level, text in [(0, "GIỚI THIỆU CHUNG"), (1, "một"), (1, "hai"), (0, "PHẠM VI ÁP DỤNG"), (1, "ba")]:
        numbered(document.add_paragraph(text), 78, level)

    manual = read(document)

    assert manual.section("INTRODUCTION").markdown == "a) một\n\nb) hai"
    assert manual.section("SCOPE").markdown == "a) ba"


def test_inserted_text_and_text_boxes_are_read_deleted_text_is_not():
    document = docx.Document()
    document.add_paragraph("I. GIỚI THIỆU CHUNG")
    paragraph = document.add_paragraph("Sở ")
    for xml in (
        f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>đã thêm</w:t></w:r></w:ins>',
        f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>đã xóa</w:delText></w:r></w:del>',
        (
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>Trong khung.</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>"
        ),
    ):
        paragraph._p.append(parse_xml(xml))

    assert read(document).section("INTRODUCTION").markdown == "Sở đã thêm\n\nTrong khung."


def test_text_in_content_controls_is_read():
    document = docx.Document()
    document.add_paragraph("I. GIỚI THIỆU CHUNG")
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Trong ô nhập.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )

    assert read(document).section("INTRODUCTION").markdown == "Trong ô nhập."


def zip_of(**entries) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"not a zip", b"\xd0\xcf\x11\xe0old doc", zip_of(word="x"), saved(docx.Document())[:2000]],
    ids=["empty", "text", "Word 97", "another zip", "cut off"],
)
def test_what_is_no_word_file_is_refused_in_words(data):
    with pytest.raises(UnreadableWordFile, match="không phải là tệp Word"):
        docx_text(data)


def test_a_word_file_with_broken_xml_is_refused_in_words():
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries["word/document.xml"] = b"<w:document"
    with pytest.raises(UnreadableWordFile, match="không phải là tệp Word"):
        docx_text(zip_of(**entries))


def test_a_file_that_unpacks_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(word_reading, "LARGEST_UNPACKED", 1000)
    with pytest.raises(UnreadableWordFile, match="quá lớn"):
        docx_text(zip_of(word="0" * 2000))
