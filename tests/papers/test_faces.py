"""Every kind of paper in its faces: built, held against the decree, the same each time, and as it was looked at (goldens)."""

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from sotay.papers.docx import docx
from sotay.papers.laying.text import said
from sotay.papers.linter import why_not_nd30
from sotay.papers.linter.reading import lined, pages
from sotay.papers.model import Annex, Column, Figure, FormMark, Letterhead, Paragraph, Run, Signatures, Table
from sotay.papers.pdf import pdf, pdf_of_many
from sotay.papers.refusing import PaperRefused
from tests.papers import samples
from tests.papers.office import needs_office, pdf_of

GOLDENS = Path(__file__).parent / "goldens"
every = pytest.mark.parametrize("name", samples.EVERY)


def reader(data):
    return PdfReader(io.BytesIO(data))


def kept(name, told):
    """Compare with what was looked at; SOTAY_GOLDENS=1 writes it anew, to be looked at again."""
    path = GOLDENS / name
    if os.environ.get("SOTAY_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


@every
def test_both_faces_keep_the_decree(name):
    paper = samples.EVERY[name]()
    assert [str(one) for one in why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))] == []


@every
def test_the_pdf_is_as_it_was_looked_at(name):
    told = ""
    for number, page in enumerate(pages(pdf(samples.EVERY[name]())), start=1):
        told += f"== {number}: {page.width:.0f} × {page.height:.0f}\n"
        for line in lined(page):
            if line.text.strip(" ."):
                told += f"{line.left:5.0f} {line.base:5.0f} {line.size:4.1f} {line.font.removeprefix('Tinos'):11} {line.text.strip()}\n"
        told += "".join(
            f"{rule.left:5.0f} {rule.at:5.0f} ---- {rule.right - rule.left:.0f}\n" for rule in page.rules[:6]
        )
    kept(f"{name}.pdf.txt", told)


@every
def test_the_word_file_is_as_it_was_looked_at(name):
    from docx import Document
    from docx.text.paragraph import Paragraph as WordParagraph

    document = Document(io.BytesIO(docx(samples.EVERY[name]())))
    told = ""
    for element in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        paragraph = WordParagraph(element, document._body)
        told += f"[{paragraph.style.name}] {paragraph.text}\n".replace(" \n", "\n")
    kept(f"{name}.docx.txt", told)


@every
def test_the_same_paper_is_the_same_file(name):
    paper = samples.EVERY[name]()
    assert pdf(paper) == pdf(paper)
    assert zipfile.ZipFile(io.BytesIO(docx(paper))).read("word/document.xml") == zipfile.ZipFile(
        io.BytesIO(docx(paper))
    ).read("word/document.xml")


@every
def test_the_pdf_says_that_it_is_pdf_a_and_has_tags(name):
    read = reader(pdf(samples.EVERY[name]()))
    told = read.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"].startswith("vi")
    assert read.metadata.title


@every
def test_word_files_name_times_new_roman_and_speak_vietnamese(name):
    with zipfile.ZipFile(io.BytesIO(docx(samples.EVERY[name]()))) as file:
        styles, settings = file.read("word/styles.xml").decode(), file.read("word/settings.xml").decode()
    assert 'w:ascii="Times New Roman"' in styles
    assert "Calibri" not in styles
    assert 'w:lang w:val="vi-VN"' in styles
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings


@needs_office
@pytest.mark.slow
def test_a_second_reader_opens_each_word_file_with_as_many_pages(tmp_path):
    papers = {name: make() for name, make in samples.EVERY.items()}
    shown = pdf_of(tmp_path, {name: docx(paper) for name, paper in papers.items()})
    for name, paper in papers.items():
        assert abs(len(reader(shown[name]).pages) - len(reader(pdf(paper)).pages)) <= 1, name
        assert [str(one) for one in why_not_nd30(paper, pdf=shown[name])] == [], name


def test_many_papers_stand_in_one_file_each_counting_its_pages():
    data = pdf_of_many([samples.letter(), samples.slip(1), samples.slip(2)])
    found = [[line.text.strip() for line in lined(page)] for page in pages(data)]
    assert len(found) == 4
    assert "2" in found[1]
    assert not any(text == "3" for page in found for text in page)
    assert any("H56.12-260205-0002" in text for text in found[3])


def test_annexes_count_their_own_pages():
    found = pages(pdf(samples.decision()))
    numbers = [[line.text.strip() for line in lined(page) if line.bottom < 56] for page in found]
    assert numbers == [[], [], ["2"], ["3"], []]
    assert [page.width > page.height for page in found] == [False, False, False, False, True]


def wide(columns, rows=3):
    return Table(
        key="wide",
        columns=tuple(
            Column(key=str(one), title=f"Chỉ tiêu {one} của phòng", group=f"Nhóm {one // 8}") for one in range(columns)
        ),
        rows=tuple(tuple(f"{row}.{one} đơn vị" for one in range(columns)) for row in range(rows)),
    )


@pytest.mark.parametrize(("columns", "lies"), [(5, False), (16, True), (40, True)])
def test_a_wide_table_is_never_cut(columns, lies):
    paper = replace(samples.report(), blocks=(Paragraph(text="Trước."), wide(columns), Paragraph(text="Sau.")))
    data = pdf(paper)
    assert any(page.width > page.height for page in pages(data)) == lies
    assert [str(one) for one in why_not_nd30(paper, pdf=data, docx=docx(paper))] == []


