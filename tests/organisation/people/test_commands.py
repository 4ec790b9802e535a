"""People and seats: given, changed, moved, ended, refused, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sotay.agency.models import Decision, Grant, Seat, User
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.people.commands import (
    add_person,
    change_seat,
    end_seat,
    give_seat,
    give_seats,
    reset_password,
    transfer_seat,
)
from sotay.organisation.people.given import SeatGiven
from sotay.organisation.people.passwords import new_number, password_from
from sotay.organisation.people.queries import holder_of, holders_of
from sotay.web.account.passwords import FourClasses
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, DecisionFactory, SeatFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role
JULY = date(2026, 7, 1)


def given(agency, actor, user=None, role=Role.OFFICIAL, **more):
    wanted = {"person": user or UserFactory(), "role": role, "from_date": TODAY} | more
    return give_seat(agency, actor=actor, on=TODAY, **wanted)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_add_person_makes_an_account_that_must_change_its_password_and_seats_it(agency, secretary):
    user = add_person(
        agency, actor=secretary, on=TODAY, password="Xy7#Xy7#Xy7#", full_name="Nguyễn  Văn An", username="AnNV",
        role=Role.OFFICIAL, from_date=TODAY,
    )  # fmt: skip

    assert (user.username, user.full_name, user.must_change_password) == ("annv", "Nguyễn Văn An", True)
    assert user.check_password("Xy7#Xy7#Xy7#")
    assert user.seats.get().role == Role.OFFICIAL
    assert set(Entry.objects.values_list("action", flat=True)) == {
        "organisation.person.added",
        "organisation.seat.given",
    }
    assert "Xy7#" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_add_person_refuses_a_username_in_use_and_makes_nothing(agency, secretary):
    UserFactory(username="annv")

    codes = refused(
        add_person, agency, actor=secretary, on=TODAY, password=None, full_name="An", username="annv",
        role=Role.OFFICIAL, from_date=TODAY,
    )  # fmt: skip

    assert codes == ("username_taken",)
    assert not Entry.objects.exists()


def test_add_person_makes_no_account_when_the_seat_is_refused(agency, secretary):
    codes = refused(
        add_person, agency, actor=secretary, on=TODAY, password=None, full_name="An", username="annv",
        role=Role.QMR, from_date=TODAY,
    )  # fmt: skip

    assert codes == ("decision_missing",)
    assert not User.objects.filter(username="annv").exists()


def test_first_passwords_have_all_four_classes_and_differ():
    made = {password_from(new_number()) for _time in range(50)}

    assert len(made) == 50
    for password in made:
        FourClasses().validate(password)
        assert len(password) == 12


@pytest.mark.parametrize("role", sorted(Seat.NEEDS_DECISION))
def test_give_seat_refuses_without_decision_where_one_is_needed(agency, secretary, role):
    assert refused(given, agency, secretary, role=role) == ("decision_missing",)


def test_give_seat_enters_the_decision_typed_beside_it_once(agency, secretary):
    typed = NewDecision(number="04/QĐ-BCĐISO", date=date(2026, 6, 1))

    first = given(agency, secretary, role=Role.COMMITTEE_MEMBER, decision=typed)
    second = given(agency, secretary, role=Role.COMMITTEE_MEMBER, decision=typed)

    assert first.decision == second.decision == Decision.objects.get(number="04/QĐ-BCĐISO")


def test_give_seats_gives_all_of_one_decision_or_none(agency, secretary):
    decision = DecisionFactory(agency=agency)
    head = UserFactory()
    lines = [SeatGiven(person=head, role=Role.COMMITTEE_HEAD), SeatGiven(person=UserFactory(), role=Role.UNIT_HEAD)]

    codes = refused(give_seats, agency, actor=secretary, on=TODAY, from_date=TODAY, decision=decision, seats=lines)
    assert codes == ("unit_missing",)
    assert not head.seats.exists()

    lines[1] = SeatGiven(person=lines[1].person, role=Role.COMMITTEE_MEMBER)
    seats = give_seats(agency, actor=secretary, on=TODAY, from_date=TODAY, decision=decision, seats=lines)
    assert {seat.decision for seat in seats} == {decision}
    assert Entry.objects.filter(action="organisation.seat.given").count() == 2


def test_give_seats_sees_two_holders_of_one_seat_within_the_same_decision(agency, secretary):
    lines = [SeatGiven(person=UserFactory(), role=Role.HEAD) for _person in range(2)]

    assert refused(give_seats, agency, actor=secretary, on=TODAY, from_date=TODAY, seats=lines) == ("seat_taken",)


@pytest.mark.parametrize("role", [Role.HEAD, Role.COMMITTEE_HEAD, Role.QMR])
def test_a_seat_of_one_holder_is_refused_while_held_and_given_after_it_ends(agency, secretary, role):
    decision = DecisionFactory(agency=agency)
    held = SeatFactory(agency=agency, role=role)
    assert refused(given, agency, secretary, role=role, decision=decision) == ("seat_taken",)

    end_seat(held, actor=secretary, version=1, to_date=date(2026, 6, 30), reason="Nghỉ hưu")

    assert given(agency, secretary, role=role, from_date=JULY, decision=decision).from_date == JULY


def test_each_unit_has_its_own_head(agency, secretary):
    first, second = UnitFactory(agency=agency), UnitFactory(agency=agency)
    SeatFactory(agency=agency, unit=first, role=Role.UNIT_HEAD)

    assert refused(given, agency, secretary, role=Role.UNIT_HEAD, unit=first) == ("seat_taken",)
    assert given(agency, secretary, role=Role.UNIT_HEAD, unit=second).unit == second


def test_there_may_be_several_secretaries_and_officials(agency, secretary):
    decision = DecisionFactory(agency=agency)

    assert given(agency, secretary, role=Role.SECRETARY, decision=decision)
    assert given(agency, secretary)


def test_give_seat_refuses_the_same_seat_twice_and_ended_or_foreign_units(agency, secretary, other_agency):
    held = SeatFactory(agency=agency)
    ended = UnitFactory(agency=agency, ended_date=date(2026, 1, 1))
    foreign = UnitFactory(agency=other_agency)

    assert refused(given, agency, secretary, held.user) == ("held_already",)
    assert refused(given, agency, secretary, unit=ended) == ("unit_ended",)
    assert refused(given, agency, secretary, unit=foreign) == ("unit_of_another",)
    assert refused(given, agency, secretary, to_date=date(2026, 1, 1)) == ("ends_before_start",)


def test_a_deputy_in_charge_is_seated_as_the_head_in_charge(agency, secretary):
    in_charge = Seat.Manner.IN_CHARGE
    assert refused(given, agency, secretary, role=Role.DEPUTY_HEAD, manner=in_charge) == ("in_charge_of_what",)

    seat = given(agency, secretary, role=Role.HEAD, manner=in_charge, title="Phó Giám đốc")

    assert seat.named == "Phó Giám đốc (phụ trách)"
    assert holder_of(agency, Role.HEAD, on=TODAY) == seat


@pytest.mark.parametrize(
    ("title", "manner", "shown"),
    [
        ("Giám đốc", Seat.Manner.ACTING, "Q. Giám đốc"),
        ("Quyền Giám đốc", Seat.Manner.ACTING, "Quyền Giám đốc"),
        ("Q.Giám đốc", Seat.Manner.ACTING, "Q.Giám đốc"),
        ("Phó Giám đốc phụ trách", Seat.Manner.IN_CHARGE, "Phó Giám đốc phụ trách"),
        ("Trưởng phòng", Seat.Manner.IN_CHARGE, "Trưởng phòng (phụ trách)"),
    ],
)
def test_how_a_seat_is_held_is_said_once(title, manner, shown):
    assert Seat(role=Role.HEAD, title=title, manner=manner).named == shown


def test_writing_and_approving_lie_in_two_hands_unless_the_agency_is_small(agency, secretary):
    decision = DecisionFactory(agency=agency)
    taken = refused(given, agency, secretary, secretary.user, role=Role.COMMITTEE_HEAD, decision=decision)
    assert taken == ("writes_and_approves",)

    agency.is_small = True
    agency.save()
    taken = refused(given, agency, secretary, secretary.user, role=Role.COMMITTEE_HEAD, decision=decision)
    assert taken == ("chain_of_one",)

    SeatFactory(agency=agency, role=Role.HEAD)
    assert given(agency, secretary, secretary.user, role=Role.COMMITTEE_HEAD, decision=decision)


def test_give_seat_is_denied_to_an_official_and_to_another_agencys_secretary(agency, official, other_agency):
    for actor in (official, person(other_agency, Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            given(agency, actor)


def test_change_seat_corrects_title_and_keeps_its_decision(agency, secretary):
    seat = SeatFactory(agency=agency, role=Role.QMR)
    values = {"from_date": seat.from_date, "decision": seat.decision}

    changed = change_seat(seat, actor=secretary, version=1, on=TODAY, title="Phó Giám đốc", **values)

    assert changed.title == "Phó Giám đốc"
    assert Entry.objects.get().data["before"] == {"title": ""}
    same = {"version": 2, "on": TODAY, "title": "Phó Giám đốc", **values}
    assert change_seat(seat, actor=secretary, **same) is UNCHANGED
    assert refused(change_seat, seat, actor=secretary, **same | {"decision": None}) == ("decision_missing",)
    with pytest.raises(Stale):
        change_seat(seat, actor=secretary, **same | {"version": 1})


def test_end_seat_keeps_the_reason_and_refuses_days_that_cannot_be(agency, secretary):
    seat = SeatFactory(agency=agency)
    assert refused(end_seat, seat, actor=secretary, version=1, to_date=date(2025, 1, 1), reason="x") == (
        "ends_before_start",
    )

    ended = end_seat(seat, actor=secretary, version=1, to_date=TODAY, reason="Chuyển công tác")

    assert ended.to_date == TODAY
    assert Entry.objects.get().reason == "Chuyển công tác"
    assert refused(end_seat, ended, actor=secretary, version=2, to_date=TODAY, reason="x") == ("ended_already",)


def test_end_seat_refuses_to_leave_nobody_who_administers(agency, secretary):
    seat = Seat.objects.get(user=secretary.user)
    assert refused(end_seat, seat, actor=secretary, version=1, to_date=TODAY, reason="x") == ("nobody_administers",)

    SeatFactory(agency=agency, role=Role.ADMINISTRATOR)

    assert end_seat(seat, actor=secretary, version=1, to_date=TODAY, reason="Nghỉ hưu")


def test_transfer_seat_ends_one_and_begins_a_like_one_in_the_other_unit(agency, secretary):
    old, new = UnitFactory(agency=agency), UnitFactory(agency=agency)
    seat = SeatFactory(agency=agency, unit=old, title="Chuyên viên")

    moved = transfer_seat(seat, actor=secretary, version=1, on=TODAY, unit=new, date=JULY, reason="Điều động")

    seat.refresh_from_db()
    assert (seat.to_date, moved.from_date, moved.unit, moved.title) == (date(2026, 6, 30), JULY, new, "Chuyên viên")
    assert refused(
        transfer_seat, moved, actor=secretary, version=1, on=TODAY, unit=new, date=date(2026, 8, 1), reason="x"
    ) == ("same_unit",)


def test_transfer_seat_refuses_a_unit_that_has_its_head(agency, secretary):
    old, new = UnitFactory(agency=agency), UnitFactory(agency=agency)
    seat = SeatFactory(agency=agency, unit=old, role=Role.UNIT_HEAD)
    SeatFactory(agency=agency, unit=new, role=Role.UNIT_HEAD)

    codes = refused(transfer_seat, seat, actor=secretary, version=1, on=TODAY, unit=new, date=JULY, reason="x")

    assert codes == ("seat_taken",)
    seat.refresh_from_db()
    assert seat.to_date is None


def test_reset_password_is_only_for_people_who_sit_nowhere_else(agency, secretary, other_agency):
    here = SeatFactory(agency=agency).user
    both = SeatFactory(agency=agency).user
    SeatFactory(agency=other_agency, user=both)
    before = both.password

    reset_password(here, actor=secretary, on=TODAY, password="Xy7#Xy7#Xy7#")
    assert refused(reset_password, both, actor=secretary, on=TODAY, password="Xy7#") == ("seats_elsewhere",)

    here.refresh_from_db()
    both.refresh_from_db()
    assert here.check_password("Xy7#Xy7#Xy7#")
    assert here.must_change_password
    assert both.password == before


def test_reset_password_counts_only_seats_that_are_held(agency, secretary, other_agency):
    user = SeatFactory(agency=agency).user
    SeatFactory(agency=other_agency, user=user, to_date=date(2026, 3, 1))

    assert reset_password(user, actor=secretary, on=TODAY, password="Xy7#Xy7#Xy7#")


def test_reset_password_refuses_for_a_person_who_reads_in_another_agency(agency, secretary, other_agency):
    user = SeatFactory(agency=agency).user
    grant = Grant.objects.create(
        agency=other_agency, to_user=user, purpose="Kiểm tra", from_date=TODAY, to_date=date(2026, 12, 31)
    )
    assert refused(reset_password, user, actor=secretary, on=TODAY, password="Xy7#") == ("reads_elsewhere",)

    grant.revoked_at = timezone.now()
    grant.save()

    assert reset_password(user, actor=secretary, on=TODAY, password="Xy7#Xy7#Xy7#")


def test_reset_password_refuses_strangers_oneself_and_the_installation(agency, secretary, official):
    stranger = UserFactory()
    root = SeatFactory(agency=agency, user=UserFactory(is_superuser=True)).user

    assert refused(reset_password, stranger, actor=secretary, on=TODAY, password="x") == ("no_seat_here",)
    assert refused(reset_password, secretary.user, actor=secretary, on=TODAY, password="x") == ("own_password",)
    assert refused(reset_password, root, actor=secretary, on=TODAY, password="x") == ("installation_account",)
    with pytest.raises(PermissionDenied):
        reset_password(stranger, actor=official, on=TODAY, password="x")


def test_an_empty_seat_passes_on_to_the_committee_head_and_then_to_the_head(agency):
    assert holder_of(agency, Role.QMR, on=TODAY) is None
    head = SeatFactory(agency=agency, role=Role.HEAD)
    assert holder_of(agency, Role.QMR, on=TODAY) == head
    committee = SeatFactory(agency=agency, role=Role.COMMITTEE_HEAD)
    assert holder_of(agency, Role.QMR, on=TODAY) == committee
    qmr = SeatFactory(agency=agency, role=Role.QMR, from_date=date(2026, 6, 1))
    SeatFactory(agency=AgencyFactory(), role=Role.QMR)
    assert holders_of(agency, Role.QMR, on=TODAY) == (qmr,)
    assert holder_of(agency, Role.QMR, on=date(2026, 5, 1)) == committee


def test_the_holder_of_a_unit_role_is_that_units(agency):
    first, second = UnitFactory(agency=agency), UnitFactory(agency=agency)
    seat = SeatFactory(agency=agency, unit=first, role=Role.UNIT_HEAD)

    assert holder_of(agency, Role.UNIT_HEAD, on=TODAY, unit=first) == seat
    assert holder_of(agency, Role.UNIT_HEAD, on=TODAY, unit=second) is None
