"""Obligation 17 and the check that objectives are known: met, gap, edge date."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.planning.objectives.models import ObjectiveSet, SetReading
from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.planning import ObjectiveSetFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
SET, KNOWN = "objectives.set", "own.objectives_known"
DUE = date(2026, 1, 31)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


def line(agency, code=SET, on=TODAY):
    (one,) = [one for one in standings_of(agency, on=on, codes={code}) if one.period in {"", "2026"}]
    return one


def reading(one, user, day=date(2026, 1, 20)):
    return SetReading.objects.create(agency=one.agency, set=one, user=user, read_date=day)


def test_it_is_met_by_the_first_approval_of_the_year(agency, unit):
    old = ObjectiveSetFactory(
        agency=agency, unit=unit, state="SUPERSEDED", approved_date=date(2026, 1, 20), superseded_date=date(2026, 4, 1)
    )
    ObjectiveSetFactory(agency=agency, unit=unit, revision=1, reason="x", in_force=True, approved_date=date(2026, 4, 1))

    met = line(agency)

    assert (met.standing, met.evidence_date, met.late) == ("MET", old.approved_date, False)


@pytest.mark.parametrize(("approved", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_an_approval_after_the_last_day_of_january_is_late(agency, unit, approved, late):
    ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, approved_date=approved)

    assert (line(agency).standing, line(agency).late) == ("MET", late)


def test_without_a_set_it_is_due_on_the_last_of_january_and_overdue_the_day_after(agency, unit):
    before = line(agency, on=DUE)
    after = line(agency, on=DUE + timedelta(days=1))

    assert (before.standing, before.due, before.why) == ("DUE_SOON", DUE, "Chưa có bộ mục tiêu và kế hoạch của năm.")
    assert (after.standing, after.link) == ("OVERDUE", "planning:objectives")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "Bộ mục tiêu đang soạn, chưa trình."),
        ({"returned_reason": "thiếu cách tính"}, "Bộ mục tiêu bị trả lại: thiếu cách tính"),
        ({"state": "SUBMITTED"}, "Bộ mục tiêu đang trình, chờ bước “–”."),
    ],
)
def test_a_gap_tells_where_the_set_stands_and_leads_to_it(agency, unit, state, said):
    one = ObjectiveSetFactory(agency=agency, unit=unit, **state)

    gap = line(agency)

    assert (gap.standing, gap.why, gap.link, gap.link_kwargs) == (
        "OVERDUE", said, "planning:set_detail", {"slug": one.slug},
    )  # fmt: skip


def test_a_set_approved_later_does_not_count_on_a_day_before(agency, unit):
    ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, approved_date=date(2026, 3, 1))

    assert line(agency, on=date(2026, 2, 28)).standing == "OVERDUE"
    assert line(agency, on=date(2026, 3, 1)).standing == "MET"


def test_the_set_of_the_agency_itself_meets_nothing_for_a_unit(agency, unit):
    ObjectiveSetFactory(agency=agency, unit=None, in_force=True)

    assert line(agency).standing == "OVERDUE"


def test_objectives_are_known_when_everybody_seated_in_the_unit_has_confirmed(agency, unit):
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    inside = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    person(agency, Seat.Role.SECRETARY)
    reading(one, inside.user)

    assert (line(agency, KNOWN).standing, line(agency, KNOWN).evidence_date) == ("MET", date(2026, 1, 20))


def test_who_has_not_read_has_ten_days_from_the_day_it_came_into_force(agency, unit):
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)  # Thursday 15 January
    reader, other = (person(agency, role, unit=unit) for role in (Seat.Role.UNIT_HEAD, Seat.Role.OFFICIAL))
    reading(one, reader.user)

    open_, late = line(agency, KNOWN, date(2026, 1, 26)), line(agency, KNOWN, date(2026, 1, 27))

    assert (open_.standing, open_.due) == ("DUE_SOON", date(2026, 1, 26))  # the 25th is a Sunday
    assert (late.standing, late.why) == ("OVERDUE", "Còn 1 trên 2 người của đơn vị chưa xác nhận đã đọc và hiểu.")
    assert late.link_kwargs == {"slug": one.slug}
    reading(one, other.user)
    assert line(agency, KNOWN, date(2026, 1, 27)).standing == "MET"


def test_a_newcomer_opens_it_again_with_time_from_the_coming(agency, unit):
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    reading(one, person(agency, Seat.Role.UNIT_HEAD, unit=unit).user)
    person(agency, Seat.Role.OFFICIAL, unit=unit, from_date=date(2026, 6, 10))

    assert (line(agency, KNOWN).standing, line(agency, KNOWN).due) == ("DUE_SOON", date(2026, 6, 22))


def test_a_confirmation_of_the_revision_before_does_not_count(agency, unit):
    head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    before = ObjectiveSetFactory(
        agency=agency, unit=unit, state="SUPERSEDED", approved_date=date(2026, 1, 15), in_force_date=date(2026, 1, 15),
        superseded_date=date(2026, 4, 1),
    )  # fmt: skip
    reading(before, head.user)
    ObjectiveSetFactory(
        agency=agency, unit=unit, revision=1, reason="x", in_force=True, in_force_date=date(2026, 4, 1),
        approved_date=date(2026, 4, 1),
    )  # fmt: skip

    assert line(agency, KNOWN, date(2026, 3, 31)).standing == "MET"
    assert line(agency, KNOWN).standing == "OVERDUE"


def test_it_has_not_arisen_while_no_set_is_in_force(agency, unit):
    ObjectiveSetFactory(agency=agency, unit=unit)
    person(agency, Seat.Role.UNIT_HEAD, unit=unit)

    assert (line(agency, KNOWN).standing, line(agency, KNOWN).why) == (
        "NOT_ARISEN", "Chưa có bộ mục tiêu đang thực hiện.",
    )  # fmt: skip


def test_the_agency_sets_the_time(agency, unit):
    ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    ParameterValueFactory(agency=agency, code="objectives.known.grace", value="60 CALENDAR")

    assert line(agency, KNOWN).due == date(2026, 3, 16)


@pytest.mark.parametrize("code", [SET, KNOWN])
def test_thirty_agencies_take_as_many_queries_as_one(agency, unit, code):
    def filled(of, state):
        one = ObjectiveSetFactory(agency=of, unit=UnitFactory(agency=of), **state)
        SeatFactory(agency=of, unit=one.unit)

    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            list(judge_all(agencies, on=TODAY, codes={code}))
        return len(seen)

    filled(agency, {"state": ObjectiveSet.State.SUBMITTED})
    filled(agency, {"in_force": True})
    one = asked([agency])
    others = AgencyFactory.create_batch(29, in_use_from_date=date(2020, 1, 1))
    for number, other in enumerate(others):
        filled(other, {"in_force": True} if number % 2 else {"state": ObjectiveSet.State.SUBMITTED})
    assert asked([agency, *others]) == one
