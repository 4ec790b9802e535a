"""An output under any order of acts: nothing is closed that was not decided, done, and checked by somebody else."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.agency.models import Seat
from sotay.commands import Refused
from sotay.journal.queries import verify_chain
from sotay.operation.models import NonconformingOutput
from sotay.operation.outputs import commands
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.soaking import tries

WHO = integers(0, 2)
DAYS = sampled_from([TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)])
TEXTS = sampled_from(["Đã sửa", " "])
ACTIONS = sampled_from(NonconformingOutput.Action.values)


class OutputMachine(RuleBasedStateMachine):
    """Acts upon one output by the head, the head of its unit and another deputy, refused or not."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        unit = UnitFactory(agency=self.agency)
        self.people = [
            person(self.agency, Seat.Role.HEAD),
            person(self.agency, Seat.Role.UNIT_HEAD, unit=unit),
            person(self.agency, Seat.Role.UNIT_DEPUTY, unit=unit),
        ]
        self.pk = commands.log_output(
            self.agency, actor=self.people[1], on=TODAY, kind="LATE", what="Trả chậm", unit=unit,
            found_date=TODAY - timedelta(days=2),
        ).pk  # fmt: skip

    @property
    def output(self):
        return NonconformingOutput.objects.select_related("agency").get(pk=self.pk)

    def tried(self, act, who, **values):
        """Return whether an act was done; a refusal leaves the row as it was."""
        before = self.output
        try:
            act(before, actor=self.people[who], version=before.version, **values)
        except Refused:
            assert self.output.version == before.version
            return False
        return True

    @rule(who=WHO, action=ACTIONS, text=TEXTS, day=DAYS)
    def decide(self, who, action, text, day):
        if (
            self.tried(commands.decide_output, who, on=TODAY, action=action, action_text=text, decided_date=day)
            and action == "CONCESSION"
        ):
            assert who == 0

    @rule(who=WHO, text=TEXTS, day=DAYS)
    def finish(self, who, text, day):
        was = self.output.state
        assert not self.tried(commands.finish_output, who, on=TODAY, done_date=day, done_text=text) or was == "DECIDED"

    @rule(who=WHO, conforms=booleans(), text=TEXTS, day=DAYS)
    def check(self, who, conforms, text, day):
        was = self.output
        done = self.tried(commands.check_output, who, on=TODAY, conforms=conforms, checked_date=day, checked_text=text)
        assert not done or (was.state == "DONE" and was.done_by_id != self.people[who].user.pk)

    @rule(who=WHO, reason=TEXTS)
    def cancel(self, who, reason):
        was = self.output
        assert not self.tried(commands.cancel_output, who, reason=reason) or was.is_open

    @invariant()
    def it_holds_together(self):
        one = self.output
        days = [day for day in (one.found_date, one.decided_date, one.done_date, one.checked_date) if day]
        assert days == sorted(days)
        assert max(days) <= TODAY
        if one.state == "CLOSED":
            assert one.decided_by
            assert one.done_by
            assert one.checked_by
            assert one.checked_by != one.done_by
        if one.state == "CANCELLED":
            assert one.cancelled_reason

    def teardown(self):
        assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_no_order_of_acts_closes_what_was_not_checked():
    run_state_machine_as_test(
        OutputMachine,
        settings=settings(
            max_examples=tries(20), stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
