"""An agency's own calendar over the shipped one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sotay.agency.models import CalendarDay, CalendarYear
from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import DayKind, shipped_calendar

pytestmark = pytest.mark.django_db


def own_day(agency, day, kind=DayKind.HOLIDAY):
    return CalendarDay.objects.create(
        agency=agency, date=day, kind=kind, name="Ngày riêng", basis="Thông báo 1/TB-UBND"
    )


def test_an_agency_without_days_of_its_own_works_by_the_shipped_calendar(agency):
    assert calendar_of(agency) == shipped_calendar()


def test_a_year_the_agency_decided_takes_its_days_and_nothing_else(agency):
    CalendarYear.objects.create(agency=agency, year=2027, basis="Thông báo 1/TB-UBND")
    own_day(agency, date(2027, 2, 4))
    own_day(agency, date(2027, 2, 13), DayKind.SWAP_WORK)
    calendar = calendar_of(agency)

    assert calendar.decided(2027)
    assert not calendar.is_working_day(date(2027, 2, 4))
    assert calendar.is_working_day(date(2027, 2, 13))
    assert calendar.is_working_day(date(2027, 2, 8))  # statutory, but not in the agency's decision
    assert not calendar.is_working_day(date(2026, 9, 1))


def test_single_days_change_a_shipped_year(agency):
    own_day(agency, date(2026, 1, 2), DayKind.SWAP_WORK)
    assert calendar_of(agency).is_working_day(date(2026, 1, 2))
    assert calendar_of(agency).decided(2026)


def test_the_days_of_another_agency_are_not_seen(agency, other_agency):
    own_day(other_agency, date(2026, 6, 15))
    CalendarYear.objects.create(agency=other_agency, year=2027, basis="Thông báo 1/TB-UBND")
    assert calendar_of(agency) == shipped_calendar()


def test_a_calendar_takes_two_queries(agency, django_assert_num_queries):
    for day in range(1, 11):
        own_day(agency, date(2027, 3, day))
    with django_assert_num_queries(2):
        calendar_of(agency)


def test_a_day_and_a_year_stand_once_in_an_agency(agency, other_agency):
    own_day(agency, date(2027, 3, 1))
    own_day(other_agency, date(2027, 3, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        own_day(agency, date(2027, 3, 1))
    CalendarYear.objects.create(agency=agency, year=2027, basis="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarYear.objects.create(agency=agency, year=2027, basis="y")
