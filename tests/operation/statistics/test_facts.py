"""Numbers of dossiers for others: by agency and unit, each with what it was counted from and divided by."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.standard.catalogue.periods import Period
from sotay.standard.registry.facts import Asked, facts, numbers
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.django_db
YEAR = Period("year", 2026)


def told(agency, code="dossiers.on_time_rate", *, unit=None, on=date(2026, 6, 10), period=YEAR):
    return numbers(code, Asked((agency.pk,), period, on)).get((agency.pk, unit.pk if unit else None))


def test_a_rate_names_its_numbers_its_denominator_and_its_months(agency):
    MonthlyCountFactory(agency=agency, month=date(2026, 1, 1), settled_on_time=97, settled_late=3)
    MonthlyCountFactory(agency=agency, month=date(2026, 2, 1), settled_on_time=99, settled_late=1)

    one = told(agency, on=date(2026, 2, 28))

    assert one.value == Decimal("98.00")
    assert one.said == "196/200 hồ sơ đã giải quyết, tháng 01–02/2026"
    assert (one.link, one.query) == ("operation:statistics", {"year": "2026", "part": ""})


def test_months_that_tell_nothing_are_named(agency):
    MonthlyCountFactory(agency=agency, month=date(2026, 2, 1))

    assert told(agency).said.endswith("chưa có số liệu tháng 01/2026, 03–05/2026")


@pytest.mark.parametrize(
    ("on", "counted"), [(date(2026, 5, 30), 0), (date(2026, 5, 31), 100), (date(2026, 6, 30), 100)]
)
def test_a_month_counts_when_it_was_over_by_the_day(agency, on, counted):
    MonthlyCountFactory(agency=agency, month=date(2026, 5, 1), received=100)

    one = told(agency, "dossiers.received", on=on)

    assert (one.value if one else 0) == counted


def test_by_what_the_agency_divides(agency):
    ParameterValueFactory(
        agency=agency, code="dossiers.rate.denominator", value="DUE", valid_from_date=date(2026, 1, 1)
    )
    MonthlyCountFactory(agency=agency, month=date(2026, 1, 1), due=100, settled_on_time=90, settled_late=5)

    one = told(agency)

    assert (one.value, "90/100 hồ sơ đến hạn giải quyết" in one.said) == (Decimal("90.00"), True)


def test_units_have_numbers_of_their_own_and_the_whole_is_not_added_to_them(agency):
    unit = UnitFactory(agency=agency)
    MonthlyCountFactory(agency=agency, month=date(2026, 1, 1), received=100)
    MonthlyCountFactory(agency=agency, month=date(2026, 1, 1), received=40, unit=unit)

    assert told(agency, "dossiers.received").value == 100
    one = told(agency, "dossiers.received", unit=unit)
    assert (one.value, one.query["unit"]) == (40, unit.slug)


def test_who_has_no_figures_has_no_number(agency):
    assert told(agency) is None
    MonthlyCountFactory(agency=agency, month=date(2026, 1, 1), settled_on_time=None)
    assert told(agency) is None


@pytest.mark.parametrize("code", [code for code in facts() if code.startswith("dossiers.")])
def test_every_fact_asks_the_same_for_many_agencies(code):
    agencies = [AgencyFactory() for _number in range(5)]
    for agency in agencies:
        MonthlyCountFactory(agency=agency, month=date(2026, 1, 1), received_online=4)

    def queries(some):
        with CaptureQueriesContext(connection) as caught:
            found = numbers(code, Asked(tuple(one.pk for one in some), YEAR, date(2026, 6, 10)))
        return len(caught), len(found)

    assert queries(agencies[:1]) == (3, 1)
    assert queries(agencies) == (3, 5)
    assert facts()[code].for_objectives
