"""How papers are laid out for the eye: columns, breaks of titles, what stays together on a page."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from sotay.papers import letters, lines, nd30
from sotay.papers.docx import docx
from sotay.papers.laying.paper import laid
from sotay.papers.laying.parts import Form, Grid, Words
from sotay.papers.laying.pieces import POINTS
from sotay.papers.laying.tidying import tidy
from sotay.papers.linter import why_not_nd30
from sotay.papers.linter.reading import lined, pages
from sotay.papers.making import emptied
from sotay.papers.model import (
    Annex,
    Column,
    Contents,
    Field,
    Fields,
    Figure,
    Heading,
    Items,
    Paragraph,
    Run,
    Signature,
    Signatures,
    Table,
)
from sotay.papers.pdf import pdf
from tests.papers import samples

SIGNERS = Signatures(columns=(Signature(title="Người lập", name="Lê Văn An"), Signature(title="Người duyệt")))
LONG = "Quy trình tiếp nhận và trả kết quả giải quyết thủ tục hành chính tại Bộ phận Một cửa của Sở"


def said_on(data, number):
    """Return the words of a page of a PDF, counted from one; -1 is the last."""
    told = pages(data)[number - 1 if number > 0 else number]
    return " ".join(line.text.strip() for line in lined(told))


def grid_of(table, **more):
    paper = replace(samples.form(), blocks=(table,), **more)
    return next(one for part in laid(paper).parts for one in part.pieces if isinstance(one, Grid))


def filled(count):
    """Return so many paragraphs of one line."""
    return tuple(Paragraph(text=f"Dòng thứ {place}.") for place in range(count))


def test_room_no_line_of_a_column_takes_goes_to_columns_whose_lines_break():
    columns = (Column(key="a", title="Tên", width=1), Column(key="b", title="Ý kiến", width=3))
    name, opinion = grid_of(Table(key="t", columns=columns, rows=((LONG, "Đồng ý"),))).widths
    assert opinion < name
    assert name + opinion == pytest.approx((210 - 30 - 15) * POINTS, abs=1)


def test_columns_to_be_written_in_keep_their_room():
    columns = (Column(key="a", title="Tên", width=1), Column(key="b", title="Ký nhận", width=1))
    name, sign = grid_of(Table(key="t", columns=columns, rows=((LONG, ""),))).widths
    assert name == pytest.approx(sign, abs=1)


def test_a_title_of_a_narrow_column_stands_in_two_lines():
    columns = (Column(key="a", title="Đơn vị", width=1), Column(key="b", title="Số mục tiêu", width=3))
    _name, count = grid_of(Table(key="t", columns=columns, rows=((LONG, "2"),))).widths
    assert count > letters.width("Số mục", nd30.TABLE_SIZE, bold=True)


def test_letters_become_smaller_before_a_sentence_is_set_word_by_word():
    dates = tuple(Column(key=f"d{place}", title="Ngày", width=1) for place in range(10))
    columns = (Column(key="a", title="Tên", width=1), *dates)
    grid = grid_of(
        Table(key="t", columns=columns, rows=((LONG, *["26/11/2026"] * 10),)), landscape=True
    )  # fmt: skip
    assert grid.size < nd30.TABLE_SIZE
    assert grid.widths[0] >= 80


@pytest.mark.parametrize("bold", [False, True])
def test_a_word_that_fits_its_column_is_not_broken_within(bold):
    cell = (Run("Mã WQMGHDNOWQ", bold=bold),)
    columns = (Column(key="a", title="Số"), *(Column(key=f"c{place}", title="Tiêu chuẩn") for place in range(6)))
    paper = replace(samples.form(), blocks=(Table(key="t", columns=columns, rows=((cell, *[LONG] * 6),)),))
    assert any("WQMGHDNOWQ" in line.text for line in lined(pages(pdf(paper))[0]))


@pytest.mark.parametrize(
    ("title", "room", "told"),
    [
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", 150, "SỞ THÔNG TIN VÀ\nTRUYỀN THÔNG"),
        ("Mục tiêu chất lượng và kế hoạch thực hiện", 170, "Mục tiêu chất lượng\nvà kế hoạch thực hiện"),
        ("Tuyển dụng", 40, "Tuyển\ndụng"),
    ],
)
def test_titles_are_broken_between_words_not_within(title, room, told):
    assert letters.balanced(title, room, 12, bold=True) == told


def test_keeping_words_whole_takes_no_more_lines():
    title = "Về việc ban hành tài liệu của hệ thống quản lý chất lượng theo tiêu chuẩn quốc gia TCVN ISO 9001:2015"
    for room in range(80, 400, 7):
        lines_ = letters.balanced(title, room, 14, bold=True).split("\n")
        assert " ".join(lines_) == title
        fewest, taken = 1, 0.0
        for word in title.split(" "):
            wide = letters.width(f" {word}" if taken else word, 14, bold=True)
            fewest, taken = (
                (fewest + 1, letters.width(word, 14, bold=True)) if taken + wide > room else (fewest, taken + wide)
            )
        assert len(lines_) <= fewest


@pytest.mark.parametrize(
    "subject",
    ["Về việc cung cấp danh mục", "V/v cung cấp danh mục", "cung cấp danh mục", "V/v Về việc cung cấp danh mục"],
)
def test_what_a_letter_is_about_follows_its_sign_at_once(subject):
    assert lines.letter_subject(replace(samples.letter(), subject=subject)) == "V/v cung cấp danh mục"


def test_a_blank_letter_has_its_subject_on_the_line_of_its_sign():
    blank = emptied(replace(samples.letter(), subject="", to=()))
    assert "\n" not in laid(blank).head.letter_subject


def test_the_title_of_a_lying_annex_has_the_room_of_its_page():
    title = "Mục tiêu chất lượng và kế hoạch thực hiện năm 2026 của các đơn vị thuộc Sở"
    for lies, breaks in ((True, 0), (False, 1)):
        annex = Annex(title=title, blocks=(Paragraph(text="Không có."),), landscape=lies)
        part = laid(replace(samples.decision(), annexes=(annex,))).annexes[0]
        assert part.head.title.count("\n") == breaks


@pytest.mark.parametrize("count", range(10, 26, 3))
def test_signatures_below_rows_to_write_in_never_stand_alone(count):
    columns = (Column(key="a", title="Tên tài liệu"), Column(key="b", title="Ghi chú"))
    paper = replace(samples.form(), blocks=(*filled(count), Table(key="t", columns=columns, blank_rows=8), SIGNERS))
    said = said_on(pdf(paper), -1)
    assert "NGƯỜI LẬP" in said
    assert "Tên tài liệu" in said or "Dòng thứ" in said


@pytest.mark.parametrize("count", range(14, 26, 2))
def test_signatures_below_fields_side_by_side_never_stand_alone(count):
    told = tuple(Field(key=f"f{place}", label=f"Mục {place}", value="x") for place in range(3))
    paper = replace(samples.form(), blocks=(*filled(count), Fields(fields=told, columns=2), SIGNERS))
    said = said_on(pdf(paper), -1)
    assert "NGƯỜI LẬP" in said
    assert "Mục 2" in said


def test_only_the_last_row_of_fields_is_held():
    told = tuple(Field(key=f"f{place}", label=f"Mục {place}", value="x") for place in range(5))
    paper = replace(samples.form(), blocks=(Fields(fields=told, columns=2), SIGNERS))
    forms = [one for part in laid(paper).parts for one in part.pieces if isinstance(one, Form)]
    assert [(len(one.fields), one.keep) for one in forms] == [(4, False), (1, True)]
    assert why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper)) == []


@pytest.mark.parametrize(
    "leading",
    [
        Paragraph(text="Các bên sau đây:"),
        Paragraph(text="Tài liệu tham khảo", bold=True),
        Paragraph(text=(Run("Mục tiêu.", bold=True),)),
    ],
)
def test_words_that_lead_on_stay_with_what_follows(leading):
    pieces = laid(replace(samples.form(), blocks=(leading, Items(items=("một", "hai"))))).parts[0].pieces
    assert next(one for one in pieces if isinstance(one, Words)).keep
    alone = laid(replace(samples.form(), blocks=(Items(items=("một",)), leading))).parts[0].pieces
    assert not next(one for one in alone if isinstance(one, Words)).keep


def test_values_in_a_paper_by_the_decree_are_set_in_as_its_paragraphs_are():
    told = Fields(fields=(Field(key="place", label="Địa điểm", value="Phòng họp"),))
    paper = replace(samples.minutes(), blocks=(told,))
    (line,) = (one for one in lined(pages(pdf(paper))[0]) if one.text.startswith("Địa điểm"))
    assert line.left == pytest.approx((nd30.LEFT + nd30.INDENT) * POINTS, abs=1)
    words = next(one for one in Document(BytesIO(docx(paper))).paragraphs if one.text.startswith("Địa điểm"))
    assert words.paragraph_format.first_line_indent.pt == pytest.approx(nd30.INDENT * POINTS, abs=0.1)
    form = replace(samples.form(), blocks=(told,))
    (line,) = (one for one in lined(pages(pdf(form))[0]) if one.text.startswith("Địa điểm"))
    assert line.left == pytest.approx(nd30.LEFT * POINTS, abs=1)


def test_a_number_is_not_parted_from_its_per_cent_sign():
    assert tidy("đạt 97,5 % và 100 %") == "đạt 97,5\u00a0% và 100\u00a0%"
    assert tidy("tỷ lệ %") == "tỷ lệ %"


def test_a_tall_drawing_leaves_room_for_its_sentence_on_the_page():
    svg = '<svg viewBox="0 0 100 400"><rect width="100" height="400"/></svg>'
    annex = Annex(title="Sơ đồ", blocks=(Paragraph(text="Sơ đồ gồm ba nhóm."), Figure(svg=svg, alt="Sơ đồ")))
    for lies in (False, True):
        paper = replace(samples.decision(), annexes=(replace(annex, landscape=lies),))
        assert len(pages(pdf(paper))) == len(pages(pdf(replace(paper, annexes=())))) + 1


def test_a_long_table_of_contents_stands_on_one_page():
    headings = tuple(Heading(text=f"Điều khoản số {place}", number=f"{place}.") for place in range(1, 37))
    found = pages(pdf(replace(samples.form(), blocks=(Contents(), *headings))))
    said = [line.text.strip() for line in lined(found[0])]
    assert any(one.startswith("36. Điều khoản số 36") for one in said)


def test_texts_parted_by_the_end_of_a_page_are_found_whatever_their_words_share():
    columns = (Column(key="a", title="Nội dung"), Column(key="b", title="Số liệu"))
    told = "\n".join(f"Kỳ {place}: 9 lần (lần trước {place} lần)" for place in range(40))
    paper = replace(
        samples.form(), blocks=(Table(key="t", columns=columns, rows=((told, told.replace("Kỳ", "Lần")),)),)
    )
    assert why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper)) == []
