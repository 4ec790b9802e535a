"""Until when a law is to stand in the system: months by Bộ luật Dân sự 148, the raw day and the next working day."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.context.laws.deadlines import deadline_of
from sotay.standard.standings.batch import Batch
from tests.conftest import TODAY
from tests.factories.context import LawFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("effective", "raw", "last"),
    [
        (date(2025, 11, 30), date(2026, 2, 28), date(2026, 3, 2)),
        (date(2026, 5, 31), date(2026, 8, 31), date(2026, 9, 3)),
        (date(2026, 7, 1), date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 3, 1)),
        (date(2023, 11, 30), date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_three_months_from_the_day_it_takes_effect(agency, effective, raw, last):
    found = deadline_of(LawFactory(agency=agency, effective_date=effective), batch=Batch([agency], on=TODAY))

    assert (found.raw, found.last, found.rolls) == (raw, last, raw != last)


def test_a_decision_that_publishes_services_has_thirty_days_of_its_own(agency):
    law = LawFactory(agency=agency, publishes_services=True, effective_date=None, issued_date=date(2026, 6, 1))

    assert deadline_of(law, batch=Batch([agency], on=TODAY)).raw == date(2026, 7, 1)
    ParameterValueFactory(agency=agency, code="law.services.term", value="10 WORKING", valid_from_date=date(2020, 1, 1))
    assert deadline_of(law, batch=Batch([agency], on=TODAY)).raw == date(2026, 6, 15)


def test_nobody_knows_without_a_day_of_effect_or_with_one_beyond_the_calendar(agency):
    batch = Batch([agency], on=TODAY)

    assert deadline_of(LawFactory(agency=agency, effective_date=None), batch=batch) is None
    assert deadline_of(LawFactory(agency=agency, effective_date=date.max), batch=batch) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(effective=st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_the_day_is_the_same_of_the_month_or_its_last_and_never_rolls_back(agency, effective):
    law = LawFactory.build(agency=agency, effective_date=effective)

    found = deadline_of(law, batch=Batch([agency], on=TODAY))

    months = (found.raw.year - effective.year) * 12 + found.raw.month - effective.month
    longest = calendar.monthrange(found.raw.year, found.raw.month)[1]
    assert months == 3
    assert found.raw.day == min(effective.day, longest)
    assert found.raw <= found.last <= found.raw + timedelta(days=14)
