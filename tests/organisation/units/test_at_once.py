"""Two people at one organisation at once: each hears of the other, nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from sotay.agency.models import Seat, Unit
from sotay.commands import Refused, Stale
from sotay.journal.models import Entry
from sotay.organisation.people.commands import end_seat
from sotay.organisation.units.commands import change_unit, create_unit
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory


def placed(unit, *, below, actor):
    return change_unit(unit, actor=actor, version=1, code=unit.code, name=unit.name, parent=below)


def at_once(*acts):
    """Run the acts in threads of their own; return what each gave, a refusal as its codes."""

    def alone(act):
        try:
            return act()
        except Refused as refusal:
            return refusal.codes
        except Stale:
            return Stale
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def test_two_people_who_give_one_code_at_once_are_told_and_one_has_it(fresh_database):
    agency = AgencyFactory()
    actor = person(agency, Seat.Role.SECRETARY)

    done = at_once(*[lambda: create_unit(agency, actor=actor, code="VP", name="Văn phòng")] * 4)

    assert sorted(one == ("code_taken",) for one in done) == [False, True, True, True]
    assert Unit.objects.count() == 1


def test_two_units_moved_below_each_other_at_once_make_no_ring(fresh_database):
    agency = AgencyFactory()
    actor = person(agency, Seat.Role.SECRETARY)
    one, other = UnitFactory(agency=agency), UnitFactory(agency=agency)

    done = at_once(
        lambda: placed(one, below=other, actor=actor),
        lambda: placed(other, below=one, actor=actor),
    )

    assert sum(result == ("parent_below",) for result in done) == 1
    assert Unit.objects.filter(parent__isnull=False).count() == 1


def test_one_seat_ended_by_two_people_at_once_ends_once(fresh_database):
    agency = AgencyFactory()
    actor = person(agency, Seat.Role.SECRETARY)
    seat = SeatFactory(agency=agency)

    done = at_once(*[lambda: end_seat(seat, actor=actor, version=1, to_date=TODAY, reason="Nghỉ hưu")] * 2)

    assert done.count(Stale) == 1
    assert Entry.objects.filter(action="organisation.seat.ended").count() == 1
