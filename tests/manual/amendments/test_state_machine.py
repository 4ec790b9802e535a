"""An amendment under any order of acts: its state, its texts and the text in force always agree."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, sampled_from

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Refused
from sotay.journal.queries import verify_chain
from sotay.manual.amendments.commands import (
    issue_amendment,
    submit_amendment,
    withdraw_amendment,
    write_draft,
)
from sotay.manual.models import Amendment
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.manual import AmendmentFactory, ManualFactory, StatementFactory
from tests.soaking import tries

State = Amendment.State
WORDS = sampled_from(["Bản một.", "Bản hai.", "Bản ba.", "Mỗi năm Sở đặt mục tiêu chất lượng."])


class AmendmentMachine(RuleBasedStateMachine):
    """Acts upon one amendment of two statements, refused or not, and what we expect of it."""

    @initialize()
    def begin(self):
        agency = AgencyFactory()
        self.secretary, self.head = person(agency, Seat.Role.SECRETARY), person(agency, Seat.Role.HEAD)
        manual = ManualFactory(agency=agency, issued=True)
        self.statements = [StatementFactory(manual=manual, clause=clause) for clause in ("6.2", "6.3")]
        self.manual, self.state = manual, State.DRAFT
        self.amendment = AmendmentFactory(manual=manual)
        self.proposed, self.in_force = {}, {one.pk: one.text for one in self.statements}
        self.issues = 0

    def fresh(self):
        return Amendment.objects.select_related("manual", "agency").get(pk=self.amendment.pk)

    def tried(self, act):
        """Return whether an act was done; a refusal changes nothing, which the invariant sees."""
        try:
            return act() is not UNCHANGED
        except Refused:
            return False

    @rule(which=sampled_from([0, 1]), words=WORDS)
    def write(self, which, words):
        statement = self.statements[which]
        statement.refresh_from_db()
        done = self.tried(
            lambda: write_draft(statement, actor=self.secretary, text=words, amendment=self.fresh(), on=TODAY)
        )
        assert self.state == State.DRAFT or not done
        if self.state == State.DRAFT:
            self.proposed[statement.pk] = words

    @rule()
    def submit(self):
        amendment = self.fresh()
        done = self.tried(
            lambda: submit_amendment(amendment, actor=self.secretary, version=amendment.version, on=TODAY)
        )
        changed = self.proposed and all(self.in_force[pk] != words for pk, words in self.proposed.items())
        assert done == (self.state == State.DRAFT and bool(changed))
        if done:
            self.state = State.SUBMITTED

    @precondition(lambda self: self.state == State.SUBMITTED)
    @rule()
    def approve(self):
        approval = Approval.objects.get(agency=self.manual.agency, state=Approval.State.OPEN)
        assert self.tried(lambda: approve(approval, actor=self.head, version=approval.version, on=TODAY))
        self.state = State.APPROVED

    @precondition(lambda self: self.state == State.SUBMITTED)
    @rule(by_head=booleans())
    def come_back(self, by_head):
        approval = Approval.objects.get(agency=self.manual.agency, state=Approval.State.OPEN)
        if by_head:
            return_with_reason(approval, actor=self.head, version=approval.version, reason="Sửa lại")
        else:
            withdraw(approval, actor=self.secretary, version=approval.version, reason="Rút")
        self.state = State.DRAFT

    @rule(new_edition=booleans())
    def issue(self, new_edition):
        amendment = self.fresh()
        done = self.tried(
            lambda: issue_amendment(
                amendment,
                actor=self.secretary,
                version=amendment.version,
                on=TODAY,
                number="7/QĐ",
                date=TODAY,
                new_edition=new_edition,
            )
        )
        assert done == (self.state == State.APPROVED)
        if done:
            self.state, self.issues = State.ISSUED, self.issues + 1
            self.in_force |= self.proposed

    @rule()
    def cancel(self):
        amendment = self.fresh()
        done = self.tried(
            lambda: withdraw_amendment(amendment, actor=self.secretary, version=amendment.version, reason="Thôi")
        )
        assert done == (self.state in {State.DRAFT, State.APPROVED})
        if done:
            self.state = State.WITHDRAWN

    @invariant()
    def all_agree(self):
        if not hasattr(self, "amendment"):
            return
        amendment = self.fresh()
        assert amendment.state == self.state
        assert {one.statement_id: one.text for one in amendment.drafts.all()} == self.proposed
        for statement in self.statements:
            statement.refresh_from_db()
            assert statement.text == self.in_force[statement.pk]
            assert statement.issued.count() == (self.issues if statement.pk in self.proposed else 0)
        rounds = Approval.objects.filter(agency=amendment.agency, state=Approval.State.OPEN)
        assert rounds.count() == (self.state == State.SUBMITTED)
        assert verify_chain(amendment.agency).broken_at is None


@pytest.mark.django_db
def test_an_amendment_keeps_its_state_and_texts_whatever_is_tried_upon_it():
    run_state_machine_as_test(
        AmendmentMachine,
        settings=settings(
            max_examples=tries(15), stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
