"""Rounds of approval: sets, steps, pinning, two equal ways, never the author alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.actor import actor_of
from sotay.agency.clock import today
from sotay.agency.models import Delegation, Seat, Unit
from sotay.approvals import purposes
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, submit, withdraw
from sotay.approvals.models import Approval, Route, RouteStep
from sotay.approvals.queries import awaiting
from sotay.commands import Refused, Stale
from sotay.journal.models import Entry
from tests.conftest import TODAY, person
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role


@pytest.fixture
def purpose(monkeypatch):
    """A purpose that approves the names of units and remembers what it was told."""
    told = []
    monkeypatch.setattr(purposes, "_purposes", dict(purposes._purposes))
    purposes.register(
        purposes.Purpose(
            code="test.units",
            label="Tên đơn vị",
            steps=(purposes.DefaultStep(Role.QMR, "Soát xét"), purposes.DefaultStep(Role.HEAD, "Phê duyệt")),
            content=lambda unit: {"name": unit.name},
            on_approved=lambda approval, *, actor, kept: told.append(("approved", [one.name for one in kept])),
            on_returned=lambda approval, *, actor, reason: told.append(("returned", reason)),
            may_submit="organisation.manage_units",
        )
    )
    return told


@pytest.fixture
def carrier(agency):
    return UnitFactory(agency=agency, name="Phòng Mang")


def submitted(carrier, secretary, *units):
    return submit(carrier, units or (carrier,), actor=secretary, purpose="test.units", on=TODAY)


def test_a_step_addressed_to_an_empty_seat_passes_on_and_consecutive_steps_of_one_person_are_one_click(
    carrier, secretary, head, purpose
):
    approval = submitted(carrier, secretary)

    assert awaiting(head, on=TODAY) == [approval]
    approval = approve(approval, actor=head, version=approval.version, on=TODAY)

    assert (approval.state, approval.way, approval.approved_date) == (Approval.State.APPROVED, "SYSTEM", TODAY)
    assert purpose == [("approved", ["Phòng Mang"])]
    assert awaiting(head, on=TODAY) == []


def test_two_people_sign_one_after_the_other(agency, carrier, secretary, head, purpose):
    qmr = person(agency, Role.QMR)
    approval = submitted(carrier, secretary)
    assert awaiting(head, on=TODAY) == []

    approval = approve(approval, actor=qmr, version=approval.version, on=TODAY)
    assert approval.state == Approval.State.OPEN
    approval = approve(approval, actor=head, version=approval.version, on=TODAY)

    assert approval.state == Approval.State.APPROVED
    assert [entry.action.rpartition(".")[2] for entry in Entry.objects.order_by("seq")] == [
        "submitted", "step_approved", "step_approved", "approved",
    ]  # fmt: skip


def test_submit_refuses_an_empty_set_and_a_second_round(carrier, secretary, head, purpose):
    with pytest.raises(Refused) as refusal:
        submit(carrier, (), actor=secretary, purpose="test.units", on=TODAY)
    assert refusal.value.codes == ("nothing_to_submit",)

    submitted(carrier, secretary)
    with pytest.raises(Refused) as refusal:
        submitted(carrier, secretary)
    assert refusal.value.codes == ("submitted_already",)


def test_submit_refuses_when_nobody_can_sign(carrier, secretary, purpose):
    SeatFactory(agency=carrier.agency, role=Role.HEAD, to_date=date(2026, 2, 1))

    with pytest.raises(Refused) as refusal:
        submitted(carrier, secretary)

    assert refusal.value.codes == ("no_signer", "no_signer")
    assert not Approval.objects.exists()


def test_approve_refuses_content_that_changed_after_it_was_submitted(carrier, secretary, head, purpose):
    approval = submitted(carrier, secretary)
    Unit.objects.filter(pk=carrier.pk).update(name="Phòng Khác")

    with pytest.raises(Refused) as refusal:
        approve(approval, actor=head, version=approval.version, on=TODAY)

    assert refusal.value.codes == ("content_changed",)


def test_approve_leaves_single_records_out_with_a_reason(agency, carrier, secretary, head, purpose):
    kept, left = UnitFactory(agency=agency), UnitFactory(agency=agency)
    approval = submitted(carrier, secretary, kept, left)
    item = approval.items.get(subject_uuid=left.uuid)

    with pytest.raises(Refused):
        approve(approval, actor=head, version=approval.version, leave_out={item.pk: " "}, on=TODAY)
    approve(approval, actor=head, version=approval.version, leave_out={item.pk: "Chưa rõ"}, on=TODAY)

    assert purpose == [("approved", [kept.name])]


def test_the_author_alone_never_approves(agency, carrier, purpose):
    both = person(agency, Role.HEAD)
    SeatFactory(agency=agency, user=both.user, role=Role.SECRETARY)
    both = actor_of(both.user, agency=agency, on=TODAY)
    approval = submitted(carrier, both)

    with pytest.raises(Refused) as refusal:
        approve(approval, actor=both, version=approval.version, on=TODAY)

    assert refusal.value.codes == ("author_alone",)


def test_approve_is_denied_to_whom_the_step_is_not_addressed(carrier, secretary, head, official, purpose):
    approval = submitted(carrier, secretary)

    for actor in (official, secretary):
        with pytest.raises(PermissionDenied):
            approve(approval, actor=actor, version=approval.version, on=TODAY)


def test_return_sends_the_set_back_with_a_reason(carrier, secretary, head, purpose):
    approval = submitted(carrier, secretary)
    with pytest.raises(Refused):
        return_with_reason(approval, actor=head, version=approval.version, reason="")

    approval = return_with_reason(approval, actor=head, version=approval.version, reason="Ghi rõ căn cứ")

    assert approval.state == Approval.State.RETURNED
    assert purpose == [("returned", "Ghi rõ căn cứ")]


def test_withdraw_is_the_authors(carrier, secretary, head, purpose):
    approval = submitted(carrier, secretary)
    with pytest.raises(PermissionDenied):
        withdraw(approval, actor=head, version=approval.version, reason="Nhầm")

    assert (
        withdraw(approval, actor=secretary, version=approval.version, reason="Nhầm").state == Approval.State.WITHDRAWN
    )


def test_a_signed_paper_approves_with_its_own_date(carrier, secretary, head, purpose):
    approval = submitted(carrier, secretary)

    approval = approve_by_paper(
        approval,
        actor=secretary,
        version=approval.version,
        number="12/QĐ-STN",
        date=date(2026, 6, 1),
        signer_name="Trần Thị Ký",
        signer_title="Giám đốc",
    )

    assert (approval.state, approval.way, approval.approved_date) == (
        Approval.State.APPROVED,
        "PAPER",
        date(2026, 6, 1),
    )
    assert approval.decided_at.date() != approval.approved_date
    assert purpose == [("approved", ["Phòng Mang"])]


def test_a_signed_paper_is_not_entered_by_an_official(carrier, secretary, head, official, purpose):
    approval = submitted(carrier, secretary)
    with pytest.raises(PermissionDenied):
        approve_by_paper(approval, actor=official, version=1, number="1", date=TODAY, signer_name="A")


def test_the_agencys_own_route_replaces_the_default(agency, carrier, secretary, head, purpose):
    route = Route.objects.create(agency=agency, purpose="test.units")
    RouteStep.objects.create(agency=agency, route=route, position=1, label="Ký", role=Role.DEPUTY_HEAD)
    deputy = person(agency, Role.DEPUTY_HEAD)

    approval = submitted(carrier, secretary)

    assert awaiting(deputy, on=TODAY) == [approval]
    assert awaiting(head, on=TODAY) == []


def test_a_lent_seat_signs_and_is_named(agency, carrier, secretary, head, official, purpose):

    seat = Seat.objects.get(pk=head.seats[0].pk)
    Delegation.objects.create(
        agency=agency, seat=seat, to_user=official.user, from_date=TODAY, to_date=TODAY, reason="Đi công tác"
    )
    standing_in = actor_of(official.user, agency=agency, on=TODAY)
    approval = submitted(carrier, secretary)

    approval = approve(approval, actor=standing_in, version=approval.version, on=TODAY)

    assert approval.steps.first().votes.get().for_seat == "Người đứng đầu cơ quan"


def test_paper_of_the_same_number_and_date_is_one_decision(agency, carrier, secretary, head, purpose):
    paper = DecisionFactory(agency=agency, number="7/QĐ-STN", date=date(2026, 6, 1))
    approval = submitted(carrier, secretary)

    approval = approve_by_paper(
        approval, actor=secretary, version=1, number="7/QĐ-STN", date=date(2026, 6, 1), signer_name="Ai đó"
    )

    assert approval.paper == paper


def route_of(agency, *steps):
    route = Route.objects.create(agency=agency, purpose="test.units")
    for position, (label, role, rule) in enumerate(steps, start=1):
        RouteStep.objects.create(agency=agency, route=route, position=position, label=label, role=role, rule=rule)


def lend(actor, to):
    seat = Seat.objects.get(pk=actor.seats[0].pk)
    Delegation.objects.create(
        agency=seat.agency, seat=seat, to_user=to.user, from_date=today(), to_date=today(), reason="Đi công tác"
    )
    return actor_of(to.user, agency=seat.agency, on=today())


def test_a_step_of_all_ends_with_the_last_of_its_signers_and_waits_no_more_for_who_agreed(
    agency, carrier, secretary, head, purpose
):
    one, other = person(agency, Role.COMMITTEE_MEMBER), person(agency, Role.COMMITTEE_MEMBER)
    route_of(agency, ("Ban ISO", Role.COMMITTEE_MEMBER, "ALL"))
    approval = approve(submitted(carrier, secretary), actor=one, version=1, on=TODAY)

    assert approval.state == Approval.State.OPEN
    assert (awaiting(one, on=TODAY), awaiting(other, on=TODAY)) == ([], [approval])
    with pytest.raises(Refused) as refusal:
        approve(approval, actor=one, version=approval.version, on=TODAY)
    assert refusal.value.codes == ("agreed_already",)

    approval = approve(approval, actor=other, version=approval.version, on=TODAY)
    assert approval.state == Approval.State.APPROVED


def test_one_seat_of_a_step_of_all_speaks_once_also_when_it_is_lent(agency, carrier, secretary, official, purpose):
    one, other = person(agency, Role.COMMITTEE_MEMBER), person(agency, Role.COMMITTEE_MEMBER)
    standing_in = lend(one, official)
    route_of(agency, ("Ban ISO", Role.COMMITTEE_MEMBER, "ALL"))
    approval = approve(submitted(carrier, secretary), actor=one, version=1, on=today())

    approval = approve(approval, actor=standing_in, version=approval.version, on=today())
    assert approval.state == Approval.State.OPEN, "the other has not been asked yet"

    approval = approve(approval, actor=other, version=approval.version, on=today())
    assert approval.state == Approval.State.APPROVED


def test_a_word_for_a_lent_seat_counts_for_its_holder(agency, carrier, secretary, official, purpose):
    one, other = person(agency, Role.COMMITTEE_MEMBER), person(agency, Role.COMMITTEE_MEMBER)
    standing_in = lend(one, official)
    route_of(agency, ("Ban ISO", Role.COMMITTEE_MEMBER, "ALL"))
    approval = approve(submitted(carrier, secretary), actor=standing_in, version=1, on=today())

    approval = approve(approval, actor=other, version=approval.version, on=today())

    assert approval.state == Approval.State.APPROVED


def test_who_agreed_and_waits_for_others_may_still_return_the_set(agency, carrier, secretary, purpose):
    one, _other = person(agency, Role.COMMITTEE_MEMBER), person(agency, Role.COMMITTEE_MEMBER)
    route_of(agency, ("Ban ISO", Role.COMMITTEE_MEMBER, "ALL"))
    approval = approve(submitted(carrier, secretary), actor=one, version=1, on=TODAY)

    approval = return_with_reason(approval, actor=one, version=approval.version, reason="Xem lại căn cứ")

    assert approval.state == Approval.State.RETURNED


def test_the_author_may_be_one_of_several_who_must_all_agree(agency, carrier, secretary, purpose):
    SeatFactory(agency=agency, user=secretary.user, role=Role.COMMITTEE_MEMBER)
    author = actor_of(secretary.user, agency=agency, on=TODAY)
    other = person(agency, Role.COMMITTEE_MEMBER)
    route_of(agency, ("Ban ISO", Role.COMMITTEE_MEMBER, "ALL"))

    approval = approve(submitted(carrier, author), actor=author, version=1, on=TODAY)
    assert approval.state == Approval.State.OPEN
    assert approve(approval, actor=other, version=approval.version, on=TODAY).state == Approval.State.APPROVED


def test_the_author_never_approves_alone_by_a_lent_seat(agency, carrier, secretary, purpose):
    author = lend(person(agency, Role.COMMITTEE_MEMBER), secretary)
    route_of(agency, ("Ban ISO", Role.COMMITTEE_MEMBER, "ALL"))
    approval = submitted(carrier, author)

    with pytest.raises(Refused) as refusal:
        approve(approval, actor=author, version=approval.version, on=today())

    assert refusal.value.codes == ("author_alone",)


def test_what_an_earlier_step_left_out_is_no_longer_looked_at(agency, carrier, secretary, head, purpose):
    qmr = person(agency, Role.QMR)
    kept, left = UnitFactory(agency=agency), UnitFactory(agency=agency)
    approval = submitted(carrier, secretary, kept, left)
    out, stays = approval.items.get(subject_uuid=left.uuid), approval.items.get(subject_uuid=kept.uuid)
    approval = approve(approval, actor=qmr, version=1, leave_out={out.pk: "Chưa rõ"}, on=TODAY)
    Unit.objects.filter(pk=left.pk).update(name="Sửa tiếp")

    with pytest.raises(Refused) as refusal:
        approve(approval, actor=head, version=approval.version, leave_out={stays.pk: "Chưa rõ"}, on=TODAY)
    assert refusal.value.codes == ("nothing_left",)

    approval = approve(approval, actor=head, version=approval.version, on=TODAY)
    assert approval.state == Approval.State.APPROVED
    assert purpose == [("approved", [kept.name])]


def test_who_signs_another_step_is_told_that_it_is_not_the_turn(agency, carrier, secretary, head, purpose):
    person(agency, Role.QMR)
    approval = submitted(carrier, secretary)

    for act in (
        lambda: approve(approval, actor=head, version=1, on=TODAY),
        lambda: return_with_reason(approval, actor=head, version=1, reason="Sai"),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.codes == ("not_your_turn",)


def test_two_who_approve_at_once_are_one_after_the_other(carrier, secretary, head, purpose):
    approval = submitted(carrier, secretary)
    approve(approval, actor=head, version=approval.version, on=TODAY)

    with pytest.raises(Stale):
        return_with_reason(approval, actor=head, version=approval.version, reason="Sai")
