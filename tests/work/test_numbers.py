"""Numbers of a series: consecutive, distinct, without gaps."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from sotay.work.numbers import next_number
from tests.factories.agency import AgencyFactory


@pytest.mark.django_db
def test_each_agency_series_and_year_counts_for_itself(agency, other_agency):
    asked = [
        (agency, "KPH", 2026),
        (agency, "KPH", 2026),
        (agency, "KPH", 2027),
        (agency, "DSD", 2026),
        (other_agency, "KPH", 2026),
    ]

    assert [next_number(one, series=series, year=year) for one, series, year in asked] == [1, 2, 1, 1, 1]


@pytest.mark.django_db
def test_what_is_undone_gives_its_number_back(agency):
    with transaction.atomic():
        next_number(agency, series="KPH", year=2026)
        transaction.set_rollback(True)

    assert next_number(agency, series="KPH", year=2026) == 1


def test_eight_at_once_get_consecutive_numbers(fresh_database):
    agency = AgencyFactory()

    def take(_number):
        try:
            return [next_number(agency, series="KPH", year=2026) for _time in range(10)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        given = [number for numbers in pool.map(take, range(8)) for number in numbers]

    assert sorted(given) == list(range(1, 81))
