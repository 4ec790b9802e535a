"""A made-up manual with every quirk at once, and the same one in other dress."""

import unicodedata

import pytest

from sotay.manual.statements.reading import PlaceKind, coverage

from .conftest import LEVEL_2, read


def codes(said):
    return [(each.code, each.values.get("clause", "")) for each in said]


def test_nothing_is_lost_doubled_or_invented(quirky, quirky_text):
    assert coverage(quirky_text, quirky).complete


def test_what_is_not_understood_is_listed_with_line_and_reason(quirky):
    assert [(each.line, each.code) for each in quirky.not_understood] == [
        (9, "before_first_heading"),
        (72, "unknown_clause"),
        (73, "unknown_clause"),
        (91, "nameless_row"),
    ]
    assert quirky.not_understood[1].why == "Tiêu chuẩn không có điều khoản 7.8."
    assert "Thi đua khen thưởng" in quirky.not_understood[1].text


def test_what_should_be_looked_at_is_said(quirky):
    assert codes(quirky.remarks) == [("by_title", "6.3"), ("doubled", "7.2"), ("missing", "10.2")]
    assert quirky.remarks[2].text == "Sổ tay không có nội dung áp dụng cho điều khoản 10.2."


def test_every_clause_but_the_missing_one_has_its_statement(quirky):
    assert {statement.clause for statement in quirky.statements} - {"7.1.5", "8.5.1", "8.5.2"} == {*LEVEL_2} - {"10.2"}


def test_cover_control_marks_and_contents_are_told_from_text(quirky):
    kinds = {place.line: place.kind for place in reversed(quirky.places)}
    assert {kinds[line] for line in (1, 2, 4, 5, 8)} == {PlaceKind.COVER}
    assert {kinds[line] for line in (11, 12, 13, 14, 15)} == {PlaceKind.CONTENTS}
    assert {kinds[line] for line in (22, 46)} == {PlaceKind.PAGE_MARK}
    assert {kinds[line] for line in (42, 58)} == {PlaceKind.TABLE_HEAD}
    assert [(mark.label, mark.value) for mark in quirky.controls] == [
        ("Mã hiệu", "MH-01"),
        ("Lần ban hành", "03"),
        ("Ngày ban hành", "12/02/2024"),
    ]


def test_names_are_found(quirky):
    assert quirky.document_name == "Mô hình hệ thống quản lý chất lượng"
    assert quirky.agency_name == "Sở Xây dựng Lam Giang"


def test_exclusions_take_the_reason_of_their_own_statement_before_the_general_one(quirky):
    assert [(each.clause, each.reason) for each in quirky.exclusions] == [
        ("7.1.5", "Vì Sở không dùng phương tiện đo trong giải quyết hồ sơ"),
        ("8.3", "Sở chỉ giải quyết thủ tục do pháp luật định sẵn, không thiết kế dịch vụ mới"),
    ]
    assert quirky.exclusion("8.3").lines == (31, 49, 77)


def test_a_name_with_a_dash_is_one_item(quirky):
    assert "- Quy chế phối hợp giữa Sở Lao động - Thương binh và Xã hội\n" in quirky.statement("4.1").markdown
    assert quirky.statement("4.1").markdown.endswith("- Sở Xây dựng và cơ quan thuế tỉnh Lam Giang")


def test_a_number_in_running_text_is_no_heading(quirky):
    assert "Nhu cầu xem tại mục 8.2 và được cập nhật" in quirky.statement("4.2").markdown
    assert "Điểm rủi ro từ 7.2 trở lên" in quirky.statement("6.1").markdown
    assert quirky.statement("8.2").title == "Yêu cầu đối với dịch vụ"


def test_nested_and_numbered_lists_keep_their_shape(quirky):
    assert "sản;\n   - tại trụ sở chính;\n   - tại Bộ phận Một cửa.\n- Những" in quirky.section("SCOPE").markdown
    numbers = [line.split(" ")[0] for line in quirky.section("REFERENCES").markdown.splitlines()]
    assert numbers == ["1.", "2.", "5)"]


def test_an_inner_table_becomes_a_table(quirky):
    assert "| Chỉ số | Kỳ |\n| --- | --- |\n| Đúng hạn | Tháng |" in quirky.statement("9.1").markdown
    assert quirky.annexes[0].markdown.endswith("| 4.1 Bối cảnh của Sở | Ban ISO | QT BIS 01 |\n| --- | --- | --- |")


def test_a_references_line_inside_a_paragraph_is_recognised(quirky):
    assert quirky.statement("5.2").references == ("CSCL", "QT BIS 02")
    assert "Chính sách chất lượng do Giám đốc ký.\n\n**Tài liệu tham khảo:**" in quirky.statement("5.2").markdown


def test_entities_and_signs_are_plain_text(quirky):
    assert "văn bản & điều hành" in quirky.statement("7.4").markdown
    assert "≥ 98% & không" in quirky.statement("6.2").markdown


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "\ufeff" + text.replace(" ", "\u00a0"),
        lambda text: text.replace("Đ", "Ð"),
        lambda text: text.replace("\t", " \t "),
    ],
    ids=["Windows line ends", "NFD", "hard blanks", "eth", "blanks round tabs"],
)
def test_the_same_manual_in_other_dress_reads_the_same(quirky, quirky_text, dress):
    other = read(dress(quirky_text))

    assert other.statements == quirky.statements
    assert other.sections == quirky.sections
    assert other.exclusions == quirky.exclusions
    assert codes(other.not_understood) == codes(quirky.not_understood)
