"""The linter sees what is wrong: papers whose values are broken, and files that were set otherwise than the decree asks."""

import io
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from docx import Document
from docx.shared import Mm, Pt

from sotay.papers import pdf as setting
from sotay.papers.docx import docx
from sotay.papers.linter import why_not_nd30
from sotay.papers.model import Annex, Column, Paragraph, Table
from sotay.papers.pdf import pdf
from tests.papers import samples


def told(faults):
    return [str(one) for one in faults]


@pytest.fixture
def set_otherwise(tmp_path, monkeypatch):
    """Set a paper with a template in which some words are others."""

    def made(paper, file, *changes):
        folder = tmp_path / "typst"
        copytree(setting.TEMPLATES, folder)
        text = (folder / file).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        Path(folder / file).write_text(text, encoding="utf-8")
        monkeypatch.setattr(setting, "TEMPLATES", folder)
        return pdf(paper)

    return made


BROKEN = {
    "a narrow margin": ("paper.typ", [("left: edge.at(3)", "left: 12mm")], "lề", "nằm ngoài lề"),
    "another font": (
        "paper.typ",
        [('font: "Tinos", fallback: false', 'font: "Libertinus Serif"')],
        "phông chữ",
        "Libertinus",
    ),
    "a number on page 1": ("paper.typ", [("if number > 1 { number }", "number")], "số trang", "trang thứ nhất"),
    "no page number": ("paper.typ", [("if number > 1 { number }", "none")], "số trang", "không thấy số trang 2"),
    "a page number at the side": (
        "paper.typ",
        [("align(center + horizon, text(size: n.page", "align(right + horizon, text(size: n.page")],
        "số trang",
        "không canh giữa",
    ),
    "another paper": (
        "paper.typ",
        [("width: wide * 1mm, height: high * 1mm", "width: 216mm, height: 279mm")],
        "khổ giấy",
        "216 × 279",
    ),
    "a small body": ("head.typ", [("italic(second, h.place)", "italic(11, h.place)")], "4", "cỡ chữ 11"),
    "a place that stands upright": (
        "head.typ",
        [("italic(second, h.place)", "plain(second, h.place)")],
        "4",
        "nghiêng",
    ),
    "an agency that is not bold": ("head.typ", [("bold(size, h.agency)", "plain(size, h.agency)")], "2", "phải đậm"),
    "no line below the agency": ("head.typ", [("rule(h.agency_line)", "")], "2", "thiếu đường kẻ"),
    "a short line below the motto": (
        "head.typ",
        [("rule(h.motto_line)", "rule(h.motto_line * 0.6)")],
        "1, tiêu ngữ",
        "đường kẻ dài 60%",
    ),
    "the number below V/v": (
        "head.typ",
        [
            ('if h.number != "" { close(plain(second, h.number)) }', "plain(n.letter_subject_size, h.letter_subject)"),
            (
                "{ block(above: 0pt, below: 0pt, plain(n.letter_subject_size, h.letter_subject)) }",
                "{ plain(13, h.number) }",
            ),
        ],
        "5b",
        "phải nằm dưới ô 3",
    ),
    "V/v close to the number": ("head.typ", [("n.letter_subject_gap * 1pt)", "0pt)")], "5b", "phải ít nhất 6 pt"),
    "the nation on the left": (
        "head.typ",
        [("left-box(h, size), right-box(h, size)", "right-box(h, size), left-box(h, size)")],
        "1",
        "phải ở bên phải",
    ),
    "recipients too big": ("body.typ", [("plain(n.recipients_size, one)", "plain(13, one)")], "9b, dòng", "cỡ chữ 13"),
    "text upon text": (
        "body.typ",
        [
            (
                'else if one.is == "Dots"',
                'else if one.is == "Title" { }\n  if one.is == "Listed" { v(-30pt) }\n  if one.is == "Dots"',
            )
        ],
        "nội dung",
        "đè lên nhau",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_pdf_that_was_set_otherwise_is_found_out(name, set_otherwise):
    file, changes, box, words = BROKEN[name]
    paper = samples.letter()
    faults = why_not_nd30(paper, pdf=set_otherwise(paper, file, *changes))
    assert any(one.box == box and words in str(one) for one in faults) or any(words in str(one) for one in faults), (
        told(faults)
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": replace(samples.letter().number, number="6")}, "không thấy “Số: 06/STTTT-VP”"),
        ({"urgency": "HỎA TỐC"}, "không thấy “HỎA TỐC”"),
        ({"recipients": ("Như trên", "Lưu: VT, KHTC")}, "không thấy “- Lưu: VT, KHTC, TTH (12).”"),
        ({"blocks": (*samples.letter().blocks, Paragraph(text="Một câu đã mất khi in."))}, "thiếu chữ: “Một câu đã mất khi in.”"),
        ({"signature": replace(samples.DEPUTY, prefix="TL.")}, "không thấy “TL. GIÁM ĐỐC”"),
    ],
)  # fmt: skip
def test_what_a_file_lacks_is_found_out(change, words):
    paper = samples.letter()
    faults = told(why_not_nd30(replace(paper, **change), pdf=pdf(paper), docx=docx(paper)))
    assert [one.partition(":")[0] for one in faults if words in one] == ["PDF", "DOCX"], faults


def test_a_word_that_is_missing_once_is_found_out_though_it_stands_elsewhere():
    paper = samples.letter()
    more = replace(paper, blocks=(*paper.blocks, Paragraph(text="Văn phòng")))
    assert any(
        "thiếu chữ: “Văn phòng”" in one
        for one in told(
            why_not_nd30(replace(more, blocks=(*more.blocks, *[Paragraph(text="Văn phòng")] * 9)), pdf=pdf(more))
        )
    )


def test_days_without_a_nought_are_found_out(monkeypatch):
    paper = samples.letter()
    monkeypatch.setattr("sotay.papers.nd30.day_words", lambda day, month, year: f"ngày {day} tháng {month} năm {year}")
    found = told(why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper)))
    assert sum("ngày dưới 10 phải có số 0" in one for one in found) == 2
    assert sum("chỉ tháng 1, 2 có số 0" in one for one in found) == 2


