"""Working days and terms."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.workdays import (
    DayKind,
    NamedDay,
    TermUnit,
    WorkCalendar,
    add_months,
    shipped_calendar,
    shipped_packs,
    statutory_days,
)

CASES = json.loads((Path(__file__).parents[1] / "cases" / "working_days.json").read_text(encoding="utf-8"))
TERMS = CASES["term_cases"]
UNITS = {"working_days": TermUnit.WORKING, "calendar_days": TermUnit.CALENDAR}
CALENDAR = shipped_calendar()
EMPTY = WorkCalendar(frozenset(), frozenset(), frozenset())


@pytest.fixture(scope="module", autouse=True)
def _library_loaded():
    """Load the library of holidays once, so that no single example is charged with it."""
    for year in range(2018, 2031):
        statutory_days(year)


days = st.dates(min_value=date(2018, 6, 1), max_value=date(2029, 12, 31))


# Packs


def test_the_packs_hold_every_decided_weekday_off_and_swapped_saturday():
    off = sorted(day.isoformat() for day in CALENDAR.days_off if day.weekday() < 5 and day.year >= 2019)
    assert off == CASES["weekdays_off_2019_2026"]
    assert sorted(day.isoformat() for day in CALENDAR.worked_days) == CASES["make_up_working_saturdays"]


def test_every_day_of_a_pack_says_what_it_rests_on():
    packs = shipped_packs()
    assert sorted(packs) == list(range(2019, 2027))
    for pack in packs.values():
        assert pack.basis
        assert all(day.name and day.basis for day in pack.days)
        assert all((day.kind == DayKind.SWAP_WORK) == (day.date in CALENDAR.worked_days) for day in pack.days)
        swaps = [day.kind for day in pack.days if day.kind.startswith("SWAP")]
        assert swaps.count(DayKind.SWAP_OFF) == swaps.count(DayKind.SWAP_WORK)


@pytest.mark.parametrize(("year", "count"), TERMS["working_days_of_year"].items())
def test_a_year_has_the_working_days_that_were_counted(year, count):
    assert CALENDAR.count_working_days(date(int(year) - 1, 12, 31), date(int(year), 12, 31)) == count


@pytest.mark.parametrize("year", range(2019, 2027))
def test_decided_years_contain_the_statutory_days_but_for_tet(year):
    statutory = [day for day in statutory_days(year) if "Tết Nguyên Đán" not in day.name]
    assert len(statutory) >= 5
    assert {day.date for day in statutory} <= CALENDAR.days_off


# Terms


@pytest.mark.parametrize("case", CASES["deadline_cases"], ids=lambda case: f"{case['received']}+{case['term']}")
def test_due_dates_across_holidays(case):
    received = date.fromisoformat(case["received"])
    assert CALENDAR.due(received, case["term"], UNITS[case["unit"]]).isoformat() == case["expected_due"]


@pytest.mark.parametrize("case", TERMS["working_days"], ids=lambda case: f"{case['start']}+{case['n']}")
def test_the_nth_working_day(case):
    assert CALENDAR.add_working_days(date.fromisoformat(case["start"]), case["n"]).isoformat() == case["due"]


@pytest.mark.parametrize("case", TERMS["months"], ids=lambda case: f"{case['start']}+{case['months']}")
def test_terms_in_months_end_on_the_same_day_and_roll_when_it_is_a_day_off(case):
    start = date.fromisoformat(case["start"])
    assert CALENDAR.raw_due(start, case["months"], TermUnit.MONTHS).isoformat() == case["raw_due"]
    assert CALENDAR.due(start, case["months"], TermUnit.MONTHS).isoformat() == case["due"]


@pytest.mark.parametrize("case", TERMS["months_raw_only"], ids=lambda case: case["start"])
def test_terms_in_months_end_with_a_shorter_month(case):
    assert add_months(date.fromisoformat(case["start"]), case["months"]).isoformat() == case["raw_due"]


@pytest.mark.parametrize("case", CASES["same_day_cases"], ids=lambda case: case["received"])
def test_same_day_procedures_roll_over_after_the_cut_off(case):
    received = datetime.fromisoformat(case["received"])
    due = CALENDAR.due(received.date(), 0, received_time=received.time(), cutoff=time(15))
    assert due.isoformat() == case["expected_due"]


def test_reception_after_the_cut_off_counts_as_the_next_working_day():
    friday = date(2026, 11, 20)
    assert CALENDAR.due(friday, 1, received_time=time(15), cutoff=time(15)) == date(2026, 11, 23)
    assert CALENDAR.due(friday, 1, received_time=time(15, 1), cutoff=time(15)) == date(2026, 11, 25)  # 24/11 is off
    assert CALENDAR.due(friday, 1, received_time=time(15, 1)) == date(2026, 11, 23)


def test_reception_on_a_day_off_is_never_earlier_than_reception_late_the_day_before():
    late_friday = CALENDAR.due(date(2026, 11, 13), 1, received_time=time(16), cutoff=time(15))
    saturday = CALENDAR.due(date(2026, 11, 14), 1, received_time=time(9), cutoff=time(15))
    assert late_friday == saturday == date(2026, 11, 17)


def test_fixed_dates_do_not_roll_forward():
    # "trước ngày 10/6/2029": 9/6 is a Saturday, the reminder names Friday 8/6.
    assert CALENDAR.last_working_day_on_or_before(date(2029, 6, 9)) == date(2029, 6, 8)
    assert CALENDAR.last_working_day_on_or_before(date(2026, 1, 10)) == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("start", "n", "unit"),
    [
        (date(2026, 1, 5), -1, TermUnit.WORKING),
        (date(2026, 1, 5), -1, TermUnit.MONTHS),
        (date(2026, 1, 5), 40_001, TermUnit.CALENDAR),
        (date(2026, 1, 5), 10**9, TermUnit.WORKING),
        (date(9000, 1, 5), 30_000, TermUnit.MONTHS),
    ],
)
def test_impossible_terms_are_refused(start, n, unit):
    with pytest.raises(ValueError, match="Thời hạn"):
        CALENDAR.due(start, n, unit)


@given(days, st.integers(min_value=0, max_value=60))
def test_the_day_due_is_worked_and_lies_that_many_working_days_ahead(start, n):
    due = CALENDAR.add_working_days(start, n)
    assert CALENDAR.is_working_day(due)
    if n:
        assert CALENDAR.count_working_days(start, due) == n
    else:
        assert due == CALENDAR.working_day_on_or_after(start)


@given(days, days, st.integers(min_value=0, max_value=40), st.sampled_from(TermUnit))
def test_who_comes_later_is_never_due_earlier(one, other, n, unit):
    early, late = sorted((one, other))
    assert CALENDAR.due(early, n, unit) <= CALENDAR.due(late, n, unit)
    assert CALENDAR.due(early, n, unit) <= CALENDAR.due(early, n + 1, unit)


@given(days, st.integers(min_value=0, max_value=40), st.sampled_from(TermUnit))
def test_a_term_rolls_forward_only_over_days_off(start, n, unit):
    raw, due = CALENDAR.raw_due(start, n, unit), CALENDAR.due(start, n, unit)
    assert CALENDAR.is_working_day(due)
    between = [raw + timedelta(days=number) for number in range((due - raw).days)]
    assert not any(map(CALENDAR.is_working_day, between))


@given(days, st.integers(min_value=1, max_value=40))
def test_counting_back_undoes_counting_on(start, n):
    working = CALENDAR.working_day_on_or_after(start)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(working, n), -n) == working


@given(days)
def test_the_neighbours_of_a_day_are_worked_with_none_between(day):
    after, before = CALENDAR.next_working_day(day), CALENDAR.previous_working_day(day)
    assert before < day < after
    assert CALENDAR.count_working_days(before, after) == 1 + CALENDAR.is_working_day(day)
    assert CALENDAR.count_working_days(after, before) == -CALENDAR.count_working_days(before, after)


# Years without a published calendar


def test_a_year_without_a_pack_takes_the_statutory_days_and_says_so():
    assert CALENDAR.decided(2026)
    assert not CALENDAR.decided(2027)
    assert CALENDAR.undecided_years(date(2026, 11, 30), date(2028, 1, 1)) == (2027, 2028)
    off = [day.date.isoformat() for day in statutory_days(2027) if day.date.weekday() < 5]
    assert off == TERMS["statutory_2027"]["off"]
    assert not CALENDAR.is_working_day(date(2027, 5, 3))
    assert CALENDAR.due(date(2027, 4, 29), 1) == date(2027, 5, 4)


@pytest.mark.parametrize(("year", "law"), [(2018, "10/2012/QH13"), (2027, "45/2019/QH14")])
def test_statutory_days_rest_on_the_law_of_their_year(year, law):
    assert all(law in day.basis for day in statutory_days(year) if day.date.month < 11)


def test_the_day_of_culture_is_off_from_2026_on_and_never_made_up():
    assert date(2025, 11, 24) not in {day.date for day in statutory_days(2025)}
    saturday = next(year for year in range(2027, 2040) if date(year, 11, 24).weekday() == 5)
    assert {day.date for day in statutory_days(saturday) if day.date.month == 11} == {date(saturday, 11, 24)}


@pytest.mark.parametrize("year", [2015, 2018, 2024])
def test_swaps_known_to_the_library_are_no_statutory_days(year):
    assert not [day for day in statutory_days(year) if "thay cho" in day.name]
    assert len({day.date for day in statutory_days(year)}) == len(statutory_days(year))


# Calendars of one's own


def test_own_days_change_a_shipped_year_day_by_day():
    own = CALENDAR.changed_by(
        [
            NamedDay(date(2026, 1, 2), DayKind.SWAP_WORK, "Không hoán đổi"),
            NamedDay(date(2026, 6, 15), DayKind.HOLIDAY, "Nghỉ theo thông báo của tỉnh"),
        ]
    )
    assert own.is_working_day(date(2026, 1, 2))
    assert not own.is_working_day(date(2026, 6, 15))
    assert own.is_working_day(date(2026, 1, 10))
    assert not CALENDAR.is_working_day(date(2026, 1, 2))


def test_a_year_of_ones_own_replaces_the_shipped_and_the_statutory_one():
    own = CALENDAR.changed_by(
        [NamedDay(date(2026, 1, 1), DayKind.HOLIDAY, "Tết"), NamedDay(date(2027, 2, 4), DayKind.HOLIDAY, "Tết")],
        decided_years=[2026, 2027],
    )
    assert own.is_working_day(date(2026, 2, 17))
    assert not own.is_working_day(date(2026, 1, 10))
    assert own.decided(2027)
    assert not own.is_working_day(date(2027, 2, 4))
    assert own.is_working_day(date(2027, 2, 10))
    assert not own.is_working_day(date(2025, 5, 2))


def test_saturday_and_sunday_rest_without_any_calendar():
    assert [EMPTY.is_working_day(date(2027, 3, day)) for day in range(1, 8)] == [True] * 5 + [False] * 2
