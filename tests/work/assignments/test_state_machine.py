"""An assignment under any order of acts by whoever holds its seats: its state, its days and what was asked always agree."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, integers

from sotay.agency.actor import actor_of
from sotay.agency.holding import Holders, Owner
from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.journal.queries import verify_chain
from sotay.work.assignments import commands
from sotay.work.models import Assignment, Extension
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.soaking import tries

State, Role = Assignment.State, Seat.Role
GIVEN, TAKEN, RETURNED, DONE = State.GIVEN, State.TAKEN, State.RETURNED, State.DONE


class AssignmentMachine(RuleBasedStateMachine):
    """Acts upon one assignment between two seats whose holders change, refused or not, and what we expect of it."""

    @initialize()
    def begin(self):
        self.agency, self.on = AgencyFactory(), TODAY
        self.unit = UnitFactory(agency=self.agency)
        self.seats = {
            "giver": SeatFactory(agency=self.agency, role=Role.SECRETARY),
            "owner": SeatFactory(agency=self.agency, role=Role.UNIT_HEAD, unit=self.unit),
        }
        self.gone = []
        self.due = self.on + timedelta(days=30)
        self.one = commands.give_assignment(
            self.agency, actor=self.who("giver"), title="Rà soát", owner=self.to(), due_date=self.due, on=self.on
        )
        self.state, self.asked = GIVEN, None

    def to(self):
        return Owner(role=Role.UNIT_HEAD, unit=self.unit)

    def who(self, end):
        return actor_of(self.seats[end].user, agency=self.agency, on=self.on)

    def fresh(self):
        return Assignment.objects.select_related("agency").get(pk=self.one.pk)

    def tried(self, act, end, **more):
        """Return whether an act was done by whoever holds the seat; who held it before is always denied."""
        one = self.fresh()
        for seat in self.gone:
            former = actor_of(seat.user, agency=self.agency, on=self.on)
            with pytest.raises(PermissionDenied):
                act(one, actor=former, version=one.version, **more)
        try:
            return act(one, actor=self.who(end), version=one.version, **more) is not UNCHANGED
        except Refused:
            return False

    @rule(which=booleans())
    def holder_changes(self, which):
        end = "giver" if which else "owner"
        seat = self.seats[end]
        seat.to_date = self.on
        seat.save()
        SeatFactory(agency=self.agency, user=seat.user, from_date=self.on + timedelta(days=1))
        self.gone.append(seat)
        self.on += timedelta(days=1)
        self.seats[end] = SeatFactory(agency=self.agency, role=seat.role, unit=seat.unit, from_date=self.on)

    @rule()
    def take(self):
        assert self.tried(commands.take_assignment, "owner", on=self.on) == (self.state == GIVEN)
        if self.state == GIVEN:
            self.state = TAKEN

    @rule()
    def give_back(self):
        done = self.tried(commands.give_back, "owner", reason="Không thuộc phòng", on=self.on)
        assert done == (self.state in {GIVEN, TAKEN})
        if done:
            self.state, self.asked = RETURNED, None

    @rule(told=booleans())
    def report(self, told):
        done = self.tried(commands.finish_assignment, "owner", result="Văn bản 12" if told else " ", on=self.on)
        assert done == (told and self.state in {GIVEN, TAKEN})
        if done:
            self.state = DONE

    @rule()
    def confirm(self):
        done = self.tried(commands.confirm_assignment, "giver", on=self.on)
        assert done == (self.state == DONE)
        if done:
            self.state, self.asked = State.CONFIRMED, None

    @rule()
    def send_back(self):
        done = self.tried(commands.send_back, "giver", reason="Thiếu minh chứng")
        assert done == (self.state == DONE)
        if done:
            self.state = TAKEN

    @precondition(lambda self: self.state in {GIVEN, RETURNED, DONE})
    @rule()
    def cancel(self):
        done = self.tried(commands.cancel_assignment, "giver", reason="Thôi", on=self.on)
        assert done == (self.state != DONE)
        if done:
            self.state, self.asked = State.CANCELLED, None

    @rule(days=integers(min_value=0, max_value=20))
    def change(self, days):
        due = max(self.due, self.on) + timedelta(days=days)
        done = self.tried(
            commands.change_assignment, "giver", title="Rà soát", owner=self.to(), due_date=due, on=self.on
        )
        assert done == (self.state == RETURNED or (self.state in {GIVEN, TAKEN} and due != self.due))
        if done:
            self.due, self.state = due, GIVEN if self.state == RETURNED else self.state
            if self.asked and self.asked <= due:
                self.asked = None

    @rule(days=integers(min_value=-2, max_value=10))
    def ask(self, days):
        wanted = self.due + timedelta(days=days)
        done = self.tried(commands.ask_extension, "owner", wanted_date=wanted, reason="Chờ số liệu", on=self.on)
        assert done == (self.state in {GIVEN, TAKEN} and self.asked is None and days > 0)
        if done:
            self.asked = wanted

    @precondition(lambda self: self.asked is not None)
    @rule(granted=booleans())
    def answer(self, granted):
        asked = self.one.extensions.get(state=Extension.State.ASKED)
        try:
            commands.answer_extension(
                asked, actor=self.who("giver"), version=asked.version, granted=granted, answer="Gấp", on=self.on
            )
        except Refused:
            assert self.state == DONE
            return
        assert self.state in {GIVEN, TAKEN}
        self.due, self.asked = self.asked if granted else self.due, None

    @invariant()
    def all_agree(self):
        if not hasattr(self, "one"):
            return
        one = self.fresh()
        assert (one.state, one.due_date) == (self.state, self.due)
        assert (one.ended_date is not None) == (self.state in Assignment.ENDED)
        assert (one.done_date is not None) == (self.state in {DONE, State.CONFIRMED})
        assert list(one.extensions.filter(state=Extension.State.ASKED).values_list("wanted_date", flat=True)) == (
            [self.asked] if self.asked else []
        )
        assert not one.extensions.exclude(state=Extension.State.ASKED).filter(decided_date__isnull=True).exists()
        assert Holders([self.agency.pk], on=self.on).owners(one) == {self.seats["owner"].user_id}
        assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_work_keeps_its_state_and_stays_with_its_seats_whatever_is_tried():
    run_state_machine_as_test(
        AssignmentMachine,
        settings=settings(
            max_examples=tries(25), stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
