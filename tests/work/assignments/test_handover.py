"""A seat that is handed over names the work it is to do and the work it gave."""

from datetime import date

import pytest

from sotay.agency.models import Seat
from sotay.organisation.people.handover import all_held
from sotay.work.models import Assignment
from tests.conftest import TODAY
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db
Role, State = Seat.Role, Assignment.State


def told(seat, key):
    part = next(part for part in all_held(seat, on=TODAY) if part.key == key)
    return [item.record for item in part.items]


def test_a_seat_hands_over_its_own_open_work_and_its_holders_earliest_first(agency):
    unit, other = UnitFactory(agency=agency), UnitFactory(agency=agency)
    seat = SeatFactory(agency=agency, unit=unit, role=Role.UNIT_HEAD)
    of_seat = AssignmentFactory(agency=agency, owner_role=Role.UNIT_HEAD, owner_unit=unit)
    by_name = AssignmentFactory(agency=agency, owner_user=seat.user, due_date=date(2026, 6, 20))
    AssignmentFactory(agency=agency, owner_role=Role.UNIT_HEAD, owner_unit=other)
    AssignmentFactory(agency=agency, owner_user=seat.user, state=State.CANCELLED, state_reason="Thôi", ended_date=TODAY)
    given = AssignmentFactory(agency=agency, giver_role=Role.UNIT_HEAD, giver_unit=unit)
    AssignmentFactory(agency=agency, giver_role=Role.UNIT_HEAD, giver_unit=other)

    assert told(seat, "work_owned") == [by_name, of_seat]
    assert told(seat, "work_given") == [given]


def test_a_deputy_in_charge_hands_over_what_is_the_heads(agency):
    unit = UnitFactory(agency=agency)
    deputy = SeatFactory(agency=agency, unit=unit, role=Role.UNIT_DEPUTY, manner=Seat.Manner.IN_CHARGE)
    of_head = AssignmentFactory(agency=agency, owner_role=Role.UNIT_HEAD, owner_unit=unit)

    assert told(deputy, "work_owned") == [of_head]


def test_a_seat_of_the_agency_has_work_without_a_unit(agency):
    seat = SeatFactory(agency=agency, role=Role.SECRETARY)
    one = AssignmentFactory(agency=agency, owner_role=Role.SECRETARY, giver_role=Role.SECRETARY)

    assert told(seat, "work_owned") == told(seat, "work_given") == [one]