def test_numbers_without_a_nought_are_found_out(monkeypatch):
    paper = samples.letter()
    monkeypatch.setattr("sotay.papers.nd30.padded", lambda number: number)
    assert (
        sum("số dưới 10 phải có số 0" in one for one in told(why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))))
        == 2
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"recipients": ("Như trên",)}, "phải là “- Lưu: VT, ….”"),
        ({"signature": replace(samples.HEAD, name="TS. Lê Văn Hạnh")}, "học hàm, học vị"),
        ({"to": ()}, "không có nơi kính gửi"),
        ({"subject": ""}, "không có trích yếu"),
        ({"number": replace(samples.letter().number, symbol="STTTT - VP")}, "không cách chữ"),
        ({"letterhead": replace(samples.DEPARTMENT, agency="")}, "thiếu tên cơ quan"),
    ],
)  # fmt: skip
def test_values_that_break_the_decree_are_told_without_a_file(change, words):
    assert any(words in one for one in told(why_not_nd30(replace(samples.letter(), **change))))


def changed(paper, change):
    document = Document(io.BytesIO(docx(paper)))
    change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _margin(document):
    document.sections[0].left_margin = Mm(20)


def _size(document):
    document.sections[0].page_width = Mm(216)


def _font(document):
    document.paragraphs[-2].add_run("x").font.name = "Arial"


def _style(document):
    document.styles["Quốc hiệu"].font.size = Pt(16)


def _place(document):
    document.styles["Địa danh, thời gian"].font.italic = False


def _first(document):
    document.sections[0].different_first_page_header_footer = False


def _header(document):
    for paragraph in document.sections[0].header.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)


def _indent(document):
    document.styles["Nội dung"].paragraph_format.first_line_indent = Mm(5)


def _spacing(document):
    document.styles["Nội dung"].paragraph_format.line_spacing = 2.0


def _gap(document):
    document.styles["Trích yếu công văn"].paragraph_format.space_before = Pt(0)


def _word(document):
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("Thực hiện"):
            paragraph.runs[0].text = paragraph.runs[0].text.replace("trực thuộc", "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_margin, "lề trái 20.0 mm"),
        (_size, "216 × 297 mm"),
        (_font, "phông Arial"),
        (_style, "cỡ chữ 16"),
        (_place, "phải kiểu nghiêng"),
        (_first, "trang thứ nhất hiển thị số trang"),
        (_header, "không có số trang"),
        (_indent, "lùi đầu dòng 5.0 mm"),
        (_spacing, "khoảng cách dòng 2.0"),
        (_gap, "phải ít nhất 6 pt"),
        (_word, "thiếu chữ: “Thực hiện"),
    ],
)
def test_a_word_file_that_was_changed_is_found_out(change, words):
    paper = samples.letter()
    faults = told(why_not_nd30(paper, docx=changed(paper, change)))
    assert any(words in one for one in faults), faults


def test_a_fault_names_box_article_and_face():
    fault = why_not_nd30(samples.letter(), pdf=pdf(replace(samples.letter(), urgency="")))[0]
    assert (fault.box, fault.article, fault.face) == ("10b", "Phụ lục I, mục III.2", "PDF")


def test_the_closing_block_is_told_from_the_same_words_elsewhere():
    name = samples.decision().signature.name
    table = Table(key="who", columns=(Column(key="name", title="Họ tên"),), rows=((name,),))
    paper = replace(
        samples.decision(),
        blocks=(table, *samples.decision().blocks, Paragraph(text=name, indent=False)),
        annexes=(Annex(title="Danh sách", blocks=(table,)), Annex(title="Sơ đồ", blocks=(Paragraph(text=name),))),
    )
    assert told(why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))) == []
