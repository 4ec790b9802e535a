"""Two people at one assignment at once: one act counts, the other hears of it."""

from datetime import date

from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.commands import Stale
from sotay.journal.models import Entry
from sotay.work.assignments import commands
from sotay.work.models import Assignment, Extension
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.work import AssignmentFactory, ExtensionFactory
from tests.organisation.units.test_at_once import at_once

Role, State = Seat.Role, Assignment.State


def reported(agency, secretary):
    done = {"state": State.DONE, "result": "Đã xong", "done_date": TODAY, "giver": secretary.user}
    return AssignmentFactory(agency=agency, owner_role=Role.HEAD, giver_role=Role.SECRETARY, **done)


def test_confirmed_and_sent_back_at_once_only_one_is_done(fresh_database):
    agency = AgencyFactory()
    one_of_them, other = (person(agency, Role.SECRETARY) for _number in range(2))
    one = reported(agency, one_of_them)

    answers = at_once(
        lambda: commands.confirm_assignment(one, actor=one_of_them, version=1, on=TODAY),
        lambda: commands.send_back(one, actor=other, version=1, reason="Thiếu"),
    )

    assert answers.count(Stale) == 1
    acts = ["work.assignment.confirmed", "work.assignment.sent_back"]
    assert Entry.objects.filter(action__in=acts).count() == 1


def test_a_later_day_answered_by_two_at_once_is_answered_once(fresh_database):
    agency = AgencyFactory()
    actors = [person(agency, Role.SECRETARY) for _number in range(2)]
    one = AssignmentFactory(agency=agency, owner_role=Role.HEAD, giver_role=Role.SECRETARY, giver=actors[0].user)
    asked = ExtensionFactory(assignment=one, asked_by=actors[0].user)

    answers = at_once(
        lambda: commands.answer_extension(asked, actor=actors[0], version=1, granted=True, on=TODAY),
        lambda: commands.answer_extension(asked, actor=actors[1], version=1, granted=False, answer="Gấp", on=TODAY),
    )

    asked.refresh_from_db()
    one.refresh_from_db()
    assert answers.count(Stale) == 1
    assert (one.due_date == asked.wanted_date) == (asked.state == Extension.State.GRANTED)


def test_two_holders_of_a_seat_who_ask_at_once_ask_once(fresh_database):
    agency = AgencyFactory()
    actors = [person(agency, Role.HEAD) for _number in range(2)]
    one = AssignmentFactory(agency=agency, owner_role=Role.HEAD, giver_role=Role.SECRETARY)

    def ask(actor):
        return commands.ask_extension(one, actor=actor, version=1, wanted_date=date(2026, 7, 7), reason="Chờ", on=TODAY)

    answers = at_once(lambda: ask(actors[0]), lambda: ask(actors[1]))

    assert answers.count(("asked_already",)) == 1
    assert Extension.objects.count() == 1


def test_work_given_by_many_at_once_bears_numbers_without_gap(fresh_database):
    agency = AgencyFactory()
    actors = [person(agency, Role.SECRETARY) for _number in range(4)]

    def give(actor):
        to = Owner(user=actor.user)
        return commands.give_assignment(agency, actor=actor, title="Việc", owner=to, due_date=TODAY, on=TODAY)

    at_once(*[lambda actor=actor: give(actor) for actor in actors])

    codes = sorted(Assignment.objects.values_list("code", flat=True))
    assert codes == [f"CV-2026-{number:03d}" for number in range(1, 5)]
