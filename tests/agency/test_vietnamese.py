"""Vietnamese text: folding, tones, order, slugs, numbers and dates."""

import functools
import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.vietnamese import (
    canonical_tones,
    fold,
    fold_code,
    format_date,
    format_date_in_words,
    format_number,
    given_name_key,
    nfc,
    one_line,
    parse_date,
    parse_number,
    slugify,
    sort_key,
)

CASES = json.loads((Path(__file__).parents[1] / "cases" / "vietnamese_text.json").read_text(encoding="utf-8"))

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
VOWELS = "aăâeêioôơuưy"


# Folding


@pytest.mark.parametrize("case", CASES["folding"]["cases"], ids=lambda case: case["input"])
def test_folding_drops_marks_and_case(case):
    assert fold(case["input"]) == case["folded"]
    assert fold(unicodedata.normalize("NFD", case["input"])) == case["folded"]


def test_folding_reads_the_look_alikes_of_d_with_stroke():
    assert fold("Ðắk Lắk") == fold("Đắk Lắk") == "dak lak"
    assert fold("NÐ-CP") == fold("nð-cp") == "nd-cp"


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert nfc(fold(text)) == fold(text)


@given(st.text())
def test_folding_does_not_depend_on_the_unicode_form(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("written", ["QTBIS01", "QT BIS 01", "qt.bis.01", "QT-BIS-01", "Qt  BIS/01"])
def test_a_code_is_found_however_its_parts_are_separated(written):
    assert fold_code(written) == "qtbis01"


def test_one_line_takes_out_every_kind_of_blank():
    assert one_line("  Sở\u00a0TT&TT\n\t Quảng  Nam ") == "Sở TT&TT Quảng Nam"


# Tones


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"),
        ("Hoà Bình", "Hòa Bình"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("uỷ ban", "ủy ban"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("tuỳ", "tùy"),
        ("huỷ bỏ", "hủy bỏ"),
        ("xoá", "xóa"),
    ],
)
def test_both_ways_to_place_a_tone_become_one(newer, older):
    assert canonical_tones(newer) == canonical_tones(older) == older


@pytest.mark.parametrize(
    "word",
    [
        "quý",
        "quí",
        "quả",
        "quỳnh",
        "toán",
        "hoàn",
        "hoạch",
        "ngoài",
        "xoáy",
        "khuỷu",
        "già",
        "giá",
        "gì",
        "giếng",
        "giữ",
        "Nguyễn",
        "thuở",
        "của",
        "mùa",
        "quốc",
        "thuế",
        "người",
        "chuyện",
        "khuya",
        "khoa",
        "Đắk",
        "Lắk",
        "quy",
        "TCVN",
        "Río",
        "ạ",
        "ủy",
    ],
)
def test_a_tone_in_its_place_stays(word):
    assert canonical_tones(word) == word


@pytest.mark.parametrize(("slip", "right"), [("tóan", "toán"), ("cuả", "của"), ("nguỹên", "nguyễn"), ("qúy", "quý")])
def test_a_misplaced_tone_goes_where_it_belongs(slip, right):
    assert canonical_tones(slip) == right


@given(st.text())
def test_moving_tones_changes_neither_letters_nor_itself(text):
    moved = canonical_tones(text)
    assert canonical_tones(moved) == moved
    assert fold(moved) == fold(text)


# Order


@pytest.mark.parametrize("case", CASES["sorted_lists"], ids=lambda case: case["id"])
def test_lists_come_in_vietnamese_order(case):
    assert sorted(case["input"], key=sort_key) == case["sorted_vi"]


def weights(word):
    """Return the three levels of a word by the rules of CLDR vi, written otherwise than in the program."""
    letters, tones, cases = [], [], []
    for char in word:
        decomposed = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in decomposed[1:] if mark in TONES[1:]), "")
        plain = unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed)
        letters.append(LETTERS.index(plain.lower()))
        tones.append(TONES.index(tone))
        cases.append(plain != plain.lower())
    return letters, tones, cases


def by_rule(one, other):
    left, right = weights(one), weights(other)
    return (left > right) - (left < right)


def syllables():
    letter = st.builds(
        lambda base, tone, upper: unicodedata.normalize(
            "NFC", (base.upper() if upper else base) + (tone if base in VOWELS else "")
        ),
        st.sampled_from(LETTERS),
        st.sampled_from(TONES),
        st.booleans(),
    )
    return st.lists(letter, max_size=4).map("".join)


@given(st.lists(syllables(), max_size=8))
def test_the_stored_key_sorts_as_the_rule_compares(words):
    assert sorted(words, key=sort_key) == sorted(words, key=functools.cmp_to_key(by_rule))


@given(syllables(), syllables())
def test_two_words_have_one_key_only_when_they_are_one(one, other):
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(st.text())
def test_a_key_can_be_made_of_any_text_and_stored(text):
    assert "\x00" not in sort_key(text)
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text))


