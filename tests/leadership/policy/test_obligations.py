"""Obligation 16: met, open, due and late."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.leadership.policy.queries import TERM
from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.leadership import PolicyFactory, ReadingFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
CODE = "policy.understood"
APPROVED = date(2026, 6, 1)
DUE = APPROVED + timedelta(days=10)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


@pytest.fixture
def policy(agency):
    return PolicyFactory(agency=agency, in_force=True)


def line(agency, on=TODAY):
    (one,) = standings_of(agency, on=on, codes={CODE})
    return one


def test_it_has_not_arisen_while_no_policy_is_in_force(agency, official):
    PolicyFactory(agency=agency)

    assert (line(agency).standing, line(agency).why) == (
        "NOT_ARISEN", "Chưa có chính sách chất lượng đang có hiệu lực.",
    )  # fmt: skip


def test_it_is_met_when_everybody_has_confirmed(agency, policy, official, head):
    for actor in (official, head):
        ReadingFactory(policy=policy, user=actor.user)

    assert line(agency).standing == "MET"


def test_it_is_open_until_the_last_day_and_late_the_day_after(agency, policy, official, head):
    ReadingFactory(policy=policy, user=head.user)

    assert (line(agency, DUE).standing, line(agency, DUE).due) == ("DUE_SOON", DUE)
    late = line(agency, DUE + timedelta(days=1))
    assert (late.standing, late.why) == ("OVERDUE", "Còn 1 trên 2 người chưa xác nhận đã đọc và hiểu.")


def test_a_confirmation_given_later_does_not_count_yet(agency, policy, official):
    ReadingFactory(policy=policy, user=official.user, read_date=TODAY)

    assert line(agency, TODAY - timedelta(days=1)).standing != "MET"
    assert line(agency, TODAY).standing == "MET"


def test_somebody_new_opens_it_again_with_time_from_the_coming(agency, policy, official):
    ReadingFactory(policy=policy, user=official.user)
    person(agency, Seat.Role.OFFICIAL, from_date=date(2026, 6, 10))

    assert (line(agency).standing, line(agency).due) == ("DUE_SOON", date(2026, 6, 20))


def test_the_agency_sets_the_days(agency, policy, official):
    ParameterValueFactory(agency=agency, code=TERM, value="60")

    assert line(agency).due == APPROVED + timedelta(days=60)


def test_the_time_begins_with_the_agencys_first_day_of_use(policy, official):
    agency = policy.agency
    agency.in_use_from_date = date(2026, 6, 11)
    agency.save()

    assert (line(agency).standing, line(agency).due) == ("DUE_SOON", date(2026, 6, 21))


def test_an_edition_before_does_not_count_for_the_new_one(agency, official):
    before = PolicyFactory(agency=agency, state="SUPERSEDED", approved_date=date(2025, 1, 1), superseded_date=APPROVED)
    ReadingFactory(policy=before, user=official.user)
    PolicyFactory(agency=agency, edition=2, in_force=True)

    assert line(agency).standing == "OVERDUE"


def test_many_agencies_take_as_many_queries_as_one(agency, policy, official):
    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            list(judge_all(agencies, on=TODAY, codes={CODE}))
        return len(seen)

    one = asked([agency])
    others = [AgencyFactory() for _ in range(5)]
    for other in others:
        PolicyFactory(agency=other, in_force=True)
        person(other, Seat.Role.OFFICIAL)
    assert asked([agency, *others]) == one
