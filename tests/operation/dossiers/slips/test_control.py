"""Whether each step kept its time: by the day, or by working hours where it is less than a day."""
# ruff: noqa: DTZ001  the clock of a dossier reads the agency's own time

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.workdays import shipped_calendar
from sotay.operation.dossiers.slips.control import hours_between, timing_of
from sotay.operation.procedures.models import ProcedureStep

CALENDAR = shipped_calendar()
MONDAY = datetime(2026, 6, 1, 9)


def step(value, unit="WORKING_DAY"):
    return ProcedureStep(time_value=None if value is None else Decimal(value), time_unit=unit)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (MONDAY, MONDAY.replace(hour=11), 2),
        (MONDAY, MONDAY.replace(hour=14, minute=30), Decimal("3.5")),
        (MONDAY, datetime(2026, 6, 2, 9), 8),
        (datetime(2026, 6, 5, 16), datetime(2026, 6, 8, 8), 2),
        (datetime(2026, 6, 6, 9), datetime(2026, 6, 7, 9), 0),
        (datetime(2026, 6, 6, 9), datetime(2026, 6, 8, 8, 30), 1),
    ],
)
def test_working_hours(start, end, hours):
    assert hours_between(start, end, CALENDAR) == hours


@pytest.mark.parametrize(
    ("value", "unit", "done", "timing"),
    [
        ("0.5", "WORKING_DAY", MONDAY.replace(hour=11), "EARLY"),
        ("0.5", "WORKING_DAY", MONDAY.replace(hour=15), "ON_TIME"),
        ("0.5", "WORKING_DAY", MONDAY.replace(hour=15, minute=1), "LATE"),
        ("2", "HOUR", MONDAY.replace(hour=11), "ON_TIME"),
        ("2", "WORKING_DAY", datetime(2026, 6, 2, 9), "EARLY"),
        ("2", "WORKING_DAY", datetime(2026, 6, 3, 17), "ON_TIME"),
        ("2", "WORKING_DAY", datetime(2026, 6, 4, 8), "LATE"),
        (None, "WORKING_DAY", datetime(2026, 6, 4, 8), ""),
    ],
)
def test_a_step(value, unit, done, timing):
    assert timing_of(step(value, unit), MONDAY, done, CALENDAR) == timing


def test_a_pause_is_left_out():
    done = datetime(2026, 6, 4, 8)
    assert timing_of(step("2"), MONDAY, done, CALENDAR, waited_days=1) == "ON_TIME"
    assert timing_of(step("0.5"), MONDAY, MONDAY.replace(hour=17), CALENDAR, waited_hours=Decimal(3)) == "EARLY"


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))


@given(moments, moments, moments)
def test_hours_of_two_spans_are_those_of_both(one, two, three):
    first, second, third = sorted([one, two, three])
    parts = hours_between(first, second, CALENDAR) + hours_between(second, third, CALENDAR)
    assert abs(hours_between(first, third, CALENDAR) - parts) < Decimal("0.001")
    assert parts >= 0
