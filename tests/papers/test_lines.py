"""The lines that follow from the values, signs and noughts as the decree has them."""

from dataclasses import replace
from datetime import date

import pytest

from sotay.papers import letters, lines, nd30
from sotay.papers.model import Items, Number, Signature
from tests.papers import samples


@pytest.mark.parametrize(
    ("number", "told"),
    [("5", "Số: 05/QĐ-STTTT"), ("12", "Số: 12/QĐ-STTTT"), ("7a", "Số: 07a/QĐ-STTTT"), ("", "Số:       /QĐ-STTTT"), ("05", "Số: 05/QĐ-STTTT")],
)  # fmt: skip
def test_numbers_below_ten_have_a_nought_and_an_open_one_has_room(number, told):
    paper = replace(samples.decision(), number=Number(symbol="QĐ-STTTT", number=number))
    assert lines.number_line(paper) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"), (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026"), (date(2026, 11, 1), "ngày 01 tháng 11 năm 2026"), (None, nd30.day_words(None, None, None))],
)  # fmt: skip
def test_days_below_ten_and_two_months_have_a_nought(day, told):
    assert lines.place_line(replace(samples.letter(), dated=day)) == f"Thanh Hóa, {told}"


def test_bases_and_recipients_end_as_they_must_whatever_was_typed():
    paper = replace(
        samples.decision(),
        bases=("Căn cứ A.", "Căn cứ B;", " "),
        recipients=("- Như Điều 3;", "Lưu: VT, VP."),
        drafter="TTH (12)",
    )
    assert lines.base_lines(paper) == ("Căn cứ A;", "Căn cứ B.")
    assert lines.recipient_lines(paper) == ("- Như Điều 3;", "- Lưu: VT, VP, TTH (12).")


def test_one_addressee_stands_beside_the_word_and_several_below():
    assert lines.to_lines(replace(samples.letter(), to=("Văn phòng;",))) == ("Văn phòng",)
    assert lines.to_lines(replace(samples.letter(), to=("A", "B"))) == ("- A;", "- B.")


def test_annexes_are_told_by_roman_numbers_and_by_what_they_belong_to():
    assert [lines.annex_word(place, 4) for place in range(4)] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
        "Phụ lục IV",
    ]
    assert lines.annex_word(0, 1) == "Phụ lục"
    said = "(Kèm theo Quyết định số 05/QĐ-STTTT ngày 05 tháng 02 năm 2026 của Sở Thông tin và Truyền thông)"
    assert lines.attached_line(samples.decision()) == said
    assert lines.attached_line(samples.form()) == ""


def test_points_follow_the_vietnamese_letters():
    marks = [lines.item_mark(Items(items=("",) * 7, mark="letter"), place) for place in range(7)]
    assert marks == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]


@pytest.mark.parametrize(
    ("prefix", "of", "told"),
    [
        ("", "", ("PHÓ GIÁM ĐỐC",)),
        ("KT.", "Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Q.", "", ("Q. PHÓ GIÁM ĐỐC",)),
    ],
)
def test_authority_stands_above_the_title(prefix, of, told):
    assert lines.signature_lines(Signature(title="Phó Giám đốc", prefix=prefix, of=of)) == told


def test_letters_are_as_wide_as_those_of_the_font():
    assert letters.width("n", 1000) == pytest.approx(500, abs=1)  # as in Times New Roman
    assert letters.missing("Aắđ□和\n") == "和"


def test_lines_are_balanced_and_keep_every_word():
    text = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG TỈNH THANH HÓA"
    broken = letters.balanced(text, 200, 12, bold=True)
    assert broken.replace("\n", " ") == text
    assert all(letters.width(line, 12, bold=True) <= 200 for line in broken.split("\n"))
    assert letters.balanced("Một", 10, 12) == "Một"


def test_roman_numbers():
    assert [nd30.roman(one) for one in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]


@pytest.mark.parametrize(
    "subject", ["Về việc đăng ký tập huấn", "về việc  đăng ký tập huấn", "V/v đăng ký tập huấn", "V/v: đăng ký tập huấn", "đăng ký tập huấn"]
)  # fmt: skip
def test_what_a_letter_is_about_begins_once_with_its_sign(subject):
    assert lines.letter_subject(replace(samples.letter(), subject=subject)) == "V/v đăng ký tập huấn"
    assert lines.letter_subject(replace(samples.letter(), subject="Việc về việc nộp")) == "V/v Việc về việc nộp"