def test_a_thousand_rows_repeat_the_heading_on_each_page():
    columns = (Column(key="no", title="Số thứ tự"), Column(key="name", title="Tên thủ tục", width=4))
    rows = tuple((str(one), f"Thủ tục số {one}") for one in range(1000))
    paper = replace(
        samples.decision(), annexes=(Annex(title="Danh mục", blocks=(Table(key="all", columns=columns, rows=rows),)),)
    )
    found = pages(pdf(paper))[1:]
    assert len(found) > 15
    assert all(any("Tên thủ tục" in line.text for line in lined(page)) for page in found)
    assert [str(one) for one in why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))] == []


def test_words_in_nfd_and_with_control_signs_come_out_right():
    paper = replace(
        samples.letter(), blocks=(Paragraph(text="Quye\u0302\u0301t đi\u0323nh\x00 đã\x07 ký\u200b\u202e."),)
    )
    data = pdf(paper)
    assert "Quyết định đã ký." in " ".join(line.text for line in lined(pages(data)[0]))
    assert why_not_nd30(paper, pdf=data, docx=docx(paper)) == []


def test_boxes_and_ticks_become_letters_the_font_has():
    data = pdf(replace(samples.letter(), blocks=(Paragraph(text="☐ Có ☑ Không ✓"),)))
    assert "□ Có ■ Không √" in " ".join(line.text for line in lined(pages(data)[0]))


@pytest.mark.parametrize("face", [pdf, docx])
def test_a_letter_the_font_lacks_is_refused_by_name(face):
    with pytest.raises(PaperRefused) as told:
        face(replace(samples.letter(), blocks=(Paragraph(text="Chào 和 bạn"),)))
    assert told.value.codes == ("letter_missing",)
    assert "“和” (U+548C)" in str(told.value)
    assert "Chào 和 bạn" in str(told.value)


def test_a_contact_that_fits_no_foot_is_refused():
    with pytest.raises(PaperRefused) as told:
        pdf(replace(samples.letter(), contact="Địa chỉ cơ quan " * 60))
    assert told.value.codes == ("contact_too_long",)


def test_a_name_of_two_hundred_letters_stays_on_the_page():
    def long(letter):
        return (f"{letter}guyễnĐắcLươngQuỳnhƯớngẰẴ" * 9)[:200]

    paper = replace(
        samples.letter(),
        to=(long("B"), long("C")),
        subject=long("D"),
        recipients=(long("E"), "Lưu: VT, VP"),
        signature=replace(samples.DEPUTY, name=long("G")),
        letterhead=replace(samples.DEPARTMENT, agency=long("H")),
        blocks=(
            Paragraph(text=long("K")),
            Table(
                key="t",
                columns=(Column(key="a", title=long("L")), Column(key="b", title="x")),
                rows=((long("M"), "1"),),
            ),
        ),
    )
    faults = why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))
    assert [str(one) for one in faults if one.box in {"lề", "nội dung", "phông chữ"}] == []


def test_a_drawing_brings_its_font_and_is_told_in_words():
    svg = '<svg viewBox="0 0 90 30"><text class="ring-big" x="5" y="20" font-family="Arial">Đánh giá</text></svg>'
    paper = replace(samples.letter(), blocks=(Figure(svg=svg, alt="Sơ đồ quá trình"),))
    assert {line.font for page in pages(pdf(paper)) for line in lined(page)} <= {
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
        "Tinos-BoldItalic",
    }
    with zipfile.ZipFile(io.BytesIO(docx(paper))) as file:
        assert 'descr="Sơ đồ quá trình"' in file.read("word/document.xml").decode()
        assert any(name.startswith("word/media/") for name in file.namelist())


def test_a_file_without_a_date_says_the_day_it_is_given():
    from datetime import date

    paper = replace(samples.letter(), dated=None)
    assert reader(pdf(paper, on=date(2026, 5, 4))).metadata.creation_date.date() == date(2026, 5, 4)


def test_runs_keep_their_words():
    assert said((Run("a", bold=True), Run("b"))) == "ab"


@pytest.mark.parametrize("count", range(20, 32))
def test_signatures_below_a_table_never_stand_alone_on_a_page(count):
    form = samples.form()
    signatures = next(one for one in form.blocks if isinstance(one, Signatures))
    rows = tuple((f"Tài liệu {place}",) for place in range(count))
    told = replace(form, blocks=(Table(key="list", columns=(Column(key="a", title="Tên"),), rows=rows), signatures))
    last = " ".join(line.text for line in lined(pages(pdf(told))[-1]))
    assert f"Tài liệu {count - 1}" in last
    assert signatures.columns[-1].title.upper().split()[0] in last


def test_long_names_at_the_head_of_a_small_form_stand_clear_of_its_code():
    slip = samples.slip()
    paper = replace(
        slip,
        letterhead=Letterhead(
            parent="Sở Nông nghiệp và Phát triển nông thôn tỉnh Thừa Thiên Huế",
            agency="Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính",
        ),
        form=FormMark(code="Mẫu số 01 (TT 01/2018/TT-VPCP)", edition="02"),
        blocks=slip.blocks * 3,
    )
    as_pdf = pdf(paper)
    assert len(pages(as_pdf)) > 1
    assert [str(one) for one in why_not_nd30(paper, pdf=as_pdf, docx=docx(paper))] == []
    assert min(one.top for one in pages(as_pdf)[1].pieces) > 0
