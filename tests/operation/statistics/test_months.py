"""Months as people write them."""

import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.statistics.months import NoMonth, in_words, months_between, read_month, written

SEPTEMBER = date(2021, 9, 1)
MONTHS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)).map(lambda day: day.replace(day=1))


@pytest.mark.parametrize(
    "typed",
    [
        "09/2021", "9/2021", "9-2021", "09.2021", " 9 / 2021 ", "2021-09", "2021/9", "202109", "Tháng 9 năm 2021",
        "tháng 9/2021", "THÁNG 09-2021", "Tháng 9, năm 2021", "T9/2021", "T9.2021", "Kỳ 09/2021", "Năm 2021, tháng 9",
        unicodedata.normalize("NFD", "Tháng 9 năm 2021"), "15/9/2021", "15-09-2021", "2021-09-15",
        "ngày 30 tháng 9 năm 2021", date(2021, 9, 30), datetime(2021, 9, 15, 8, 30, tzinfo=UTC), "tháng\u00a09\u00a0năm\u00a02021",
    ],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(typed):
    assert read_month(typed) == SEPTEMBER


@pytest.mark.parametrize("typed", [
    "", "Quý III/2021", "2021", "9/21", "13/2021", "0/2021", "31/9/2021", "Tổng cộng", "chín", "09/1921", "21/07/2021 - 20/08/2021",
])  # fmt: skip
def test_what_names_no_month_is_refused_with_words(typed):
    with pytest.raises(NoMonth) as refused:
        read_month(typed)
    assert str(refused.value)


@given(month=MONTHS)
def test_what_is_written_reads_back(month):
    assert read_month(written(month)) == month
    assert read_month(month.isoformat()) == month
    assert read_month(f"Tháng {month.month} năm {month.year}") == month


@given(text=st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    with suppress(NoMonth):
        assert read_month(text).day == 1


def test_months_are_said_as_runs():
    some = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 1), date(2025, 12, 1)]

    assert in_words(some) == "12/2025–03/2026, 05/2026"
    assert in_words(some[:3]) == "01–03/2026"
    assert in_words([]) == ""


def test_months_between_have_both_ends():
    assert len(months_between(date(2025, 11, 20), date(2026, 2, 3))) == 4
    assert months_between(date(2026, 2, 1), date(2026, 1, 31)) == []
