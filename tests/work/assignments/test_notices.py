"""Who is told of work: whoever holds the seat on the day, the helpers, never the one who acted."""

from datetime import date, timedelta

import pytest

from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.work.assignments import commands
from sotay.work.models import Assignment, Notice
from tests.conftest import TODAY, person
from tests.factories.agency import SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db
Role, Kind = Seat.Role, Notice.Kind
DUE = date(2026, 6, 30)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def owner(agency, unit):
    return person(agency, Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def helper(agency):
    return person(agency, Role.OFFICIAL)


@pytest.fixture
def one(secretary, unit, owner, helper):
    """Work the secretary gave to the head of the unit, with a helper; told, and read by both."""
    to = Owner(role=Role.UNIT_HEAD, unit=unit)
    given = commands.give_assignment(
        unit.agency, actor=secretary, title="Rà soát", owner=to, due_date=DUE, helpers=[helper.user], on=TODAY
    )
    assert told() == {(owner.user, Kind.ASSIGNED), (helper.user, Kind.ASSIGNED)}
    Notice.objects.all().delete()
    return given


def told():
    return {(notice.user, notice.kind) for notice in Notice.objects.filter(read_at__isnull=True).select_related("user")}


def did(act, one, actor, **more):
    one = Assignment.objects.get(pk=one.pk)
    return act(one, actor=actor, version=one.version, **more)


def test_the_giver_is_told_of_what_comes_back_is_done_or_is_asked(secretary, one, owner):
    did(commands.ask_extension, one, owner, wanted_date=DUE + timedelta(days=3), reason="Chờ", on=TODAY)
    assert told() == {(secretary.user, Kind.EXTENSION)}
    did(commands.finish_assignment, one, owner, result="Xong", on=TODAY)
    assert told() == {(secretary.user, Kind.EXTENSION), (secretary.user, Kind.WORK_DONE)}

    did(commands.send_back, one, secretary, reason="Thiếu")
    assert told() == {(owner.user, Kind.RETURNED)}
    assert Notice.objects.get(kind=Kind.RETURNED).text == "Thiếu"
    did(commands.give_back, one, owner, reason="Không phải việc của phòng", on=TODAY)
    assert told() == {(secretary.user, Kind.RETURNED)}


def test_what_the_giver_answers_changes_or_cancels_is_told_to_who_does_it(secretary, one, owner, helper):
    asked = did(commands.ask_extension, one, owner, wanted_date=DUE + timedelta(days=3), reason="Chờ", on=TODAY)
    commands.answer_extension(asked, actor=secretary, version=1, granted=False, answer="Gấp", on=TODAY)
    assert told() == {(owner.user, Kind.EXTENSION)}
    Notice.objects.all().delete()

    same = {"owner": Owner(role=Role.UNIT_HEAD, unit=one.owner_unit), "helpers": [helper.user], "on": TODAY}
    did(commands.change_assignment, one, secretary, title="Tên khác", due_date=DUE, **same)
    assert told() == {(owner.user, Kind.WORK_CHANGED), (helper.user, Kind.WORK_CHANGED)}
    Notice.objects.all().delete()

    did(commands.cancel_assignment, one, secretary, reason="Thôi", on=TODAY)
    assert {notice.text for notice in Notice.objects.all()} == {"Thôi"}
    assert told() == {(owner.user, Kind.WORK_CHANGED), (helper.user, Kind.WORK_CHANGED)}


def test_who_loses_the_work_is_told_beside_who_gets_it(agency, secretary, one, owner):
    other = SeatFactory(agency=agency)

    did(
        commands.change_assignment,
        one,
        secretary,
        title="Rà soát",
        owner=Owner(user=other.user),
        due_date=DUE,
        on=TODAY,
    )

    assert told() == {(other.user, Kind.ASSIGNED), (owner.user, Kind.WORK_CHANGED)}


def test_the_successor_in_a_seat_is_told_and_not_who_left_it(agency, secretary, one, owner):
    seat = Seat.objects.get(user=secretary.user)
    seat.to_date = TODAY - timedelta(days=1)
    seat.save()
    successor = SeatFactory(agency=agency, role=Role.SECRETARY, from_date=TODAY)

    did(commands.finish_assignment, one, owner, result="Xong", on=TODAY)

    assert told() == {(successor.user, Kind.WORK_DONE)}


def test_nobody_is_told_of_an_act_of_ones_own_and_acting_reads_what_was_told(agency, secretary):
    mine = commands.give_assignment(
        agency, actor=secretary, title="Tự làm", owner=Owner(user=secretary.user), due_date=DUE, on=TODAY
    )
    did(commands.finish_assignment, mine, secretary, result="Xong", on=TODAY)

    assert not Notice.objects.exists()


def test_what_a_job_gives_is_told_of_as_from_whoever_decided_it(agency, head, unit, owner):
    job = Actor.system("planning.put_in_force", agency=agency)
    of_unit, decided = Owner(role=Role.UNIT_HEAD, unit=unit), Owner(user=head.user, role=Role.HEAD)

    commands.give_assignment(agency, actor=job, title="Rà soát", owner=of_unit, giver=decided, due_date=DUE, on=TODAY)

    assert Notice.objects.get(user=owner.user).who == head.user.full_name
