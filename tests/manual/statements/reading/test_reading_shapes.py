"""Single shapes of manuals: plain headings, other numbering, other words, and text that is no manual at all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sotay.manual.statements.reading import coverage

from .conftest import KNOWN, LEVEL_2, read

PLAIN = """SỔ TAY CHẤT LƯỢNG

1. Giới thiệu

Sổ tay này của Chi cục Kiểm lâm Lam Giang mô tả hệ thống.

2. Phạm vi áp dụng

Toàn bộ hoạt động. Chi cục loại trừ các điều khoản 8.3 và 7.1.5.2 do không thiết kế và không dùng
phương tiện đo.

4. BỐI CẢNH CỦA TỔ CHỨC
4.1 Hiểu tổ chức và bối cảnh
Chi cục xác định các vấn đề bên trong, bên ngoài có liên quan đến mục đích và định hướng của mình,
thực hiện theo mục
7.4 và theo dõi định kỳ hằng năm. Vấn đề được cập nhật khi có thay đổi về chức năng, nhiệm vụ được
giao.
4.2. Các bên quan tâm: Chi cục lập danh mục các bên quan tâm.
4.3
Phạm vi của hệ thống
Theo phần 2.
4.4 Hệ thống quản lý chất lượng và các quá trình
của hệ thống
Có 12 quá trình.
CHƯƠNG 5. SỰ LÃNH ĐẠO
Điều khoản 5.1 – Sự lãnh đạo và cam kết
a) Ban hành chính sách;
b) Cung cấp nguồn lực.
5.1.2 Hướng vào khách hàng
Lắng nghe.
8.3 Không áp dụng
PHỤ LỤC
Phụ lục I: Danh mục tài liệu
- QT 01
Phụ lục II
SƠ ĐỒ TỔ CHỨC
"""


@pytest.fixture(scope="module")
def plain_manual():
    return read(PLAIN)


def test_plain_headings_open_statements(plain_manual):
    assert [(each.clause, each.title) for each in plain_manual.statements] == [
        ("4.1", "Hiểu tổ chức và bối cảnh"),
        ("4.2", "Các bên quan tâm"),
        ("4.3", "Phạm vi của hệ thống"),
        ("4.4", "Hệ thống quản lý chất lượng và các quá trình của hệ thống"),
        ("5.1", "Sự lãnh đạo và cam kết"),
        ("5.1.2", "Hướng vào khách hàng"),
        ("8.3", ""),
    ]
    assert coverage(PLAIN, plain_manual).complete


def test_lines_wrapped_by_hand_become_one_paragraph(plain_manual):
    text = plain_manual.statement("4.1").markdown
    assert "\n" not in text
    assert "của mình, thực hiện theo mục 7.4 và theo dõi" in text
    assert text.endswith("nhiệm vụ được giao.")


def test_text_behind_a_colon_belongs_to_the_statement(plain_manual):
    assert plain_manual.statement("4.2").markdown == "Chi cục lập danh mục các bên quan tâm."


def test_several_clauses_excluded_in_one_sentence(plain_manual):
    reason = "Do không thiết kế và không dùng phương tiện đo"
    assert [(each.clause, each.reason) for each in plain_manual.exclusions] == [("7.1.5.2", reason), ("8.3", reason)]


def test_annexes_with_numerals_and_a_title_on_the_next_line(plain_manual):
    assert [(each.number, each.title) for each in plain_manual.annexes] == [
        ("I", "Danh mục tài liệu"),
        ("II", "SƠ ĐỒ TỔ CHỨC"),
    ]


def test_an_agency_outside_the_list_of_fields_is_named_up_to_its_place(plain_manual):
    assert plain_manual.agency_name == "Chi cục Kiểm lâm Lam Giang"


def row(clause, body, title="Tên điều khoản"):
    return f"{clause}. {title}\t{body}\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Không áp dụng", ""),
        ("<p>không áp dụng.</p>", ""),
        ("Không áp dụng do Sở không thiết kế dịch vụ.", "Do Sở không thiết kế dịch vụ"),
        ("Không áp dụng (vì dịch vụ do pháp luật quy định)", "Vì dịch vụ do pháp luật quy định"),
        ("Điều khoản này không áp dụng tại Sở. Lý do: dịch vụ do luật định.", "Dịch vụ do luật định"),
        ("Do Sở không thiết kế sản phẩm nên không áp dụng điều khoản này.", "Do Sở không thiết kế sản phẩm"),
        ("N/A", ""),
    ],
)
def test_a_statement_that_only_says_it_does_not_apply(body, reason):
    [exclusion] = read(row("8.3", body)).exclusions
    assert (exclusion.clause, exclusion.reason, exclusion.lines) == ("8.3", reason, (1,))


@pytest.mark.parametrize(
    "body",
    [
        "Không áp dụng hình thức kỷ luật với người góp ý.",
        "Các biểu mẫu cũ không áp dụng kể từ ngày ban hành quy trình mới; quy trình mới có hiệu lực ngay.",
        "Sở không loại trừ nội dung nào.",
        "Hồ sơ giấy không áp dụng 8.5 triệu đồng lệ phí.",
        "Theo TCVN ISO 9001:2015, kể từ 10.3.2020 không áp dụng bản cũ.",
    ],
)
def test_other_things_that_do_not_apply_exclude_no_clause(body):
    assert read(row("8.5", body)).exclusions == ()


def test_an_exclusion_without_reason_is_remarked():
    manual = read(row("8.3", "Không áp dụng"))
    assert ("no_reason", "8.3") in [(each.code, each.values.get("clause")) for each in manual.remarks]


@pytest.mark.parametrize(
    ("heading", "clause", "title"),
    [
        ("4.1. Bối cảnh\tx", "4.1", "Bối cảnh"),
        ("4.1 Bối cảnh\tx", "4.1", "Bối cảnh"),
        ("4.1) Bối cảnh:\tx", "4.1", "Bối cảnh"),
        ("4.1 – Bối cảnh\tx", "4.1", "Bối cảnh"),
        ("4. 1. Bối cảnh\tx", "4.1", "Bối cảnh"),
        ("4.1\tBối cảnh\tx", "4.1", "Bối cảnh"),
        ("1\t4.1. Bối cảnh\tx", "4.1", "Bối cảnh"),
        ("Điều khoản 4.1: Bối cảnh\tx", "4.1", "Bối cảnh"),
        ("<p><b>4.1.</b> Bối cảnh</p>\t<p>x</p>", "4.1", "Bối cảnh"),
        ("<tr><td>4.1. Bối cảnh</td><td>x</td></tr>", "4.1", "Bối cảnh"),
        ("## 4.1 Bối cảnh\n\nx", "4.1", "Bối cảnh"),
        ("7.1.5.1. Khái quát\tx", "7.1.5.1", "Khái quát"),
        ("10.3. Cải tiến liên tục\tx", "10.3", "Cải tiến liên tục"),
    ],
)
def test_ways_of_writing_a_heading(heading, clause, title):
    [statement] = read(heading).statements
    assert (statement.clause, statement.title, statement.markdown) == (clause, title, "x")
    assert coverage(heading, read(heading)).complete


def test_a_contents_without_page_numbers_is_not_taken_for_statements():
    text = "4.1 Bối cảnh\n\n4.2 Các bên quan tâm\n\n4.1 Bối cảnh\n\nMột.\n\n4.2 Các bên quan tâm\n\nHai.\n"
    manual = read(text)
    assert [(each.clause, each.markdown) for each in manual.statements] == [("4.1", "Một."), ("4.2", "Hai.")]
    assert [place.kind.value for place in manual.places][:2] == ["CONTENTS", "CONTENTS"]


def test_a_sub_clause_the_catalogue_has_no_title_for_stays_with_its_clause():
    manual = read("4.4. Các quá trình\tMột.\n4.4.1. Danh mục quá trình\tHai.\n")
    [statement] = manual.statements
    assert statement.markdown == "Một.\n\n#### 4.4.1 Danh mục quá trình\n\nHai."


def test_a_clause_without_text_is_remarked():
    manual = read("4.1. Bối cảnh\t\n4.2. Các bên\tx\n")
    assert manual.statement("4.1").markdown == ""
    assert ("empty", "4.1") in [(each.code, each.values.get("clause")) for each in manual.remarks]


def test_text_cannot_smuggle_marks_into_the_markdown():
    statement = read("4.1. Bối cảnh\t<p># *a* [b](javascript:c) <script> 1. d</p><p>| e |</p>\n").statement("4.1")
    assert statement.markdown == "#### \\*a\\* \\[b\\](javascript:c) \\<script\\> 1. d\n\n\\| e \\|"


PIECES = st.sampled_from(
    [
        *(f"{number}. {title}\t" for number, title in KNOWN.items()),
        *(f"{number} {KNOWN[number]}\n" for number in LEVEL_2),
        "I. GIỚI THIỆU CHUNG\n",
        "III. TÀI LIỆU THAM KHẢO\n",
        "PHỤ LỤC 2\n",
        "SƠ ĐỒ HỆ THỐNG QUẢN LÝ\n",
        "MỤC LỤC\n",
        "4.1 Bối cảnh ..... 7\n",
        "Trang 3/9\n",
        "Điều khoản\tNội dung\n",
        "<p>Một đoạn</p>",
        '<ul style="x"> - Một - Hai;- Ba <p>',
        "</li><li>mục",
        "<table><tr><td>a</td><td>b</td></tr>",
        "* Con người: đủ\n",
        "* Hạ tầng\n",
        "- một\n+ hai\n",
        "3. ba\n7. bảy\n",
        "Không áp dụng 8.3 do ",
        "Các yêu cầu loại trừ:\n",
        "8.3 – Thiết kế\n",
        "Tài liệu tham khảo: QT BIS 01; CSCL\n",
        "hội\tđoạn",
        "9.9. Không có\tx\n",
        "\n",
        "\t",
        "\f",
        " ",
        "&lt;b&gt; &amp;nbsp; ** __ | [x](y) <b>đậm</b><i>nghiêng</i>",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join))
@example("4. Bối cảnh của tổ chức\t04. Bối cảnh của tổ chức\t")
def test_whatever_the_text_nothing_is_lost_doubled_or_invented(text):
    assert coverage(text, read(text)).complete


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    manual = read(text)
    assert coverage(text, manual).complete


@pytest.mark.parametrize(
    "before", ["ISO 9001:2015 – ", "TCVN ISO 9001 ", "§ ", "Yêu cầu ", "ISO 9001:2015, điều khoản "]
)
def test_what_stands_before_the_number_of_a_heading(before):
    text = f"{before}4.1. Bối cảnh của tổ chức\n\nMột.\n\n{before}4.2. Các bên quan tâm\n\nHai."
    seen = read(text)
    assert {one.clause: one.markdown for one in seen.statements} == {"4.1": "Một.", "4.2": "Hai."}
    assert coverage(text, seen).complete


def test_a_title_alone_is_its_clause_and_remarked():
    text = "9. Đánh giá kết quả hoạt động\n\nĐánh giá nội bộ\n\nMỗi năm một lần.\n"
    seen = read(text)
    assert seen.statement("9.2").markdown == "Mỗi năm một lần."
    assert [(one.code, one.line) for one in seen.remarks if one.code == "by_title"] == [("by_title", 3)]
    assert coverage(text, seen).complete


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "8.3. Thiết kế và phát triển (không áp dụng)\n\nVì Sở chỉ làm thủ tục đã định.",
            "Vì Sở chỉ làm thủ tục đã định",
        ),
        ("8.3. Thiết kế và phát triển: Loại trừ\n\nSở làm thủ tục đã định.", ""),
        ("8.3. Thiết kế và phát triển (loại trừ)\n\nSở làm thủ tục đã định.", ""),
    ],
)
def test_a_heading_that_says_it_does_not_apply(text, reason):
    seen = read(text)
    assert [(one.clause, one.reason) for one in seen.exclusions] == [("8.3", reason)]
    assert coverage(text, seen).complete


def test_a_table_of_markdown_is_read_by_its_rows():
    text = "| Điều khoản | Nội dung |\n|---|---|\n| 4.1 Bối cảnh của tổ chức | Sở xem xét. |\n| 4.2 Các bên quan tâm | Sở xác định. |\n"
    seen = read(text)
    assert {one.clause: one.markdown for one in seen.statements} == {"4.1": "Sở xem xét.", "4.2": "Sở xác định."}
    assert seen.not_understood == ()
    assert coverage(text, seen).complete


def test_numbers_of_the_edition_of_2008_are_remarked():
    seen = read("7.3. Thiết kế và phát triển sản phẩm\n\nMột.\n\n8.3. Kiểm soát đầu ra không phù hợp\n\nHai.")
    said = {(one.values["clause"], one.values["other"]) for one in seen.remarks if one.code == "other_title"}
    assert said == {("7.3", "8.3"), ("8.3", "8.7")}
