"""Obligation 29: the list on the web follows each decision within five working days: met, gap, last day, others' duty."""

from datetime import date

import pytest

from sotay.agency.models import Agency
from sotay.context.models import ServiceChange
from sotay.standard.standings.judging import standings_of
from tests.factories.agency import AgencyFactory
from tests.factories.services import ServiceChangeFactory, ServiceFactory

pytestmark = pytest.mark.django_db
SIGNED, LAST_DAY = date(2026, 3, 2), date(2026, 3, 9)
"""A Monday, and the fifth working day behind it."""


@pytest.fixture
def province(db):
    return AgencyFactory(kind=Agency.Kind.PROVINCE, in_use_from_date=date(2026, 1, 1))


def lines(agency, on):
    return [line for line in standings_of(agency, on=on) if line.obligation == "services.published"]


def decided(agency, *, decision="30/QĐ-UBND", **more):
    return ServiceChangeFactory(
        service=ServiceFactory(agency=agency), decision=decision, **({"decision_date": SIGNED} | more)
    )


def told(changes, day):
    ServiceChange.objects.filter(pk__in=[one.pk for one in changes]).update(
        web_address="https://tinh.example.vn/tthc", web_date=day
    )


def test_one_decision_is_one_duty_met_when_all_of_it_is_told(province):
    changes = [decided(province), decided(province)]

    (waiting,) = lines(province, date(2026, 3, 3))
    told(changes[:1], date(2026, 3, 4))
    (half,) = lines(province, date(2026, 3, 5))
    told(changes, date(2026, 3, 5))
    (met,) = lines(province, date(2026, 3, 5))

    assert (waiting.due, half.standing == met.standing) == (LAST_DAY, False)
    assert "30/QĐ-UBND" in str(waiting.params["title"])
    assert (str(met.standing), met.evidence_date) == ("MET", date(2026, 3, 5))


def test_it_is_overdue_from_the_day_after_the_fifth_working_day(province):
    decided(province)

    (last_day,), (after,) = lines(province, LAST_DAY), lines(province, date(2026, 3, 10))

    assert (str(last_day.standing), str(after.standing)) == ("DUE_SOON", "OVERDUE")


def test_nothing_arose_without_a_decision_and_an_undated_one_is_said(province):
    (nothing,) = lines(province, date(2026, 3, 3))
    decided(province, decision_date=None)
    (undated,) = lines(province, date(2026, 3, 3))

    assert str(nothing.standing) == str(undated.standing) == "NOT_ARISEN"
    assert (nothing.params, undated.params) == ({}, {"count": 1})
    assert "chưa ghi ngày ký" in undated.reason


def test_what_was_signed_before_the_agency_used_the_system_is_not_overdue(province):
    decided(province, decision_date=date(2025, 6, 2))

    (line,) = lines(province, date(2026, 3, 3))

    assert str(line.standing) == "NOT_APPLICABLE"


def test_a_department_owes_nothing(agency):
    decided(agency)

    assert {str(line.standing) for line in lines(agency, date(2026, 4, 1))} <= {"NOT_APPLICABLE"}
