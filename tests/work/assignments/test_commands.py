"""Writes upon assignments: what each does, what it refuses, whom it is denied to."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.agency import subjects
from sotay.agency.actor import Actor, actor_of
from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Seat
from sotay.attachments.models import Attachment
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.work.assignments import commands
from sotay.work.assignments.tables import lateness
from sotay.work.models import Assignment, Extension
from tests.conftest import TODAY, person
from tests.factories.agency import SeatFactory, UnitFactory, UserFactory
from tests.factories.organisation import DelegationFactory

pytestmark = pytest.mark.django_db
Role, State = Seat.Role, Assignment.State
DUE = date(2026, 6, 30)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def owner(agency, unit):
    """The head of the unit the work is given to."""
    return person(agency, Role.UNIT_HEAD, unit=unit)


def given(actor, to, **more):
    values = {"title": "Rà soát quy trình", "due_date": DUE, "on": TODAY} | more
    return commands.give_assignment(actor.agency, actor=actor, owner=to, **values)


def to_seat(unit):
    return Owner(role=Role.UNIT_HEAD, unit=unit)


def did(act, one, actor, **more):
    one.refresh_from_db()
    return act(one, actor=actor, version=one.version, **more)


def done(one, actor, **more):
    return did(commands.finish_assignment, one, actor, **{"result": "Đã ban hành văn bản 12/TB", "on": TODAY} | more)


def codes_of(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_work_is_given_to_a_seat_from_a_record_with_helpers(agency, secretary, unit, owner):
    helper = SeatFactory(agency=agency)

    one = given(secretary, to_seat(unit), what="Bản đã duyệt", helpers=[helper.user], origin=unit)

    assert (one.state, one.owner_role, one.owner_unit, one.owner_user) == (State.GIVEN, Role.UNIT_HEAD, unit, None)
    assert (one.code, one.giver, one.giver_role) == ("CV-2026-001", secretary.user, Role.SECRETARY)
    assert (one.origin_type, one.origin_uuid, one.origin_text) == ("agency.unit", unit.uuid, str(unit))
    assert [one.user for one in one.helpers.all()] == [helper.user]
    entry = Entry.objects.get(action="work.assignment.given")
    assert entry.data["due_date"] == "2026-06-30"


def test_codes_run_on_within_a_year_and_begin_anew_in_the_next(secretary, unit):
    codes = [given(secretary, to_seat(unit), on=day, due_date=day).code for day in (TODAY, TODAY, date(2027, 1, 4))]

    assert codes == ["CV-2026-001", "CV-2026-002", "CV-2027-001"]


def test_nothing_is_given_without_words_owner_and_a_day_to_come(secretary, unit):
    assert codes_of(given, secretary, NOBODY, title="  ", due_date=None) == (
        "title_missing",
        "owner_missing",
        "due_missing",
    )
    assert codes_of(given, secretary, to_seat(unit), due_date=TODAY - timedelta(days=1)) == ("due_past",)
    assert codes_of(given, secretary, Owner(role=Role.UNIT_HEAD)) == ("unit_missing",)
    assert codes_of(given, secretary, to_seat(unit), title="x" * 301) == ("title_too_long",)
    assert given(secretary, to_seat(unit), due_date=TODAY).due_date == TODAY


def test_nothing_is_given_to_who_left_or_a_unit_that_ended(agency, secretary, other_agency):
    left = SeatFactory(agency=agency, to_date=TODAY - timedelta(days=1)).user
    elsewhere = SeatFactory(agency=other_agency).user
    ended = UnitFactory(agency=agency, started_date=date(2020, 1, 1), ended_date=date(2026, 3, 1))
    foreign = UnitFactory(agency=other_agency)

    for user in (left, elsewhere):
        assert codes_of(given, secretary, Owner(user=user)) == ("owner_left",)
    for gone in (ended, foreign):
        assert codes_of(given, secretary, to_seat(gone)) == ("unit_ended",)
    assert codes_of(given, secretary, Owner(user=secretary.user), helpers=[left]) == ("helper_left",)


def test_an_official_gives_within_the_own_unit_and_to_oneself(agency, unit):
    colleague, stranger = (
        SeatFactory(agency=agency, unit=unit),
        SeatFactory(agency=agency, unit=UnitFactory(agency=agency)),
    )
    official = person(agency, Role.OFFICIAL, unit=unit)

    for to in (Owner(user=colleague.user), to_seat(unit), Owner(user=official.user)):
        assert given(official, to).state == State.GIVEN
    for to in (Owner(user=stranger.user), to_seat(stranger.unit), Owner(role=Role.SECRETARY)):
        assert codes_of(given, official, to) == ("not_your_unit",)


@pytest.mark.parametrize("role", [Role.HEAD, Role.DEPUTY_HEAD, Role.COMMITTEE_HEAD, Role.QMR, Role.SECRETARY])
def test_who_runs_or_leads_gives_to_every_unit(agency, unit, role):
    assert given(person(agency, role), to_seat(unit)).giver_role == role


def test_a_seat_of_many_is_not_the_givers_seat(agency, unit):
    official, other = (person(agency, Role.OFFICIAL, unit=unit) for _number in range(2))
    one = given(official, Owner(user=other.user))

    assert one.giver_role == ""
    done(one, other)
    with pytest.raises(PermissionDenied):
        did(commands.confirm_assignment, one, person(agency, Role.OFFICIAL, unit=unit), on=TODAY)
    assert did(commands.confirm_assignment, one, official, on=TODAY).state == State.CONFIRMED


def test_work_does_not_come_from_a_record_that_is_not_seen(agency, other_agency, secretary, official, unit):
    hidden = given(secretary, to_seat(unit))

    for origin in (hidden, UnitFactory(agency=other_agency)):
        assert codes_of(given, official, Owner(user=official.user), origin=origin) == ("origin_hidden",)


def test_a_job_gives_for_who_decided_even_when_the_day_has_passed(agency, unit, head):
    job = Actor.system("planning.put_in_force", agency=agency)
    decided = Owner(user=head.user, role=Role.HEAD)

    one = given(job, to_seat(unit), giver=decided, due_date=date(2026, 1, 31))

    assert (one.giver, one.giver_role) == (head.user, Role.HEAD)
    assert did(commands.cancel_assignment, one, job, reason="Kế hoạch điều chỉnh", on=TODAY).state == State.CANCELLED


def test_nobody_without_a_seat_and_nobody_of_another_agency_gives(agency, unit, other_agency):
    for actor in (Actor(agency=agency, user=UserFactory()), person(other_agency, Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            commands.give_assignment(agency, actor=actor, title="Việc", owner=to_seat(unit), due_date=DUE, on=TODAY)


def test_work_is_taken_done_and_confirmed(secretary, unit, owner):
    one = given(secretary, to_seat(unit))

    assert did(commands.take_assignment, one, owner, on=TODAY).taken_date == TODAY
    assert did(commands.take_assignment, one, owner, on=TODAY) is UNCHANGED
    proof = SimpleUploadedFile("ket-qua.txt", "Biên bản".encode())
    one = done(one, owner, done_date=TODAY, file=proof)
    assert (one.state, one.done_date, one.result) == (State.DONE, TODAY, "Đã ban hành văn bản 12/TB")
    assert Attachment.objects.get(subject_uuid=one.uuid).name == "ket-qua.txt"

    one = did(commands.confirm_assignment, one, secretary, on=TOMORROW)
    assert (one.state, one.ended_date) == (State.CONFIRMED, TOMORROW)
    for act, actor, more in (
        (commands.take_assignment, owner, {"on": TODAY}),
        (commands.cancel_assignment, secretary, {"reason": "Thôi", "on": TODAY}),
        (commands.confirm_assignment, secretary, {"on": TODAY}),
        (commands.ask_extension, owner, {"reason": "Thêm", "wanted_date": date(2027, 1, 1), "on": TODAY}),
    ):
        assert codes_of(did, act, one, actor, **more)[0] in {"not_given", "not_open", "not_done"}


def test_a_result_is_told_and_its_day_is_not_to_come(secretary, unit, owner):
    one = given(secretary, to_seat(unit))

    assert codes_of(done, one, owner, result=" ", done_date=TOMORROW) == ("result_missing", "done_in_future")


def test_what_was_done_before_it_was_entered_here_keeps_its_day_and_is_not_late(agency, unit, owner, head):
    job = Actor.system("planning.put_in_force", agency=agency)
    due = TODAY - timedelta(days=40)
    one = given(job, to_seat(unit), giver=Owner(user=head.user, role=Role.HEAD), due_date=due)

    one = done(one, owner, done_date=due - timedelta(days=3))

    assert one.done_date < one.given_date
    assert lateness(one, on=TODAY) == ""


def test_work_done_after_its_day_is_late_in_the_journal(secretary, unit, owner):
    one = given(secretary, to_seat(unit), due_date=TODAY)

    done(one, owner, done_date=TOMORROW, on=TOMORROW)

    assert Entry.objects.get(action="work.assignment.done").data["late"] is True


def test_what_one_gave_to_oneself_is_confirmed_with_its_report(secretary):
    one = given(secretary, Owner(user=secretary.user))

    assert done(one, secretary).state == State.CONFIRMED


def test_work_is_given_back_with_a_reason_and_given_anew(agency, secretary, unit, owner):
    one = given(secretary, to_seat(unit))
    assert codes_of(did, commands.give_back, one, owner, reason=" ", on=TODAY) == ("reason_missing",)

    one = did(commands.give_back, one, owner, reason="Thuộc Văn phòng", on=TODAY)
    assert (one.state, one.state_reason) == (State.RETURNED, "Thuộc Văn phòng")
    assert codes_of(done, one, owner) == ("not_open",)

    same = {"title": one.title, "owner": to_seat(unit), "due_date": DUE, "on": TODAY}
    one = did(commands.change_assignment, one, secretary, **same)
    assert (one.state, one.state_reason) == (State.GIVEN, "")
    assert did(commands.change_assignment, one, secretary, **same) is UNCHANGED


def test_work_that_passes_to_another_owner_is_given_anew(agency, secretary, unit, owner):
    one = given(secretary, to_seat(unit))
    did(commands.take_assignment, one, owner, on=TODAY)
    asked = did(commands.ask_extension, one, owner, reason="Chờ", wanted_date=date(2026, 7, 7), on=TODAY)
    other = UnitFactory(agency=agency)

    one = did(commands.change_assignment, one, secretary, title=one.title, owner=to_seat(other), due_date=DUE, on=TODAY)

    asked.refresh_from_db()
    assert (one.state, one.taken_date, asked.state) == (State.GIVEN, None, Extension.State.LAPSED)
    with pytest.raises(PermissionDenied):
        did(commands.take_assignment, one, owner, on=TODAY)


def test_a_change_asks_again_only_for_what_changes(agency, secretary):
    seat = SeatFactory(agency=agency)
    one = given(secretary, Owner(user=seat.user))
    seat.to_date = TODAY
    seat.save()
    later = {"on": date(2026, 7, 10), "due_date": DUE}

    assert (
        did(commands.change_assignment, one, secretary, title="Tên khác", owner=Owner(user=seat.user), **later).title
        == "Tên khác"
    )
    other = SeatFactory(agency=agency, to_date=TODAY)
    assert codes_of(
        did, commands.change_assignment, one, secretary, title="Tên", owner=Owner(user=other.user), **later
    ) == ("owner_left",)


def test_reported_work_is_sent_back_with_a_reason(secretary, unit, owner):
    one = done(given(secretary, to_seat(unit)), owner)
    assert codes_of(did, commands.send_back, one, secretary, reason="") == ("reason_missing",)

    one = did(commands.send_back, one, secretary, reason="Thiếu minh chứng")

    assert (one.state, one.state_reason, one.done_date) == (State.TAKEN, "Thiếu minh chứng", None)
    assert codes_of(did, commands.send_back, one, secretary, reason="Lại") == ("not_done",)


def test_a_later_day_is_asked_granted_and_refused(secretary, unit, owner):
    one = given(secretary, to_seat(unit))
    ask = {"reason": "Chờ số liệu", "on": TODAY}
    assert codes_of(did, commands.ask_extension, one, owner, wanted_date=DUE, reason="", on=TODAY) == (
        "not_later", "reason_missing",
    )  # fmt: skip

    first = did(commands.ask_extension, one, owner, wanted_date=date(2026, 7, 7), **ask)
    assert codes_of(did, commands.ask_extension, one, owner, wanted_date=date(2026, 7, 8), **ask) == ("asked_already",)
    assert codes_of(did, commands.answer_extension, first, secretary, granted=False, on=TODAY) == ("reason_missing",)
    did(commands.answer_extension, first, secretary, granted=False, answer="Gấp", on=TODAY)
    assert codes_of(did, commands.answer_extension, first, secretary, granted=True, on=TODAY) == ("answered_already",)

    second = did(commands.ask_extension, one, owner, wanted_date=date(2026, 7, 10), **ask)
    did(commands.answer_extension, second, secretary, granted=True, on=TODAY)
    one.refresh_from_db()
    assert one.due_date == date(2026, 7, 10)
    assert [one.state for one in one.extensions.order_by("pk")] == ["REFUSED", "GRANTED"]


def test_the_givers_own_later_day_answers_what_was_asked(secretary, unit, owner):
    one = given(secretary, to_seat(unit))
    asked = did(commands.ask_extension, one, owner, wanted_date=date(2026, 7, 7), reason="Chờ", on=TODAY)
    change = {"title": one.title, "owner": to_seat(unit), "on": TODAY}

    did(commands.change_assignment, one, secretary, due_date=date(2026, 7, 6), **change)
    asked.refresh_from_db()
    assert asked.state == Extension.State.ASKED
    did(commands.change_assignment, one, secretary, due_date=date(2026, 7, 7), **change)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (Extension.State.GRANTED, secretary.user)


def test_a_cancelled_assignment_says_why_and_asks_for_nothing_more(secretary, unit, owner):
    one = given(secretary, to_seat(unit))
    asked = did(commands.ask_extension, one, owner, wanted_date=date(2026, 7, 7), reason="Chờ", on=TODAY)
    assert codes_of(did, commands.cancel_assignment, one, secretary, reason=" ", on=TODAY) == ("reason_missing",)

    one = did(commands.cancel_assignment, one, secretary, reason="Không còn cần", on=TODAY)

    asked.refresh_from_db()
    assert (one.state, one.ended_date, asked.state) == (State.CANCELLED, TODAY, Extension.State.LAPSED)
    assert codes_of(did, commands.answer_extension, asked, secretary, granted=True, on=TODAY) == ("answered_already",)


def test_the_seat_does_and_decides_whoever_holds_it(agency, unit):
    giving, doing = (
        SeatFactory(agency=agency, role=Role.SECRETARY),
        SeatFactory(agency=agency, unit=unit, role=Role.UNIT_HEAD),
    )
    before = [actor_of(seat.user, agency=agency, on=TODAY) for seat in (giving, doing)]
    one = given(before[0], to_seat(unit))
    for seat in (giving, doing):
        seat.to_date = TODAY
        seat.save()
    later = date(2026, 6, 20)
    after = [
        actor_of(
            SeatFactory(agency=agency, role=seat.role, unit=seat.unit, from_date=later).user, agency=agency, on=later
        )
        for seat in (giving, doing)
    ]
    SeatFactory(agency=agency, user=doing.user, from_date=later)
    old_owner = actor_of(doing.user, agency=agency, on=later)

    with pytest.raises(PermissionDenied):
        done(one, old_owner, on=later)
    done(one, after[1], on=later)
    assert did(commands.confirm_assignment, one, after[0], on=later).state == State.CONFIRMED


def test_whom_the_seat_is_lent_to_does_its_work(agency, secretary, unit, owner):
    helper = SeatFactory(agency=agency)
    seat = Seat.objects.get(user=owner.user)
    DelegationFactory(agency=agency, seat=seat, to_user=helper.user)

    one = done(given(secretary, to_seat(unit)), actor_of(helper.user, agency=agency, on=TODAY))

    assert one.state == State.DONE


def test_others_neither_do_nor_decide(agency, secretary, unit, owner, official):
    one = given(secretary, to_seat(unit))

    for act, more in (
        (commands.take_assignment, {"on": TODAY}),
        (commands.give_back, {"reason": "Thôi", "on": TODAY}),
        (commands.finish_assignment, {"result": "Xong", "on": TODAY}),
        (commands.ask_extension, {"reason": "Chờ", "wanted_date": date(2026, 7, 7), "on": TODAY}),
    ):
        for actor in (official, secretary, person(agency, Role.UNIT_HEAD, unit=UnitFactory(agency=agency))):
            with pytest.raises(PermissionDenied):
                did(act, one, actor, **more)
    asked = did(commands.ask_extension, one, owner, reason="Chờ", wanted_date=date(2026, 7, 7), on=TODAY)
    for act, subject, more in (
        (commands.change_assignment, one, {"title": "T", "owner": to_seat(unit), "due_date": DUE, "on": TODAY}),
        (commands.confirm_assignment, one, {"on": TODAY}),
        (commands.send_back, one, {"reason": "Lại"}),
        (commands.cancel_assignment, one, {"reason": "Thôi", "on": TODAY}),
        (commands.answer_extension, asked, {"granted": True, "on": TODAY}),
    ):
        for actor in (official, owner):
            with pytest.raises(PermissionDenied):
                did(act, subject, actor, **more)


def test_nobody_confirms_the_own_work_in_place_of_the_giver(agency, head, secretary):
    one = done(given(head, Owner(role=Role.SECRETARY)), secretary)

    for act, more in (
        (commands.confirm_assignment, {"on": TODAY}),
        (commands.send_back, {"reason": "Lại"}),
        (commands.cancel_assignment, {"reason": "Thôi", "on": TODAY}),
    ):
        with pytest.raises(PermissionDenied):
            did(act, one, secretary, **more)
    assert did(commands.confirm_assignment, one, person(agency, Role.COMMITTEE_HEAD), on=TODAY).state == State.CONFIRMED


def test_no_day_that_has_passed_is_asked_for(secretary, unit, owner):
    one = given(secretary, to_seat(unit))
    late = DUE + timedelta(days=10)
    ask = {"reason": "Chờ số liệu", "on": late}

    passed = codes_of(did, commands.ask_extension, one, owner, wanted_date=late - timedelta(days=1), **ask)
    assert passed == ("wanted_past",)
    assert did(commands.ask_extension, one, owner, wanted_date=late, **ask).wanted_date == late


def test_an_old_version_is_told(secretary, unit, owner):
    one = given(secretary, to_seat(unit))
    commands.take_assignment(one, actor=owner, version=1, on=TODAY)

    with pytest.raises(Stale):
        commands.finish_assignment(one, actor=owner, version=1, result="Xong", on=TODAY)


def test_only_those_concerned_and_overseers_find_it(agency, other_agency, secretary, unit, owner, official):
    helper = person(agency, Role.OFFICIAL)
    one = given(secretary, to_seat(unit), helpers=[helper.user])
    of_person = given(secretary, Owner(user=SeatFactory(agency=agency, unit=unit).user))
    ref, other_ref = subjects.ref_of(one), subjects.ref_of(of_person)

    for actor in (secretary, owner, helper, person(agency, Role.HEAD), person(agency, Role.UNIT_DEPUTY, unit=unit)):
        assert subjects.find(ref, viewer=actor) == one
    assert subjects.find(other_ref, viewer=owner) == of_person
    strangers = [
        official,
        person(other_agency, Role.SECRETARY),
        person(agency, Role.UNIT_HEAD, unit=UnitFactory(agency=agency)),
    ]
    for actor in (*strangers, Actor(agency=agency, user=owner.user)):
        assert subjects.find(ref, viewer=actor) is None
