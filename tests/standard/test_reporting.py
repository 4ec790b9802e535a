"""Reporting periods: their days, changed by the agency, over the edges of years."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis.strategies import integers, sampled_from, text

from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.reporting import (
    KINDS,
    name_of_period,
    nearest_period,
    order_of_key,
    parts_of_key,
    reporting_period,
    reporting_periods,
)
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db


def days(agency, year=2026):
    return {one.kind: (one.start, one.cutoff, one.due) for one in reporting_periods(agency.pk, year)}


def test_the_days_are_those_of_letter_262_by_default(agency):
    start = date(2026, 1, 1)

    assert days(agency) == {
        "Q1": (start, date(2026, 3, 31), date(2026, 4, 10)),
        "H1": (start, date(2026, 5, 31), date(2026, 6, 9)),
        "Q3": (start, date(2026, 9, 30), date(2026, 10, 10)),
        "Y": (start, date(2026, 10, 31), date(2026, 11, 9)),
        "F": (start, date(2026, 12, 31), date(2027, 1, 20)),
    }


def test_before_the_tenth_is_the_ninth_also_on_a_day_off(agency):
    assert date(2029, 6, 9).weekday() == 5
    assert days(agency, 2029)["H1"][2] == date(2029, 6, 9)


def test_the_agency_changes_cutoff_and_due_day(agency):
    for code, value in {
        "reporting.half.cutoff": "06-15",
        "objectives.half.due": "06-25",
        "reporting.year.cutoff": "11-30",
        "objectives.year.due": "12-15",
        "reporting.final.due": "02-10",
        "reporting.quarter.days": "5",
    }.items():
        ParameterValueFactory(agency=agency, code=code, value=value)

    found = days(agency)

    assert found["H1"][1:] == (date(2026, 6, 15), date(2026, 6, 24))
    assert found["Y"][1:] == (date(2026, 11, 30), date(2026, 12, 14))
    assert found["F"][1:] == (date(2026, 12, 31), date(2027, 2, 10))
    assert found["Q1"][2] == date(2026, 4, 5)


def test_a_change_holds_from_the_first_year_that_begins_with_it(agency):
    ParameterValueFactory(agency=agency, code="objectives.half.due", value="06-25", valid_from_date=date(2026, 1, 2))

    assert days(agency, 2026)["H1"][2] == date(2026, 6, 9)
    assert days(agency, 2027)["H1"][2] == date(2027, 6, 24)


def test_the_day_before_march_is_the_29th_in_a_leap_year(agency):
    ParameterValueFactory(agency=agency, code="objectives.half.due", value="03-01", valid_from_date=date(2020, 1, 1))

    assert days(agency, 2027)["H1"][2] == date(2027, 2, 28)
    assert days(agency, 2028)["H1"][2] == date(2028, 2, 29)


def test_another_agencys_days_are_its_own(agency, other_agency):
    ParameterValueFactory(agency=other_agency, code="objectives.half.due", value="06-25")

    assert days(agency)["H1"][2] == date(2026, 6, 9)


def test_values_read_for_a_batch_cost_no_query(agency):
    values = values_of([agency.pk])

    with CaptureQueriesContext(connection) as seen:
        assert len(reporting_periods(agency.pk, 2026, values=values)) == len(KINDS)
    assert len(seen) == 0


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2026, 1, 10), "2025-F"),
        (date(2026, 4, 1), "2026-H1"),
        (date(2026, 6, 5), "2026-H1"),
        (date(2026, 6, 12), "2026-H1"),
        (date(2026, 8, 24), "2026-H1"),
        (date(2026, 8, 26), "2026-Y"),
        (date(2026, 12, 1), "2026-Y"),
        (date(2026, 12, 31), "2026-F"),
        (date(2027, 1, 1), "2026-F"),
    ],
)
def test_the_period_in_mind_is_the_one_due_nearest(agency, on, key):
    assert nearest_period(agency.pk, on=on).key == key


def test_a_period_is_found_by_its_key(agency):
    period = reporting_period(agency.pk, "2026-H1")

    assert (period.key, period.name, period.is_final) == ("2026-H1", "6 tháng đầu năm 2026", False)
    assert reporting_period(agency.pk, "2026-F").is_final


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-H2", "2026-h1", "26-H1", "٢٠٢٦-H1", "2026-H1 ", "2026-Q2", "0000-H1"]
)
def test_what_is_no_key_is_refused(key):
    with pytest.raises(ValueError, match="no reporting period"):
        parts_of_key(key)


def test_keys_sort_by_year_and_place_in_the_year():
    keys = ["2026-F", "2026-Y", "2026-H1", "2025-F", "2026-Q3", "2026-Q1"]

    assert sorted(keys, key=order_of_key) == ["2025-F", "2026-Q1", "2026-H1", "2026-Q3", "2026-Y", "2026-F"]


@given(integers(1900, 2200), sampled_from(KINDS))
def test_every_period_has_its_days_in_order_and_reads_its_own_key(year, kind):
    (period,) = [one for one in reporting_periods(0, year, values=Values([])) if one.kind == kind]

    assert period.start <= period.cutoff < period.due
    assert parts_of_key(period.key) == (year, kind)
    assert str(year) in name_of_period(period.key)


@given(text(max_size=8))
def test_no_text_breaks_the_reading_of_a_key(typed):
    try:
        year, kind = parts_of_key(typed)
    except ValueError:
        return
    assert f"{year}-{kind}" == typed
