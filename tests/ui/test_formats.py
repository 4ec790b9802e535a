"""Dates, times and numbers as an official writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.ui.formats import co, initials, luc, ngay, so
from sotay.ui.forms import DayField, NumberField


@pytest.mark.parametrize(
    ("number", "places", "written"),
    [
        (1234.5, None, "1.234,5"),
        (98, 1, "98,0"),
        (0, None, "0"),
        (-0.04, 1, "-0,0"),
        (Decimal("2.675"), 2, "2,68"),
        (Decimal("1000000.10"), None, "1.000.000,1"),
        (None, None, ""),
        ("", None, ""),
    ],
)
def test_a_number_is_written_with_dots_and_a_comma(number, places, written):
    assert so(number, places) == written


def test_a_day_is_written_day_first():
    assert ngay(date(2026, 2, 5)) == "05/02/2026"
    assert ngay(None) == ""


def test_a_moment_is_written_in_vietnamese_time():
    late_evening_in_london = datetime(2026, 2, 4, 18, 30, tzinfo=UTC)

    assert luc(late_evening_in_london) == "05/02/2026 01:30"
    assert ngay(late_evening_in_london) == "05/02/2026"


@pytest.mark.parametrize(("size", "written"), [(812, "812 B"), (34_200, "34 kB"), (1_240_000, "1,2 MB")])
def test_a_size_is_written_in_its_unit(size, written):
    assert co(size) == written


def test_initials_are_of_the_first_and_the_given_name():
    assert initials("Nguyễn Thị Thu Hà") == "NH"
    assert initials("Đạt") == "Đ"
    assert initials("") == ""


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_written_is_read_back(number):
    assert NumberField().clean(so(number)) == number


@given(st.dates())
def test_a_day_written_is_read_back(day):
    assert DayField().clean(ngay(day)) == day
