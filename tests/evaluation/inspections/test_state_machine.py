"""An inspection under random steps: no state is skipped, what is closed was concluded and its fixes reported."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sotay.commands import Refused
from sotay.evaluation.inspections import commands
from sotay.evaluation.inspections.findings import commands as finding_commands
from sotay.evaluation.models import Inspection
from sotay.organisation.decisions.queries import NewDecision
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory

State = Inspection.State
FORWARD = {
    State.ANNOUNCED: {State.HELD, State.MINUTES, State.CANCELLED},
    State.HELD: {State.MINUTES},
    State.MINUTES: {State.FIXED, State.CLOSED},
    State.FIXED: {State.CLOSED},
}
STEPS = 20
EXAMPLES = 1000 if settings.get_current_profile_name() == "soak" else 5
DAYS = st.integers(min_value=-30, max_value=3).map(lambda n: TODAY + timedelta(days=n))


class InspectionMachine(RuleBasedStateMachine):
    """Whatever is pressed in whatever order, by whoever may."""

    def __init__(self):
        super().__init__()
        agency = AgencyFactory()
        self.secretary = person(agency, "SECRETARY")
        self.one = commands.add_inspection(
            agency, actor=self.secretary, on=TODAY, body="Sở", manner="FILE", from_date=date(2026, 5, 25)
        )
        self.number = 0

    def act(self, press, **more):
        before = self.one.state
        with suppress(Refused):
            press(self.one, actor=self.secretary, version=self.one.version, **more)
        self.one = Inspection.objects.get(pk=self.one.pk)
        assert self.one.state == before or self.one.state in FORWARD[before]

    def paper(self, day):
        self.number += 1
        return NewDecision(number=f"{self.number}/VB", date=day)

    @rule(day=DAYS)
    def hold(self, day):
        self.act(commands.hold_inspection, on=TODAY, to_date=day)

    @rule(day=DAYS)
    def minute(self, day):
        self.act(commands.enter_minutes, on=TODAY, decision=self.paper(day))

    @rule()
    def find(self):
        self.act(finding_commands.note_finding, what="Điểm")

    @rule(day=DAYS)
    def report(self, day):
        self.act(commands.report_fixes, on=TODAY, decision=self.paper(day))

    @rule(day=DAYS)
    def close(self, day):
        self.act(commands.close_inspection, on=TODAY, closed_date=day)

    @rule(reason=st.sampled_from(["", "Hoãn"]))
    def cancel(self, reason):
        self.act(commands.cancel_inspection, reason=reason)

    @invariant()
    def what_is_closed_was_concluded_and_fixed(self):
        one = self.one
        if one.state == State.CLOSED:
            assert one.minutes_id
            assert one.fixes_id or not one.findings.exists()
        if one.minutes_date:
            assert one.from_date <= one.minutes_date <= TODAY
            assert one.fixes_due_date > one.minutes_date
        if one.fixes_date:
            assert one.fixes_date >= one.minutes_date
            assert one.state in {State.FIXED, State.CLOSED}


@pytest.mark.django_db
def test_inspections_keep_their_promises():
    run_state_machine_as_test(
        InspectionMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
