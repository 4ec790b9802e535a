"""Due dates: fixed days that do not roll, terms that do, and the words of standing on each side of the edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.workdays import shipped_calendar
from sotay.standard.catalogue.obligations import Rule, obligation_of, obligations
from sotay.standard.catalogue.periods import period_of, periods_on
from sotay.standard.registry.kinds import Length
from sotay.standard.registry.parameters import parameter_of
from sotay.standard.standings.due import due_of_event, due_of_period, word_of
from sotay.standard.standings.models import Word
from tests.standard.calm import calm

YEARS = st.integers(2000, 2100)


def by_default(code, _day):
    return parameter_of(code).default


@pytest.mark.parametrize(
    ("code", "period", "due"),
    [
        ("audit.yearly", "2026", date(2026, 9, 30)),
        ("objectives.half", "2026", date(2026, 6, 9)),
        ("objectives.half", "2029", date(2029, 6, 9)),  # a Saturday: fixed dates do not roll
        ("objectives.year", "2026", date(2026, 11, 9)),
        ("survey.synthesis", "2026-H1", date(2026, 6, 9)),
        ("survey.synthesis", "2026-H2", date(2026, 11, 9)),
        ("reports.results", "2026-H1", date(2026, 6, 25)),
        ("reports.results", "2026-H2", date(2026, 11, 25)),
        ("review.yearly", "2026", date(2026, 12, 31)),
        ("review.monthly", "2028-02", date(2028, 2, 29)),
        ("security.logs", "2026-Q3", date(2026, 9, 30)),
        ("security.level", "", date(2027, 1, 1)),
        ("inspection.rollup", "2026", date(2026, 11, 30)),
        ("law.update", "", None),
        ("documents.approved", "", None),
    ],
)
def test_an_obligation_falls_due_as_printed(code, period, due):
    assert due_of_period(obligation_of(code), period_of(period), kept=by_default) == due


@calm
@given(on=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_fixed_day_lies_in_the_year_of_its_period(on):
    for one in obligations().values():
        if one.due.rule in {Rule.FIXED, Rule.PERIOD_END}:
            for period in periods_on(one.per, on):
                due = due_of_period(one, period, kept=by_default)
                assert due.year == period.year
                assert one.due.rule is not Rule.PERIOD_END or due == period.end


@calm
@given(
    start=st.dates(date(2019, 1, 1), date(2026, 6, 30)),
    count=st.integers(1, 24),
    unit=st.sampled_from(["WORKING", "CALENDAR", "MONTHS"]),
)
def test_a_term_ends_after_its_event_on_a_working_day(start, count, unit):
    calendar = shipped_calendar()
    due = due_of_event(start, Length(count, unit), calendar=calendar)

    assert due > start
    assert calendar.is_working_day(due)
    assert due_of_event(start, Length(count + 1, unit), calendar=calendar) >= due


def test_three_months_end_on_the_same_day_and_roll_off_days_off():
    calendar = shipped_calendar()

    assert due_of_event(date(2026, 1, 15), Length(3, "MONTHS"), calendar=calendar) == date(2026, 4, 15)
    assert due_of_event(date(2025, 11, 30), Length(3, "MONTHS"), calendar=calendar) == date(
        2026, 3, 2
    )  # 28/2 is a Saturday


def test_plain_days_need_no_calendar_and_other_terms_do():
    assert due_of_event(date(2026, 1, 1), Length(30, "CALENDAR")) == date(2026, 1, 31)
    with pytest.raises(ValueError, match="calendar"):
        due_of_event(date(2026, 1, 1), Length(3, "WORKING"))


@calm
@given(due=st.dates(date(2001, 1, 1), date(2099, 12, 31)), away=st.integers(-400, 400), warning=st.integers(0, 366))
def test_the_word_changes_at_the_warning_and_after_the_due_date(due, away, warning):
    word = word_of(due=due, on=due - timedelta(days=away), warning=warning)

    assert word == (Word.OVERDUE if away < 0 else Word.DUE_SOON if away <= warning else Word.OPEN)


def test_without_a_due_date_a_thing_is_open():
    assert word_of(due=None, on=date(2026, 1, 1), warning=30) == Word.OPEN
