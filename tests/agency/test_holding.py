"""Who holds what on a day: seats, deputies in charge, seats lent, people who left, many agencies in one query."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.actor import actor_of
from sotay.agency.holding import NOBODY, Holders, Owner
from sotay.agency.models import Seat
from sotay.work.models import Assignment
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.organisation import DelegationFactory

pytestmark = pytest.mark.django_db
Role, Manner = Seat.Role, Seat.Manner


def holders_of(*agencies, on=TODAY):
    return Holders([one.pk for one in agencies], on=on)


def owned(agency, owner):
    row = Assignment(agency=agency)
    owner.put_on(row)
    return row


def test_a_seat_is_owned_by_whoever_holds_it_on_the_day(agency):
    unit, other = UnitFactory(agency=agency), UnitFactory(agency=agency)
    before = SeatFactory(agency=agency, unit=unit, role=Role.UNIT_HEAD, to_date=TODAY)
    after = SeatFactory(agency=agency, unit=unit, role=Role.UNIT_HEAD, from_date=TODAY + timedelta(days=1))
    SeatFactory(agency=agency, unit=other, role=Role.UNIT_HEAD)
    row = owned(agency, Owner(role=Role.UNIT_HEAD, unit=unit))

    assert holders_of(agency).owners(row) == {before.user_id}
    assert holders_of(agency, on=TODAY + timedelta(days=1)).owners(row) == {after.user_id}
    assert holders_of(agency).named(row) == f"Trưởng phòng, {unit} ({before.user})"


@pytest.mark.parametrize("manner", [Manner.ACTING, Manner.IN_CHARGE])
@pytest.mark.parametrize(("deputy", "head"), [(Role.UNIT_DEPUTY, Role.UNIT_HEAD), (Role.DEPUTY_HEAD, Role.HEAD)])
def test_a_deputy_in_charge_holds_the_seat_of_the_head(agency, manner, deputy, head):
    unit = UnitFactory(agency=agency) if head == Role.UNIT_HEAD else None
    seat = SeatFactory(agency=agency, unit=unit, role=deputy, manner=manner)
    row = owned(agency, Owner(role=head, unit=unit))

    assert holders_of(agency).owners(row) == {seat.user_id}
    actor = actor_of(seat.user, agency=agency, on=TODAY)
    assert actor.holds(head, unit_id=unit.pk if unit else None)
    assert actor.holds(deputy)


def test_a_deputy_who_is_not_in_charge_does_not(agency):
    unit = UnitFactory(agency=agency)
    seat = SeatFactory(agency=agency, unit=unit, role=Role.UNIT_DEPUTY)
    row = owned(agency, Owner(role=Role.UNIT_HEAD, unit=unit))

    assert holders_of(agency).owners(row) == frozenset()
    assert not actor_of(seat.user, agency=agency, on=TODAY).holds(Role.UNIT_HEAD)


def test_nobody_owns_what_an_empty_seat_or_nobody_owns_and_it_is_told_by_the_seat(agency):
    unit = UnitFactory(agency=agency)
    row = owned(agency, Owner(role=Role.UNIT_HEAD, unit=unit))

    assert holders_of(agency).owners(row) == holders_of(agency).owners(owned(agency, NOBODY)) == frozenset()
    assert holders_of(agency).named(row) == f"Trưởng phòng, {unit}"
    assert holders_of(agency).first(agency.pk, [Role.QMR, Role.SECRETARY]) == []


def test_whoever_has_left_or_has_no_account_owns_nothing(agency):
    left = SeatFactory(agency=agency, to_date=date(2026, 6, 1))
    locked = SeatFactory(agency=agency, role=Role.SECRETARY)
    locked.user.is_active = False
    locked.user.save()

    for owner in (Owner(user=left.user), Owner(user=locked.user), Owner(role=Role.SECRETARY)):
        assert holders_of(agency).owners(owned(agency, owner)) == frozenset()
    assert not holders_of(agency).is_seated(agency.pk, left.user_id)


def test_whom_a_seat_is_lent_to_counts_beside_its_holder_while_seated_here(agency, other_agency):
    seat = SeatFactory(agency=agency, role=Role.SECRETARY)
    here, elsewhere = SeatFactory(agency=agency), SeatFactory(agency=other_agency)
    for one in (here, elsewhere):
        DelegationFactory(agency=agency, seat=seat, to_user=one.user)
    over = SeatFactory(agency=agency)
    DelegationFactory(agency=agency, seat=seat, to_user=over.user, to_date=TODAY - timedelta(days=1))

    holders = holders_of(agency)
    assert holders.owners(owned(agency, Owner(role=Role.SECRETARY))) == {seat.user_id, here.user_id}
    assert [one.pk for one in holders.seats(agency.pk, Role.SECRETARY)] == [seat.pk]


def test_the_first_of_several_roles_that_is_held_is_found(agency):
    head = SeatFactory(agency=agency, role=Role.HEAD)

    assert holders_of(agency).first(agency.pk, [Role.QMR, Role.HEAD, Role.SECRETARY]) == [head]


def test_many_agencies_are_read_in_one_query_and_never_mixed():
    agencies = AgencyFactory.create_batch(30)
    seats = {one.pk: SeatFactory(agency=one, role=Role.SECRETARY) for one in agencies}

    with CaptureQueriesContext(connection) as seen:
        holders = holders_of(*agencies)
        found = {one.pk: holders.owners(owned(one, Owner(role=Role.SECRETARY))) for one in agencies}
    assert found == {pk: {seat.user_id} for pk, seat in seats.items()}
    assert holders.people(agencies[0].pk) == {seats[agencies[0].pk].user: frozenset()}
    assert len(seen) == 1
