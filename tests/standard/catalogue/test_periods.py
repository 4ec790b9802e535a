"""Periods: keys, ends, names, and which are looked at on a day."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sotay.standard.catalogue.periods import (
    HALF,
    LENGTHS,
    MONTH,
    NONE,
    QUARTER,
    YEAR,
    Period,
    period_of,
    period_with,
    periods_on,
)
from tests.standard.calm import calm

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@calm
@given(day=DAYS, per=st.sampled_from(list(LENGTHS)))
def test_a_day_lies_in_its_period_and_the_periods_of_a_year_leave_no_gap(day, per):
    period = period_with(per, day)

    assert day in period
    assert period_of(period.key) == period
    assert period_with(per, period.end + timedelta(days=1)).start == period.end + timedelta(days=1)
    assert period_with(per, period.start - timedelta(days=1)) != period


@pytest.mark.parametrize(
    ("period", "key", "start", "end"),
    [
        (Period(YEAR, 2026), "2026", date(2026, 1, 1), date(2026, 12, 31)),
        (Period(HALF, 2026, 1), "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        (Period(HALF, 2026, 2), "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        (Period(QUARTER, 2026, 3), "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        (Period(MONTH, 2028, 2), "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (Period(NONE), "", date.min, date.max),
    ],
)
def test_a_period_has_key_and_ends(period, key, start, end):
    assert (period.key, period.start, period.end) == (key, start, end)
    assert period_of(key) == period


@pytest.mark.parametrize("wrong", ["26", "2026-H3", "2026-Q5", "2026-13", "2026-00", "2026-H1x", "H1"])
def test_a_key_that_is_no_period_is_refused(wrong):
    with pytest.raises(ValueError, match=r"period|no \w+ \d+ in a year"):
        period_of(wrong)


def test_a_year_is_looked_at_whole_and_months_as_they_go():
    on = date(2026, 1, 15)

    assert [one.key for one in periods_on(YEAR, on)] == ["2026"]
    assert [one.key for one in periods_on(HALF, on)] == ["2026-H1", "2026-H2"]
    assert [one.key for one in periods_on(QUARTER, on)] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [one.key for one in periods_on(MONTH, on)] == ["2025-12", "2026-01"]
    assert [one.key for one in periods_on(NONE, on)] == [""]


def test_periods_are_named_in_both_languages():
    with translation.override("vi"):
        assert [
            Period(*one).name for one in ((YEAR, 2026), (HALF, 2026, 2), (QUARTER, 2026, 4), (MONTH, 2026, 5), (NONE,))
        ] == [
            "Năm 2026",
            "6 tháng cuối năm 2026",
            "Quý IV/2026",
            "Tháng 5/2026",
            "",
        ]
