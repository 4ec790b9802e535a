"""Tổng quan shows where the agency stands and says the same as the table of standings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.standard.standings.commands import refresh
from sotay.standard.standings.freshness import judge_batch
from sotay.standard.standings.models import Standing, Word
from sotay.web.mine.queries import get_my_work
from sotay.web.overview.queries import COUNTED, get_overview
from tests.conftest import person
from tests.factories.agency import UnitFactory

pytestmark = pytest.mark.django_db


def seen(actor):
    return get_overview(viewer=actor, year=today().year, today=today())


def test_the_ring_counts_what_the_table_counts(agency, secretary, head):
    UnitFactory(agency=agency, name="Phòng Vắng")
    refresh([agency], on=today())

    page = seen(secretary)

    counted = Standing.objects.filter(agency=agency, standing__in=COUNTED)
    assert page.ring.total == counted.count()
    assert page.ring.done == counted.filter(standing=Word.MET).count()
    assert sum(row.total for row in page.strip) == page.ring.total
    assert [row.clause for row in page.strip] == ["4", "5", "6", "7", "8", "9", "10"]


def test_what_is_late_names_the_unit_and_who_holds_it(agency, secretary, head):
    unit = UnitFactory(agency=agency, name="Phòng Vắng")
    agency.in_use_from_date = today().replace(year=today().year - 1)
    agency.save()

    late = [one for one in seen(secretary).late if one.unit == unit.name]

    assert late
    assert str(head.user) in late[0].holder
    assert late[0].days > 0


def test_the_reminder_names_items_units_and_dates(agency, secretary, head, signed_in):
    UnitFactory(agency=agency, name="Phòng Vắng")
    agency.in_use_from_date = today().replace(year=today().year - 1)
    agency.save()

    page = signed_in(secretary).get(f"/{agency.short_name}/").content.decode()

    assert "Kính gửi các anh, chị" in page
    assert "Phòng Vắng" in page


@pytest.mark.parametrize("year", ["1900", "x", "99999"])
def test_a_year_out_of_range_shows_this_year(agency, secretary, signed_in, year):
    page = signed_in(secretary).get(f"/{agency.short_name}/?year={year}").content.decode()
    assert str(today().year) in page


def test_a_year_gone_by_is_judged_for_its_last_day(agency, secretary, signed_in):
    response = signed_in(secretary).get(f"/{agency.short_name}/?year={today().year - 1}")
    assert response.status_code == 200
    assert response.context["page"].on.month == 12


def test_the_same_queries_for_few_and_many_units(agency, secretary, head, signed_in):
    client = signed_in(secretary)
    UnitFactory(agency=agency)
    refresh([agency], on=today())
    client.get(f"/{agency.short_name}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/{agency.short_name}/")
    for _ in range(30):
        UnitFactory(agency=agency)
    refresh([agency], on=today())
    with CaptureQueriesContext(connection) as many:
        client.get(f"/{agency.short_name}/")

    assert len(many) == len(few) <= 12, [query["sql"][:120] for query in many]


def test_my_work_shows_what_my_seat_owes_and_not_what_others_owe(agency, secretary, head):
    agency.in_use_from_date = today().replace(year=today().year - 1)
    agency.save()
    official = person(agency, Seat.Role.OFFICIAL)

    judge_batch([agency], on=today())

    mine = get_my_work(viewer=secretary, on=today())
    theirs = get_my_work(viewer=official, on=today())

    assert next(group.key for group in mine.groups if group.rows) == "late"
    assert theirs.is_empty


def test_my_work_teaches_when_nothing_waits(agency, official, signed_in):
    assert "Hiện không có việc nào chờ" in signed_in(official).get(f"/{agency.short_name}/my-work/").content.decode()
