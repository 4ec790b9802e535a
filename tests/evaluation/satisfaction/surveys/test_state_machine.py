"""A survey under random steps: it goes one way, keeps what it asks once open, and one at most stands."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sotay.commands import Refused
from sotay.evaluation.models import Survey
from sotay.evaluation.satisfaction.surveys import commands
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.satisfaction import VersionFactory

State = Survey.State
FORWARD = {State.DRAFT: {State.OPEN}, State.OPEN: {State.CLOSED}, State.CLOSED: set()}
STEPS = 20
EXAMPLES = 1000 if settings.get_current_profile_name() == "soak" else 5
DAYS = st.integers(min_value=-30, max_value=3).map(lambda n: TODAY + timedelta(days=n))
WHICH = st.integers(min_value=0, max_value=2)


class SurveyMachine(RuleBasedStateMachine):
    """Whatever is pressed in whatever order upon three surveys."""

    def __init__(self):
        super().__init__()
        self.agency = AgencyFactory()
        self.secretary = person(self.agency, "SECRETARY")
        self.versions = [VersionFactory(questionnaire__agency=self.agency) for _ in range(2)]
        self.surveys = [
            commands.create_survey(
                self.agency, actor=self.secretary, title="Đợt", asks=self.versions[0], **self.values()
            )
            for _ in range(3)
        ]

    def values(self, **more):
        return {"from_date": date(2026, 5, 1), "to_date": date(2026, 6, 30), "channels": ["PAPER"]} | more

    def act(self, which, press, **more):
        before = self.surveys[which]
        with suppress(Refused):
            press(before, actor=self.secretary, version=before.version, **more)
        after = Survey.objects.select_related("agency").get(pk=before.pk)
        assert after.state == before.state or after.state in FORWARD[State(before.state)]
        if before.state != State.DRAFT:
            assert after.asks_id == before.asks_id
        self.surveys[which] = after

    @rule(which=WHICH, day=DAYS)
    def open(self, which, day):
        self.act(which, commands.open_survey, opened_date=day, on=TODAY)

    @rule(which=WHICH, day=DAYS)
    def close(self, which, day):
        self.act(which, commands.close_survey, closed_date=day, on=TODAY)

    @rule(which=WHICH, asks=st.integers(min_value=0, max_value=1), standing=st.booleans(), until=DAYS)
    def change(self, which, asks, standing, until):
        values = self.values(to_date=until, is_standing=standing)
        self.act(which, commands.change_survey, title="Đợt", asks=self.versions[asks], **values)

    @invariant()
    def one_at_most_stands_and_days_are_true(self):
        rows = list(Survey.objects.filter(agency=self.agency))
        assert sum(one.is_standing and one.state == State.OPEN for one in rows) <= 1
        for one in rows:
            assert (one.opened_date is None) == (one.state == State.DRAFT)
            assert one.closed_date is None or one.opened_date <= one.closed_date <= TODAY


@pytest.mark.django_db
def test_surveys_keep_their_promises():
    run_state_machine_as_test(
        SurveyMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
