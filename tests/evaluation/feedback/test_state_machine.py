"""A feedback under any order of acts: nothing is published that was not answered, nothing told of a denunciation."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.agency.models import Seat
from sotay.commands import Refused
from sotay.evaluation.feedback import commands
from sotay.evaluation.models import Feedback, FeedbackContent
from sotay.journal.queries import verify_chain
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.soaking import tries

WHO = integers(0, 1)
DAYS = sampled_from([TODAY - timedelta(days=n) for n in (3, 2, 1, 0, -1)])
TEXTS = sampled_from(["Đã sửa", " ", "Gửi ông Lê Văn Cường"])


class FeedbackMachine(RuleBasedStateMachine):
    """Acts upon one feedback by the secretary and the head of the agency, refused or not."""

    @initialize(kind=sampled_from(Feedback.HANDLED), concerns=booleans())
    def begin(self, kind, concerns):
        self.agency = AgencyFactory()
        self.unit = UnitFactory(agency=self.agency)
        self.people = [person(self.agency, Seat.Role.SECRETARY), person(self.agency, Seat.Role.HEAD)]
        self.pk = commands.receive_feedback(
            self.agency, actor=self.people[0], on=TODAY, channel="MAIL", kind=kind, concerns_official=concerns,
            received_date=TODAY - timedelta(days=2), text="Chờ lâu", name="Lê Văn Cường",
        ).pk  # fmt: skip

    @property
    def one(self):
        return Feedback.objects.select_related("agency").get(pk=self.pk)

    def tried(self, act, who, **values):
        """Return whether an act was done; a refusal leaves the row as it was."""
        before = self.one
        try:
            act(before, actor=self.people[who], version=before.version, **values)
        except Refused:
            assert self.one.version == before.version
            return False
        return True

    @rule(who=WHO, kind=sampled_from(Feedback.Kind.values), concerns=booleans())
    def sort(self, who, kind, concerns):
        was = self.one.state
        done = self.tried(commands.sort_feedback, who, kind=kind, concerns_official=concerns)
        assert not done or (was in Feedback.OPEN and kind in Feedback.HANDLED)

    @rule(who=WHO, day=DAYS)
    def assign(self, who, day):
        was = self.one.state
        done = self.tried(commands.assign_feedback, who, on=TODAY, unit=self.unit, assigned_date=day)
        assert not done or was in Feedback.OPEN

    @rule(who=WHO, text=TEXTS, day=DAYS)
    def answer(self, who, text, day):
        was = self.one
        done = self.tried(commands.answer_feedback, who, on=TODAY, answer=text, answered_date=day)
        assert not done or (text == "Đã sửa" and was.published_date is None)

    @rule(who=WHO)
    def thank(self, who):
        was = self.one
        done = self.tried(commands.thank_for_feedback, who, on=TODAY)
        assert not done or was.kind in {"PRAISE", "SUGGESTION"}

    @rule(who=WHO, text=TEXTS, day=DAYS, refuses=booleans())
    def turn_away(self, who, text, day, refuses):
        act = commands.refuse_feedback if refuses else commands.forward_feedback
        was = self.one.state
        done = self.tried(act, who, on=TODAY, reason=text, ended_date=day)
        assert not done or (was in Feedback.OPEN and text == "Đã sửa")

    @rule(who=WHO, kind=sampled_from(Feedback.ONLY_NOTED), number=sampled_from(["", "5/Đ"]))
    def find_only_noted(self, who, kind, number):
        was = self.one.state
        done = self.tried(commands.turn_into_noted, who, on=TODAY, kind=kind, reference_number=number)
        assert not done or was in Feedback.OPEN

    @rule(who=WHO, text=TEXTS, day=DAYS)
    def publish(self, who, text, day):
        was = self.one
        done = self.tried(commands.publish_feedback, who, on=TODAY, public_text=text, published_date=day)
        assert not done or (was.state == "ANSWERED" and not was.concerns_official)

    @rule(who=WHO, reason=TEXTS)
    def withdraw(self, who, reason):
        was = self.one.published_date
        assert not self.tried(commands.withdraw_feedback, who, reason=reason) or was

    @invariant()
    def it_holds_together(self):
        one = self.one
        days = [day for day in (one.received_date, one.assigned_date, one.ended_date, one.published_date) if day]
        assert max(days) <= TODAY
        assert one.ended_date is None or one.ended_date >= one.received_date
        assert (one.state in Feedback.OPEN) == (one.ended_date is None)
        assert "Cường" not in f"{one.answer}{one.public_text}{one.state_reason}"
        if one.published_date:
            assert one.state == "ANSWERED"
            assert not one.concerns_official
        if one.kind in Feedback.ONLY_NOTED:
            assert not FeedbackContent.objects.filter(feedback=one).exists()
        if one.kind == "DENUNCIATION":
            assert {one.reference_number, one.field, one.unit_id, one.about_unit_id} == {"", None}

    def teardown(self):
        assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_no_order_of_acts_publishes_what_was_not_answered():
    run_state_machine_as_test(
        FeedbackMachine,
        settings=settings(
            max_examples=tries(15, soak=1333),
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
