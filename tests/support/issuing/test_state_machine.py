"""Lists under any order of acts: no revision in force without approval and decision, none on two open lists."""

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
from hypothesis.strategies import integers, sampled_from

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.journal.queries import verify_chain
from sotay.support.documents.commands import begin_revision, open_again, put_in_force
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing.commands import begin_issue, cancel_issue, issue_together, reopen_issue, submit_issue
from sotay.support.issuing.guards import OPEN
from sotay.support.issuing.listing import add_revisions, remove_item
from sotay.support.issuing.models import Issue, IssueItem
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, DecisionFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.soaking import tries

State = Revision.State
PLACES = integers(0, 3)


class IssueMachine(RuleBasedStateMachine):
    """A secretary and a head with four documents and any number of lists."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        self.secretary, self.head = person(self.agency, Seat.Role.SECRETARY), person(self.agency, Seat.Role.HEAD)
        self.documents = [DocumentFactory(agency=self.agency) for _each in range(4)]
        for one in self.documents:
            RevisionFactory(document=one)

    def tried(self, act):
        try:
            act()
        except Refused:
            return False
        return True

    def issues(self, *states):
        return Issue.objects.filter(agency=self.agency, state__in=states or Issue.State.values).order_by("pk")

    def prepared(self, place):
        return self.documents[place].revisions.filter(state__in=Revision.PREPARED).select_related("document").first()

    @rule(place=PLACES)
    def list_anew(self, place):
        one = self.prepared(place)
        if one is not None:
            free = not IssueItem.objects.filter(
                document=one.document, issue__state__in=OPEN, left_out_reason=""
            ).exists()
            ready = one.state in {State.DRAFT, State.APPROVED} and one.in_force_date is None
            done = self.tried(lambda: begin_issue(self.agency, actor=self.secretary, name="Đợt", revisions=[one]))
            assert done == (free and ready)

    @precondition(lambda self: self.issues(Issue.State.DRAFT).exists())
    @rule(place=PLACES)
    def add(self, place):
        one = self.prepared(place)
        if one is not None:
            self.tried(lambda: add_revisions(self.issues(Issue.State.DRAFT)[0], actor=self.secretary, revisions=[one]))

    @precondition(lambda self: IssueItem.objects.filter(agency=self.agency).exists())
    @rule()
    def take_out(self):
        item = IssueItem.objects.filter(agency=self.agency).select_related("issue").last()
        assert self.tried(lambda: remove_item(item, actor=self.secretary)) == (item.issue.state == Issue.State.DRAFT)

    @precondition(lambda self: self.issues().exists())
    @rule()
    def submit(self):
        one = self.issues().last()
        done = self.tried(lambda: submit_issue(one, actor=self.secretary, version=one.version, on=TODAY))
        assert not done or one.state == Issue.State.DRAFT

    @precondition(lambda self: Approval.objects.filter(agency=self.agency, state="OPEN").exists())
    @rule(word=sampled_from(["yes", "yes", "some", "return", "withdraw"]))
    def decide(self, word):
        approval = Approval.objects.filter(agency=self.agency, state="OPEN").first()
        if word == "return":
            self.tried(
                lambda: return_with_reason(approval, actor=self.secretary, version=approval.version, reason="Sửa lại")
            )
        elif word == "withdraw":
            withdraw(approval, actor=self.secretary, version=approval.version, reason="Rút")
        else:
            items = list(approval.items.filter(left_out=False))
            out = {items[0].pk: "Để lại"} if word == "some" and len(items) > 1 else {}
            for actor in (self.secretary, self.head):
                approval.refresh_from_db()
                self.tried(lambda: approve(approval, actor=actor, version=approval.version, leave_out=out, on=TODAY))  # noqa: B023
                out = {}

    @precondition(lambda self: self.issues().exists())
    @rule(later=integers(-1, 2))
    def issue(self, later):
        one = self.issues().last()
        paper = DecisionFactory(agency=self.agency, date=TODAY)
        day = TODAY + timedelta(days=later)
        done = self.tried(
            lambda: issue_together(
                one, actor=self.secretary, version=one.version, decision=paper, in_force_date=day, on=TODAY
            )
        )
        assert not done or (later >= 0 and one.state in OPEN)

    @rule(place=PLACES)
    def the_day_comes(self, place):
        one = self.prepared(place)
        if one is not None:
            put_in_force(one, actor=self.head, on=TODAY + timedelta(days=2))

    @rule(place=PLACES)
    def revise(self, place):
        self.tried(lambda: begin_revision(self.documents[place], actor=self.secretary, summary="Thêm bước"))

    @rule(place=PLACES)
    def open_again(self, place):
        one = self.prepared(place)
        if one is not None:
            self.tried(lambda: open_again(one, actor=self.secretary, version=one.version, reason="Sửa"))

    @precondition(lambda self: self.issues().exists())
    @rule(act=sampled_from([reopen_issue, cancel_issue]))
    def give_up(self, act):
        one = self.issues().last()
        self.tried(lambda: act(one, actor=self.secretary, version=one.version, reason="Thôi"))

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def what_holds_was_approved_and_issued(self):
        for one in Revision.objects.filter(agency=self.agency, state=State.IN_FORCE).select_related("decision"):
            assert one.approved_hash
            assert one.in_force_date >= one.approved_date
            assert one.in_force_date >= one.decision.date

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def no_document_stands_on_two_open_lists(self):
        lines = IssueItem.objects.filter(agency=self.agency, issue__state__in=OPEN, left_out_reason="")
        named = list(lines.values_list("document_id", flat=True))
        assert len(named) == len(set(named))

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def a_list_is_decided_as_long_as_its_round_is_open(self):
        open_ = set(Approval.objects.filter(agency=self.agency, state="OPEN").values_list("subject_uuid", flat=True))
        assert open_ == set(self.issues(Issue.State.SUBMITTED).values_list("uuid", flat=True))
        submitted = Revision.objects.filter(agency=self.agency, state=State.SUBMITTED)
        listed = IssueItem.objects.filter(issue__state=Issue.State.SUBMITTED, left_out_reason="")
        assert set(submitted.values_list("pk", flat=True)) <= set(listed.values_list("revision_id", flat=True))
        assert Document.objects.filter(agency=self.agency).count() == 4

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_lists_keep_their_promises(monkeypatch):
    for place in (
        "support.documents.commands",
        "support.issuing.commands",
        "approvals.commands",
        "approvals.permissions",
    ):
        monkeypatch.setattr(f"sotay.{place}.today", lambda: TODAY)
    run_state_machine_as_test(
        IssueMachine,
        settings=settings(
            max_examples=tries(10), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
