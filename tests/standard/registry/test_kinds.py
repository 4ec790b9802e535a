"""Kinds of parameters: what is typed, kept, shown and meant."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sotay.standard.registry.kinds import (
    BeforeMonthDay,
    Choice,
    Days,
    Length,
    Mistyped,
    MonthDay,
    OnDate,
    Percent,
    Term,
)
from tests.standard.calm import calm


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown"),
    [
        (MonthDay(), "30/9", "09-30", "30/9"),
        (MonthDay(), " 05.06 ", "06-05", "5/6"),
        (MonthDay(), "09-30", "09-30", "30/9"),
        (BeforeMonthDay(), "10/6", "06-10", "trước ngày 10/6"),
        (OnDate(), "1/1/2027", "2027-01-01", "01/01/2027"),
        (Days(), "030", "30", "30 ngày"),
        (Percent(), "62,50 %", "62.5", "62,5%"),
        (Percent(), "100", "100", "100%"),
        (Term(), "3 tháng", "3 MONTHS", "3 tháng"),
        (Term(), "5 Ngày làm việc", "5 WORKING", "5 ngày làm việc"),
        (Term(), "60 ngày", "60 CALENDAR", "60 ngày"),
        (Choice("ONE_STOP", "SOTAY"), "SOTAY", "SOTAY", "Tại Sotay"),
    ],
)
def test_a_typed_value_is_kept_in_one_form_and_shown(kind, typed, kept, shown):
    assert kind.keep(typed) == kept
    assert kind.show(kept) == shown
    assert kind.keep(kind.type(kept)) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (MonthDay(), "31/6"),
        (MonthDay(), "29/2"),
        (MonthDay(), "0/1"),
        (MonthDay(), "9"),
        (MonthDay(), ""),
        (OnDate(), "31/2/2027"),
        (OnDate(), "mai"),
        (Days(), "-1"),
        (Days(), "367"),
        (Days(), "²"),
        (Percent(), "101"),
        (Percent(), "NaN"),
        (Percent(), "nửa"),
        (Term(), "0 ngày"),
        (Term(), "3 năm"),
        (Term(), "ba tháng"),
        (Choice("ONE_STOP", "SOTAY"), "DOCUMENT_SYSTEM"),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(kind, typed):
    with pytest.raises(Mistyped) as mistake:
        kind.keep(typed)

    assert str(mistake.value).startswith("Hãy")


def test_values_are_what_rules_count_with():
    assert MonthDay().value("09-30") == (9, 30)
    assert OnDate().value("2027-01-01") == date(2027, 1, 1)
    assert Percent().value("62.5") == Decimal("62.5")
    assert Term().value("5 WORKING") == Length(5, "WORKING")


@calm
@given(day=st.dates(date(2001, 1, 1), date(2001, 12, 31)), year=st.integers(2000, 2100))
def test_before_a_day_means_the_day_before_at_the_latest_every_year(day, year):
    kept = MonthDay().keep(f"{day.day}/{day.month}")

    assert (MonthDay().due(kept, year) - BeforeMonthDay().due(kept, year)).days == 1
    assert MonthDay().due(kept, year).month == day.month