def test_blanks_and_signs_come_before_digits_and_digits_before_letters():
    wanted = ["Hà - Nam", "Hà 2", "Hà Nam", "Hà3", "Hài", "zebra", "Ωmega"]
    mixed = {*wanted}
    assert sorted(mixed, key=sort_key) == wanted


def test_a_difference_of_letters_outweighs_tones_and_tones_outweigh_case():
    assert sort_key("Hải Dương") < sort_key("Hải Phòng") < sort_key("hàn")
    assert sort_key("hàn") < sort_key("HÁN")
    assert sort_key("hàn") < sort_key("Hàn") < sort_key("hán")


def test_people_stand_by_given_name_then_family_and_middle_names():
    people = ["Nguyễn Văn Ánh", "Trần Thị Bình", "Lê An", "Đỗ Thị An", "Nguyễn Thị An", "Nguyễn Văn An", "Phạm Bảo Anh"]
    wanted = ["Đỗ Thị An", "Lê An", "Nguyễn Thị An", "Nguyễn Văn An", "Phạm Bảo Anh", "Nguyễn Văn Ánh", "Trần Thị Bình"]
    assert sorted(people, key=given_name_key) == wanted


def test_a_remark_in_brackets_is_no_given_name():
    assert given_name_key("Nguyễn Văn An (A)") == given_name_key("Nguyễn  Văn An")
    assert given_name_key("An").startswith(sort_key("An"))


# Slugs


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("QT 01/CX-HCTP", "qt-01-cx-hctp"),
        ("Đánh giá nội bộ – năm 2026!", "danh-gia-noi-bo-nam-2026"),
        ("Ea H’leo", "ea-h-leo"),
        ("  ", ""),
        ("…", ""),
    ],
)
def test_slugs_are_folded_words_with_hyphens(text, slug):
    assert slugify(text) == slug


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_slug_fits_an_address(text, length):
    slug = slugify(text, max_length=length)
    assert len(slug) <= length
    assert slug == slug.strip("-")
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_long_slug_is_cut_between_words():
    assert slugify("quy trình đánh giá nội bộ", max_length=14) == "quy-trinh-danh"
    assert slugify("quy trình đánh giá nội bộ", max_length=12) == "quy-trinh"


# Numbers


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (1234.5, None, "1.234,5"),
        (0, None, "0"),
        (-1234567, None, "-1.234.567"),
        (Decimal("1234.50"), None, "1.234,50"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("2.5"), 0, "3"),
        (99.95, 1, "100,0"),
    ],
)
def test_numbers_have_points_between_thousands_and_a_decimal_comma(value, places, shown):
    assert format_number(value, places=places) == shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1.234", "1234"),
        ("0.125", "0.125"),
        ("2.5", "2.5"),
        ("1,5", "1.5"),
        ("01", "1"),
        ("½", "0.5"),
        ("1½", "1.5"),
        ("1/2", "0.5"),
        ("1 1/2", "1.5"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("−3,5", "-3.5"),
        (" +7 ", "7"),
    ],
)
def test_numbers_are_read_however_they_are_written(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.23.4", "1/0", "1,2,3", ".", "--1", "12 5", "12.34.567", "1,", "1e5", "٣"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="Không đọc được số"):
        parse_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_shown_is_read_back(value):
    assert parse_number(format_number(value)) == value


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_shown_is_read_back(value):
    assert parse_number(format_number(value)) == value


def test_a_number_that_is_not_finite_cannot_be_shown():
    with pytest.raises(ValueError, match="hữu hạn"):
        format_number(float("nan"))


# Dates


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_papers_pad_days_below_ten_and_the_first_two_months(day, words):
    assert format_date_in_words(day) == words


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_shown_is_read_back(day):
    assert parse_date(format_date(day)) == parse_date(format_date_in_words(day)) == parse_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["5/2/2026", "05-02-2026", "5.2.2026", "05 / 02 / 2026", "Ngày 5 tháng 2 năm 2026"])
def test_dates_are_read_with_the_day_first(text):
    assert parse_date(text) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("text", "problem"), [("31/02/2026", "không có trong lịch"), ("5/2/26", "Không đọc được ngày")]
)
def test_a_date_that_is_none_is_refused(text, problem):
    with pytest.raises(ValueError, match=problem):
        parse_date(text)


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200e", "\u2060", "\ufeff"])
def test_signs_nobody_sees_part_no_words(unseen):
    written = f"Quy{unseen} trình"
    assert one_line(written) == "Quy trình"
    assert fold(written) == "quy trinh"
    assert sort_key(written) == sort_key("Quy trình")


def test_a_figure_written_as_one_sign_stands_among_the_figures():
    assert sorted(["m3", "m²", "m1", "½", "n", "2"], key=sort_key) == ["½", "2", "m1", "m²", "m3", "n"]
