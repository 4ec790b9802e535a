"""A review under any order of acts: no gate is passed wrongly, and what was frozen at the meeting never changes."""

import os
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Seat
from sotay.approvals import commands as approvals
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.evaluation.models import Review
from sotay.evaluation.reviews import commands
from sotay.evaluation.reviews.minutes import commands as minutes
from sotay.evaluation.reviews.models import Input
from sotay.journal.queries import verify_chain
from sotay.operation.models import NonconformingOutput
from sotay.organisation.decisions.queries import NewDecision
from sotay.work.models import Assignment
from tests.conftest import TODAY, person
from tests.evaluation.reviews import acts
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.outputs import OutputFactory

SOAK = bool(os.environ.get("SOTAY_SOAK"))
STEPS = 50
MOST = 3
EXAMPLES = 20_000 // STEPS if SOAK else 5
DAYS = sampled_from([date(2026, 5, 25), date(2026, 6, 5), TODAY, TODAY + timedelta(days=1)])
KINDS = ("IMPROVEMENT", "CHANGE", "RESOURCES")
HELD = {"HELD", "SUBMITTED", "CONCLUDED"}
ORDER = {
    "PLANNED": {"PLANNED", "INVITED", "CANCELLED"},
    "INVITED": {"INVITED", "HELD", "CANCELLED"},
    "HELD": {"HELD", "SUBMITTED"},
    "SUBMITTED": {"SUBMITTED", "HELD", "CONCLUDED"},
    "CONCLUDED": {"CONCLUDED"},
    "CANCELLED": {"CANCELLED"},
}


class ReviewMachine(RuleBasedStateMachine):
    """Acts upon one review by its secretary, the head, a deputy and the head of a unit, refused or not."""

    @initialize(by_deputy=booleans())
    def begin(self, by_deputy):
        self.agency = AgencyFactory()
        self.unit = UnitFactory(agency=self.agency)
        self.secretary, self.head = person(self.agency, Seat.Role.SECRETARY), person(self.agency, Seat.Role.HEAD)
        self.unit_head = person(self.agency, Seat.Role.UNIT_HEAD, unit=self.unit)
        self.deputy = person(self.agency, Seat.Role.DEPUTY_HEAD)
        chair = self.deputy if by_deputy else self.head
        self.pk = acts.begin(self.agency, self.secretary, chair=chair.user).pk
        self.was, self.frozen, self.by_deputy = "PLANNED", None, by_deputy

    @property
    def review(self):
        return Review.objects.select_related("agency", "chair", "authorisation").get(pk=self.pk)

    def numbers(self):
        return dict(self.review.inputs.values_list("key", "numbers"))

    def tried(self, act, *args, **values):
        """Return whether an act was done."""
        try:
            act(*args, **values)
        except Refused:
            return False
        return True

    def upon(self, act, **values):
        review = self.review
        return self.tried(act, review, actor=self.secretary, version=review.version, **values)

    @rule(day=DAYS)
    def invite(self, day):
        if self.upon(commands.invite, invited_date=day, on=TODAY):
            assert not self.by_deputy or self.review.authorisation

    @rule()
    def authorise(self):
        self.upon(commands.change_review, on=TODAY, decision=NewDecision(number="1/UQ", date=date(2026, 5, 20)))

    @rule(key=sampled_from(Input.values), text=sampled_from(["Đề nghị thêm người", " "]))
    def comment(self, key, text):
        was = self.review.state
        said = {"key": key, "text": text, "unit": self.unit, "on": TODAY}
        done = self.tried(commands.add_comment, self.review, actor=self.unit_head, **said)
        assert not done or was in {"PLANNED", "INVITED"}

    @rule(day=DAYS, present=sampled_from(["Giám đốc", " "]))
    def hold(self, day, present):
        was = self.review.state
        if self.upon(commands.hold_review, held_date=day, present=present, on=TODAY):
            assert was == "INVITED"
            self.frozen = self.numbers()

    @rule(whole=booleans(), none=sampled_from([(), KINDS, KINDS[1:]]), policy=sampled_from([None, True, False]))
    def write(self, whole, none, policy):
        inputs = acts.CONCLUDED if whole else {"a": {"conclusion": "Đã xem"}}
        said = acts.WHOLE | {"inputs": inputs, "none_kinds": list(none), "policy_suitable": policy}
        was = self.review.state
        assert not self.upon(minutes.write_minutes, **said) or was == "HELD"

    @rule(owned=booleans(), day=sampled_from([None, date(2026, 7, 1)]), kind=sampled_from(KINDS))
    def decide(self, owned, day, kind):
        was = self.review.state
        owner = Owner(self.unit_head.user) if owned else NOBODY
        said = {"kind": kind, "text": "Rà soát", "owner": owner, "due_date": day}
        assert not self.tried(minutes.add_decision, self.review, actor=self.secretary, **said) or was == "HELD"

    @rule(which=integers(0, 3))
    def remove(self, which):
        one = self.review.decisions.order_by("pk")[which : which + 1].first()
        if one is not None:
            was = self.review.state
            done = self.tried(minutes.remove_decision, one, actor=self.secretary, version=one.version)
            assert not done or was == "HELD"

    @rule()
    def submit(self):
        if self.upon(minutes.submit_minutes, on=TODAY):
            review = self.review
            assert all(one.conclusion or one.why_none for one in review.inputs.all())
            assert review.judgement
            assert review.policy_suitable is not None
            kinds = set(review.decisions.values_list("kind", flat=True))
            assert kinds | set(review.none_kinds) == set(KINDS)
            assert not kinds & set(review.none_kinds)
            assert all(one.has_owner and one.due_date for one in review.decisions.all())

    @rule(approves=booleans())
    def answer(self, approves):
        approval = Approval.objects.filter(subject_uuid=self.review.uuid, state="OPEN").first()
        if approval is None:
            return
        decides = self.deputy if self.by_deputy else self.head  # who chaired
        if approves:
            if self.by_deputy:
                with pytest.raises(PermissionDenied):
                    approvals.approve(approval, actor=self.head, version=approval.version, on=TODAY)
            assert self.tried(approvals.approve, approval, actor=decides, version=approval.version, on=TODAY)
            return
        said = {"actor": decides, "version": approval.version, "reason": "Bổ sung"}
        self.tried(approvals.return_with_reason, approval, **said)

    @rule()
    def records_change(self):
        if NonconformingOutput.objects.filter(agency=self.agency).count() < MOST:
            OutputFactory(agency=self.agency, found_date=date(2026, 5, 4))

    @rule(reason=sampled_from(["Dời lịch", " "]), often=integers(0, 9))
    def cancel(self, reason, often):
        if often:  # else every walk ended at once
            return
        was = self.review.state
        done = self.upon(commands.cancel_review, reason=reason, on=TODAY)
        assert not done or was in {"PLANNED", "INVITED"}

    @invariant()
    def it_holds_together(self):
        review = self.review
        assert review.state in ORDER[self.was] or self.was == review.state
        self.was = review.state
        if review.state in HELD:
            assert review.invited_date <= review.held_date <= TODAY
            assert review.frozen_at
            assert self.numbers() == self.frozen
        else:
            assert not any(self.numbers().values())
        given = Assignment.objects.filter(agency=self.agency).count()
        assert given == (review.decisions.count() if review.state == "CONCLUDED" else 0)

    def teardown(self):
        assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_no_order_of_acts_passes_a_gate_or_changes_what_was_frozen():
    run_state_machine_as_test(
        ReviewMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS if SOAK else 20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
