"""Times of steps as printed, real ones and made up."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.procedures.times import UnclearTime, exact, read_time
from sotay.operation.procedures.words import time_words

CASES = json.loads((Path(__file__).parents[2] / "cases" / "procedures.json").read_text(encoding="utf-8"))["items"]
PRINTED = sorted(
    {(told["text"], told["days"]) for one in CASES for step in one["steps"] for told in step["times"].values()},
    key=str,
)


@pytest.mark.parametrize(("text", "days"), PRINTED)
def test_what_real_procedures_print_is_read(text, days):
    found = read_time(text)
    assert (found and found.value) == (None if days is None else Decimal(str(days)))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("½", "0.5", "WORKING_DAY"),
        ("1/2", "0.5", "WORKING_DAY"),
        ("0,5", "0.5", "WORKING_DAY"),
        ("2.5", "2.5", "WORKING_DAY"),
        ("01", "1", "WORKING_DAY"),
        ("01 ngày", "1", "WORKING_DAY"),
        ("½ ngày", "0.5", "WORKING_DAY"),
        ("1½ ngày", "1.5", "WORKING_DAY"),
        ("1 1/2 ngày làm việc", "1.5", "WORKING_DAY"),
        ("¼ ngày", "0.25", "WORKING_DAY"),
        ("nửa ngày", "0.5", "WORKING_DAY"),
        ("04 giờ", "4", "HOUR"),
        ("4h", "4", "HOUR"),
        ("30 phút", "0.5", "HOUR"),
        ("01 buổi", "0.5", "WORKING_DAY"),
        ("01 (một) ngày làm việc", "1", "WORKING_DAY"),
        ("Không quá 02 ngày làm việc.", "2", "WORKING_DAY"),
        ("1 tháng", "1", "MONTH"),
        ("0", "0", "WORKING_DAY"),
        ("0.125", "0.125", "WORKING_DAY"),
        ("03 ngày làm việc", "3", "WORKING_DAY"),
    ],
)
def test_times_in_every_writing(text, value, unit):
    found = read_time(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_a_bare_day_is_counted_as_its_case_is():
    assert read_time("22 ngày", unit="DAY").unit == "DAY"
    assert read_time("22", unit="DAY").unit == "DAY"
    assert read_time("22 ngày làm việc", unit="DAY").unit == "WORKING_DAY"
    assert read_time("4 giờ", unit="DAY").unit == "HOUR"


def test_words_behind_a_time_are_given_back():
    assert read_time("10 ngày, kể từ ngày nhận đủ hồ sơ hợp lệ").rest == "ke tu ngay nhan du ho so hop le"
    assert read_time("10 ngày.").rest == ""


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "/", "\u200b"])
def test_a_merged_cell_tells_nothing(text):
    assert read_time(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Không quy định", "Ngay trong ngày", "2-3 ngày", "2 đến 3 ngày", "1/2/2025", "01/07", "1.500", "1/3 ngày", "20 phút",
        "-1 ngày", "5 %", "02 ngày x 2", "3/2 ngày", "5 hồ sơ", "99999 ngày", "1/0", "một ngày", "²", "٣ ngày",
    ],
)  # fmt: skip
def test_what_is_no_single_time_is_left_to_people(text):
    with pytest.raises(UnclearTime):
        read_time(text)


@given(st.decimals(min_value=0, max_value=999, places=2), st.sampled_from(["", " ngày", " giờ", " ngày làm việc"]))
def test_what_is_written_is_read_back(value, word):
    for point in ",.":
        text = f"{value:f}".replace(".", point) + word
        assert read_time(text).value == value


@given(st.text(max_size=30), st.sampled_from(["WORKING_DAY", "DAY", "HOUR", "MONTH"]))
def test_no_text_raises_anything_else(text, unit):
    try:
        found = read_time(text, unit=unit)
    except UnclearTime:
        return
    assert found is None or (found.value >= 0 and found.unit in {"WORKING_DAY", "DAY", "HOUR", "MONTH"})


def test_only_what_can_be_kept_is_taken():
    assert exact(Fraction(1, 8)) == Decimal("0.125")
    for wrong in (Fraction(1, 3), Fraction(-1), Fraction(10**6)):
        with pytest.raises(UnclearTime):
            exact(wrong)


@pytest.mark.parametrize(
    ("value", "unit", "vietnamese", "english"),
    [
        ("1", "WORKING_DAY", "1 ngày làm việc", "1 working day"),
        ("0.5", "WORKING_DAY", "0,5 ngày làm việc", "0,5 working days"),
        ("10", "WORKING_DAY", "10 ngày làm việc", "10 working days"),
        ("4", "HOUR", "4 giờ làm việc", "4 working hours"),
        ("1", "DAY", "1 ngày", "1 day"),
        ("2", "MONTH", "2 tháng", "2 months"),
    ],
)
def test_a_time_is_told_with_its_unit_in_both_languages(value, unit, vietnamese, english):
    assert time_words(Decimal(value), unit) == vietnamese
    with translation.override("en"):
        assert time_words(Decimal(value), unit) == english
    assert time_words(None, unit) == ""
