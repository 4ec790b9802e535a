"""A proposal under any order of acts: no state is reached but on its way."""

import os
from datetime import timedelta

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

from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.improvement.models import Proposal
from sotay.improvement.proposals import commands
from sotay.work.assignments.commands import cancel_assignment, confirm_assignment, finish_assignment, send_back
from sotay.work.models import Assignment
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory

State = Proposal.State
DUE = TODAY + timedelta(days=30)


class ProposalMachine(RuleBasedStateMachine):
    """Acts upon proposals of one agency, refused or not, and what must hold after each."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        self.secretary, self.author = person(self.agency, Seat.Role.SECRETARY), person(self.agency, Seat.Role.OFFICIAL)
        self.owner = person(self.agency, Seat.Role.OFFICIAL)
        self.propose()

    def one(self):
        return (
            Proposal.objects.select_related("agency", "assignment").filter(agency=self.agency).order_by("-pk").first()
        )

    def tried(self, act):
        try:
            return act() is not UNCHANGED
        except Refused:
            return False

    @rule()
    def propose(self):
        commands.make_proposal(self.agency, actor=self.author, on=TODAY, title="Gộp phiếu")

    @rule(what=sampled_from(["accept", "accept", "reject", "withdraw", "change"]))
    def judge(self, what):
        one = self.one()
        told = {"version": one.version}
        acts = {
            "accept": lambda: commands.accept_proposal(
                one, actor=self.secretary, owner=Owner(self.owner.user), due_date=DUE, on=TODAY, **told
            ),
            "reject": lambda: commands.reject_proposal(one, actor=self.secretary, text="Trùng", on=TODAY, **told),
            "withdraw": lambda: commands.withdraw_proposal(one, actor=self.author, reason="Thôi", **told),
            "change": lambda: commands.change_proposal(one, actor=self.author, title=f"{one.title[:200]} nữa", **told),
        }
        assert self.tried(acts[what]) == (one.state == State.PROPOSED)

    def work(self, *states):
        work = self.one().assignment
        return work if work is not None and work.state in states else None

    @precondition(lambda self: self.work("GIVEN", "TAKEN"))
    @rule(cancel=booleans())
    def work_on(self, cancel):
        work = self.work("GIVEN", "TAKEN")
        if cancel:
            cancel_assignment(work, actor=self.secretary, version=work.version, reason="Đổi", on=TODAY)
        else:
            finish_assignment(work, actor=self.owner, version=work.version, result="Xong", done_date=TODAY, on=TODAY)

    @precondition(lambda self: self.work("DONE"))
    @rule(sent_back=booleans())
    def confirm(self, sent_back):
        work = self.work("DONE")
        if sent_back:
            send_back(work, actor=self.secretary, version=work.version, reason="Chưa đủ")
        else:
            confirm_assignment(work, actor=self.secretary, version=work.version, on=TODAY)
            assert self.one().state == State.DONE

    @rule()
    def give_again(self):
        one = self.one()
        free = one.state == State.ACCEPTED and one.assignment.state == Assignment.State.CANCELLED
        told = {"owner": Owner(self.owner.user), "due_date": DUE, "version": one.version, "on": TODAY}
        assert self.tried(lambda: commands.give_again(one, actor=self.secretary, **told)) == free

    @rule(outcome=sampled_from(["BETTER", "SAME", "WORSE"]))
    def measure(self, outcome):
        one = self.one()
        told = {"before": "20", "after": "12", "outcome": outcome, "measured_date": TODAY, "on": TODAY}
        done = self.tried(lambda: commands.measure_proposal(one, actor=self.author, version=one.version, **told))
        assert done == (one.state == State.DONE)

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def every_state_has_what_it_rests_on(self):
        for one in Proposal.objects.filter(agency=self.agency).select_related("assignment"):
            confirmed = one.assignment is not None and one.assignment.state == Assignment.State.CONFIRMED
            assert (one.state in {State.DONE, State.MEASURED}) == confirmed == (one.done_date is not None)
            assert (one.state == State.MEASURED) == bool(one.outcome)
            assert one.judged_by_id != one.proposed_by_id


@pytest.mark.django_db
def test_proposals_under_any_order_of_acts():
    soak = bool(os.environ.get("SOTAY_SOAK"))
    run_state_machine_as_test(
        ProposalMachine,
        settings=settings(
            max_examples=500 if soak else 5,
            stateful_step_count=40 if soak else 20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
