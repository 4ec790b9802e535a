"""What waits for whom: each source tells the right people, and asks as often for thirty agencies as for one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Delegation, Seat
from sotay.approvals import purposes
from sotay.approvals.commands import approve, submit
from sotay.standard.standings.models import Standing, Word
from sotay.work.assignments.models import Assignment
from sotay.work.waiting.commands import refresh
from sotay.work.waiting.models import WaitingItem
from sotay.work.waiting.registry import Kind
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.leadership import PolicyFactory, ReadingFactory
from tests.factories.planning import ObjectiveSetFactory
from tests.factories.work import AssignmentFactory, ExtensionFactory

pytestmark = pytest.mark.django_db
Role, State = Seat.Role, Assignment.State


def waits(actor, *, on=TODAY, prefix=""):
    """Return what waits for somebody after a look at the agency: kind and act by title."""
    refresh([actor.agency.pk], on=on)
    items = WaitingItem.objects.filter(agency=actor.agency, user=actor.user, key__startswith=prefix)
    return {one.title: (one.kind, one.act, one.due_date) for one in items}


def given(agency, owner, giver, **more):
    return AssignmentFactory(agency=agency, owner_user=owner.user, giver=giver.user, title="Rà soát", **more)


@pytest.mark.parametrize(
    ("state", "told", "kind", "act"),
    [
        ({"state": State.GIVEN}, "owner", Kind.DO, "Nhận việc"),
        ({"state": State.TAKEN}, "owner", Kind.DO, "Báo kết quả"),
        ({"state": State.RETURNED, "state_reason": "Không phải việc của phòng"}, "giver", Kind.DECIDE, "Giao lại"),
        ({"state": State.DONE, "done_date": TODAY, "result": "Đã xong"}, "giver", Kind.DECIDE, "Xem và xác nhận"),
    ],
)
def test_an_assignment_waits_for_whoever_is_to_act(agency, official, secretary, state, told, kind, act):
    one = given(agency, official, secretary, **state)
    of_owner, of_giver = waits(official, prefix="assignment"), waits(secretary, prefix="assignment")

    expected = {"Rà soát": (kind, act, one.due_date if told == "owner" else None)}
    assert (of_owner, of_giver) == ((expected, {}) if told == "owner" else ({}, expected))


@pytest.mark.parametrize("state", [State.CONFIRMED, State.CANCELLED])
def test_what_is_over_waits_for_nobody(agency, official, secretary, state):
    given(agency, official, secretary, state=state, ended_date=TODAY, state_reason="x", done_date=TODAY, result="Xong")

    assert waits(official, prefix="assignment") == waits(secretary, prefix="assignment") == {}


def test_work_of_a_seat_goes_with_the_seat(agency, secretary):
    unit = UnitFactory(agency=agency)
    old = person(agency, Role.UNIT_HEAD, unit=unit, to_date=TODAY)
    new = person(agency, Role.UNIT_HEAD, unit=unit, from_date=TODAY + timedelta(days=1), on=TODAY + timedelta(days=1))
    AssignmentFactory(agency=agency, owner_role=Role.UNIT_HEAD, owner_unit=unit, giver=secretary.user, title="Rà soát")

    assert "Rà soát" in waits(old)
    assert "Rà soát" not in waits(new)
    assert "Rà soát" not in waits(old, on=TODAY + timedelta(days=1))
    assert "Rà soát" in waits(new, on=TODAY + timedelta(days=1))


def test_work_nobody_does_any_more_goes_back_to_its_giver(agency, secretary):
    gone = person(agency, Role.OFFICIAL, to_date=TODAY - timedelta(days=1), on=TODAY - timedelta(days=1))
    given(agency, gone, secretary)

    assert waits(gone) == {}
    assert waits(secretary, prefix="assignment") == {"Rà soát": (Kind.DECIDE, "Giao lại", None)}


def test_what_a_seat_gave_is_decided_by_its_holder_and_by_the_secretary_while_it_is_empty(agency, official, secretary):
    unit = UnitFactory(agency=agency)
    leader = person(agency, Role.UNIT_HEAD, unit=unit, to_date=TODAY)
    one = AssignmentFactory(
        agency=agency, owner_user=official.user, giver_role=Role.UNIT_HEAD, giver_unit=unit, title="Rà soát"
    )
    ExtensionFactory(assignment=one)

    assert waits(leader, prefix="extension") == {"Rà soát": (Kind.DECIDE, "Trả lời gia hạn", None)}
    assert waits(secretary, prefix="extension") == {}
    assert "Rà soát" in waits(secretary, on=TODAY + timedelta(days=1), prefix="extension")


def test_who_stands_in_for_a_giver_who_left_does_not_decide_upon_the_own_work(agency, secretary, head):
    giver = SeatFactory(agency=agency, to_date=TODAY - timedelta(days=1)).user
    given = {"agency": agency, "giver": giver, "state": State.DONE, "done_date": TODAY, "result": "Đã xong"}
    AssignmentFactory(**given, owner_role=Role.SECRETARY, title="Việc của Thư ký")
    AssignmentFactory(**given, owner_role=Role.HEAD, title="Việc của người đứng đầu")

    prefix = "assignment"
    assert waits(secretary, prefix=prefix).keys() == {"Việc của người đứng đầu"}
    assert waits(head, prefix=prefix).keys() == {"Việc của Thư ký"}


@pytest.fixture
def purpose(monkeypatch):
    monkeypatch.setattr(purposes, "_purposes", dict(purposes._purposes))
    purposes.register(
        purposes.Purpose(
            code="test.units",
            label="Tên đơn vị",
            steps=(purposes.DefaultStep(Role.QMR, "Soát xét"), purposes.DefaultStep(Role.HEAD, "Phê duyệt")),
            content=lambda unit: {"name": unit.name},
            on_approved=lambda approval, *, actor, kept: None,
            on_returned=lambda approval, *, actor, reason: None,
            may_submit="organisation.manage_units",
        )
    )


def test_a_round_waits_for_the_signer_of_its_step_and_for_whom_the_seat_is_lent_to(
    agency, secretary, head, official, purpose
):
    unit = UnitFactory(agency=agency)
    lead = person(agency, Role.COMMITTEE_HEAD)  # stands in for the QMR nobody is
    Delegation.objects.create(
        agency=agency,
        seat_id=head.seats[0].pk,
        to_user=official.user,
        from_date=TODAY,
        to_date=TODAY,
        reason="Đi công tác",
    )
    approval = submit(unit, [unit], actor=secretary, purpose="test.units", on=TODAY)
    expected = {str(unit): (Kind.DECIDE, "Xem và quyết định", None)}
    assert waits(lead, prefix="approval") == expected
    assert waits(head, prefix="approval") == waits(official, prefix="approval") == {}

    approve(approval, actor=lead, version=approval.version, on=TODAY)

    assert waits(lead, prefix="approval") == {}
    assert waits(head, prefix="approval") == waits(official, prefix="approval") == expected
    assert waits(official, on=TODAY + timedelta(days=1), prefix="approval") == {}


def standing(agency, code="audit.yearly", **more):
    values = {"standing": Word.OVERDUE, "due_date": TODAY - timedelta(days=3), "judged_for_date": TODAY} | more
    return Standing.objects.create(agency=agency, obligation=code, **values)


def test_what_is_owed_waits_for_the_roles_of_the_obligation_in_their_own_unit(agency):
    here, there = UnitFactory(agency=agency), UnitFactory(agency=agency)
    mine, other = (person(agency, Role.UNIT_HEAD, unit=unit) for unit in (here, there))
    standing(agency, "objectives.set", unit=here, standing=Word.DUE_SOON, due_date=TODAY + timedelta(days=3))
    standing(agency, "objectives.set", unit=there, standing=Word.MET)

    ((kind, act, due),) = waits(mine, prefix="owed").values()
    assert (kind, act, due) == (Kind.REPORT, "Xem cần làm gì", TODAY + timedelta(days=3))
    assert waits(other, prefix="owed") == {}


def test_what_is_owed_by_an_empty_seat_waits_for_who_stands_in(agency, secretary):
    unit = UnitFactory(agency=agency)
    standing(agency, "objectives.set", unit=unit)

    assert len(waits(secretary, prefix="owed:objectives.set")) == 1


def test_a_policy_waits_until_it_is_confirmed(agency, official, secretary):
    policy = PolicyFactory(agency=agency, in_force=True)
    ReadingFactory(policy=policy, user=secretary.user)

    assert waits(secretary, prefix="policy") == {}
    assert waits(official, prefix="policy") == {
        "Chính sách chất lượng, lần ban hành 01": (Kind.READ, "Đọc và xác nhận", date(2026, 6, 11))
    }


def test_a_set_waits_for_the_people_of_its_unit_alone(agency, official):
    unit = UnitFactory(agency=agency)
    mine = person(agency, Role.OFFICIAL, unit=unit, from_date=date(2026, 6, 10))
    ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)

    ((kind, _act, due),) = waits(mine, prefix="set").values()
    assert (kind, due >= date(2026, 6, 20)) == (Kind.READ, True)
    assert waits(official, prefix="set") == {}


def furnished():
    """Return an agency in which something of every kind waits."""
    agency = AgencyFactory(in_use_from_date=date(2026, 1, 1))
    unit = UnitFactory(agency=agency)
    secretary = person(agency, Role.SECRETARY)
    person(agency, Role.UNIT_HEAD, unit=unit)
    person(agency, Role.HEAD)
    PolicyFactory(agency=agency, in_force=True)
    ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    for _number in range(3):
        owner = SeatFactory(agency=agency, unit=unit).user
        one = AssignmentFactory(agency=agency, owner_user=owner, giver=secretary.user)
        ExtensionFactory(assignment=one)
        standing(agency, "objectives.set", unit=UnitFactory(agency=agency))
    submit(unit, [unit], actor=secretary, purpose="test.units", on=TODAY)
    return agency


def test_thirty_agencies_ask_as_often_as_one(purpose):
    agencies = [furnished() for _number in range(30)]

    def questions(some):
        with CaptureQueriesContext(connection) as asked:
            written = refresh([one.pk for one in some], on=TODAY)
        return len(asked), written

    alone, together = questions(agencies[:1]), questions(agencies)
    assert together[0] == alone[0] <= 75
    assert together[1] == 30 * alone[1] > 0
    assert set(WaitingItem.objects.values_list("kind", flat=True)) == set(Kind)
