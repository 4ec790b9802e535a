"""Syntheses under any order of acts: pinned figures never change, only what was approved is issued, only that is published."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sotay.approvals.commands import approve, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.evaluation.models import Synthesis
from sotay.evaluation.satisfaction.synthesis import commands
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory
from tests.factories.standard import ParameterValueFactory
from tests.soaking import tries

State = Synthesis.State
FORWARD = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.DRAFT, State.ISSUED},
    State.ISSUED: set(),
}
STEPS, EXAMPLES = 20, tries(3, soak=1000)
DAYS = st.integers(min_value=-30, max_value=3).map(lambda n: TODAY + timedelta(days=n))


class SynthesisMachine(RuleBasedStateMachine):
    """Whatever is pressed in whatever order, by whoever may."""

    def __init__(self):
        super().__init__()
        agency = AgencyFactory()
        ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1))
        self.secretary, self.chair = person(agency, "SECRETARY"), person(agency, "COMMITTEE_HEAD")
        self.survey = SurveyFactory(agency=agency)
        self.one = commands.create_synthesis(
            agency, actor=self.secretary, from_date=date(2026, 1, 1), to_date=date(2026, 5, 31)
        )
        self.pinned = None

    def act(self, press, **more):
        before = self.one.state
        with suppress(Refused):
            press(**more)
        self.one = Synthesis.objects.select_related("agency").get(pk=self.one.pk)
        assert self.one.state == before or self.one.state in FORWARD[before]
        if self.one.state != before:
            self.pinned = self.one.figures if self.one.state == State.SUBMITTED else self.pinned

    def on_it(self, press, **more):
        self.act(lambda: press(self.one, actor=self.secretary, version=self.one.version, **more))

    def on_the_round(self, press, actor, **more):
        approval = Approval.objects.filter(agency=self.one.agency, state=Approval.State.OPEN).first()
        if approval is not None:
            self.act(lambda: press(approval, actor=actor, version=approval.version, **more))

    @rule()
    def answer(self):
        AnswerFactory(survey=self.survey)

    @rule(text=st.sampled_from(["", "Tốt", "Khá"]))
    def write(self, text):
        self.on_it(commands.write_synthesis, assessment=text)

    @rule(day=DAYS)
    def move(self, day):
        self.on_it(commands.write_synthesis, to_date=day)

    @rule()
    def submit(self):
        self.on_it(commands.submit_synthesis, on=TODAY)

    @rule(day=DAYS)
    def approve(self, day):
        self.on_the_round(approve, self.chair, on=day)

    @rule()
    def give_back(self):
        self.on_the_round(return_with_reason, self.chair, reason="Sửa")

    @rule()
    def take_back(self):
        self.on_the_round(withdraw, self.secretary, reason="Sửa")

    @rule()
    def publish(self):
        self.on_it(commands.publish_results, on=TODAY)

    @rule(reason=st.sampled_from(["", "Sai"]))
    def publish_no_longer(self, reason):
        self.on_it(commands.take_back_results, reason=reason)

    @invariant()
    def what_is_pinned_stays_and_only_what_was_issued_is_public(self):
        one = self.one
        if one.state == State.DRAFT:
            assert (one.figures, one.issued_date, one.published_date) == ({}, None, None)
        else:
            assert one.figures == self.pinned
            assert one.assessment
            assert one.to_date <= TODAY
        if one.state == State.ISSUED:
            assert one.issued_date >= one.to_date


@pytest.mark.django_db
def test_syntheses_keep_their_promises():
    run_state_machine_as_test(
        SynthesisMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
