"""Documents under any order of acts: one revision in force, no approval without its hash, no author alone."""

from datetime import timedelta
from itertools import pairwise

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
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.agency.models import Decision, Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.approvals.models import Approval, Vote
from sotay.approvals.purposes import hash_of
from sotay.commands import UNCHANGED, Refused
from sotay.journal.queries import verify_chain
from sotay.support.documents.commands import (
    begin_document,
    begin_revision,
    change_document,
    drop_revision,
    issue_revision,
    open_again,
    put_in_force,
    submit_revision,
    withdraw_document,
    write_revision,
)
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.writing import content_of
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.soaking import tries

State = Revision.State
STEPS = 25
EXAMPLES = tries(8, soak=400)
"""Steps of a run and runs: 200 steps in every test, 10,000 in the long one."""


class DocumentMachine(RuleBasedStateMachine):
    """Acts upon the documents of one unit, refused or not, and what must hold after each."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        self.unit = UnitFactory(agency=self.agency)
        self.secretary = person(self.agency, Seat.Role.SECRETARY)
        self.head = person(self.agency, Seat.Role.HEAD)
        self.chief = person(self.agency, Seat.Role.UNIT_HEAD, unit=self.unit)
        self.writer = person(self.agency, Seat.Role.OFFICIAL, unit=self.unit)
        self.signers = (self.chief, self.secretary, self.head)
        self.on, self.papers = TODAY, 0
        self.begin_one(0)
        self.go_the_whole_way(0, 0)

    def begin_one(self, number):
        values = {"code": f"QT {number}", "title": f"Quy trình {number}", "unit": self.unit}
        return begin_document(self.agency, actor=self.writer, on=self.on, **values)

    def documents(self):
        return Document.objects.filter(agency=self.agency).select_related("agency", "unit").order_by("pk")

    def pick(self, which, *states):
        rows = Revision.objects.filter(agency=self.agency).select_related("document__unit", "agency").order_by("pk")
        rows = rows.filter(state__in=states) if states else rows
        return rows[which % len(rows)] if rows else None

    def tried(self, act):
        """Return whether an act was done; a refusal changes nothing, which the invariants see."""
        try:
            return act() is not UNCHANGED
        except Refused:
            return False

    @rule(number=integers(0, 2))
    def begin_again(self, number):
        there = self.documents().standing().filter(code_folded=f"qt{number}").exists()
        assert self.tried(lambda: self.begin_one(number)) == (not there)

    @rule(which=integers(0, 9), text=sampled_from(["", "Một", "Hai, theo QT 1"]))
    def write(self, which, text):
        one = self.pick(which)
        was = one.state
        done = self.tried(
            lambda: write_revision(
                one, actor=self.writer, version=one.version, parts=[("Nội dung", text)], summary="Thay đổi"
            )
        )
        assert not done or was == State.DRAFT

    @rule(which=integers(0, 9))
    def submit(self, which):
        one = self.pick(which, State.DRAFT) or self.pick(which)
        was = one.state
        done = self.tried(lambda: submit_revision(one, actor=self.writer, version=one.version, on=self.on))
        assert not done or was == State.DRAFT

    @rule(which=integers(0, 2), word=sampled_from(["approve"] * 5 + ["paper", "return", "withdraw"]), alone=booleans())
    def decide(self, which, word, alone):
        approvals = Approval.objects.filter(agency=self.agency, state=Approval.State.OPEN).order_by("pk")
        if not approvals:
            return
        approval = approvals[which % len(approvals)]
        step = approval.steps.filter(done_at__isnull=True).first()
        signer = self.signers[step.position - 1]
        if word == "approve":
            self.tried(lambda: approve(approval, actor=signer, version=approval.version, on=self.on))
        elif word == "paper":
            self.papers += 1
            self.tried(
                lambda: approve_by_paper(
                    approval, actor=self.secretary, version=approval.version, number=f"{self.papers}/QĐ",
                    date=self.on - timedelta(days=int(alone)), signer_name="Trần Ký",
                )
            )  # fmt: skip
        elif word == "return":
            self.tried(lambda: return_with_reason(approval, actor=signer, version=approval.version, reason="Sửa"))
        else:
            self.tried(lambda: withdraw(approval, actor=self.writer, version=approval.version, reason="Rút"))

    @rule(which=integers(0, 9), days=sampled_from([-2, -1, 0, 0, 1, 5]))
    def issue(self, which, days):
        self.issue_one(self.pick(which, State.APPROVED) or self.pick(which), days)

    def issue_one(self, one, days):
        self.papers += 1
        paper = Decision.objects.create(agency=self.agency, number=f"{self.papers}/QĐ-BH", date=self.on - timedelta(2))
        day = self.on + timedelta(days=days)
        was, approved, holds = one.state, one.approved_date, one.approved_hash == hash_of(content_of(one))
        former = one.document.revisions.filter(state=State.IN_FORCE).exclude(pk=one.pk).first()
        in_turn = former is None or day >= former.in_force_date
        done = self.tried(
            lambda: issue_revision(one, actor=self.secretary, decision=paper, in_force_date=day, on=self.on)
        )
        assert done == (was == State.APPROVED and day >= approved and holds and in_turn)

    @rule(which=integers(0, 2), days=sampled_from([0, 0, 3]))
    def go_the_whole_way(self, which, days):
        """Write, submit, approve and issue: what a draft comes to in the end."""
        one = self.pick(which, State.DRAFT)
        if one is None:
            return
        self.tried(
            lambda: write_revision(one, actor=self.writer, version=one.version, parts=[("", "Đủ")], summary="Đủ")
        )
        one.refresh_from_db()
        if self.tried(lambda: submit_revision(one, actor=self.writer, version=one.version, on=self.on)):
            for signer in self.signers:
                approval = Approval.objects.get(subject_uuid=one.uuid, state=Approval.State.OPEN)
                approve(approval, actor=signer, version=approval.version, on=self.on)
            one.refresh_from_db()
            self.issue_one(one, days)

    @rule(which=integers(0, 2), days=sampled_from([0, 0, 3]))
    def revise_all_the_way(self, which, days):
        """Begin a revision of what is in force and bring it there."""
        rows = self.documents().filter(state=Document.State.IN_FORCE)
        if rows and self.tried(lambda: begin_revision(rows[which % len(rows)], actor=self.writer)):
            drafts = Revision.objects.filter(agency=self.agency, state=State.DRAFT)
            self.go_the_whole_way(drafts.count() - 1, days)

    @rule(days=integers(0, 3))
    def days_go_by(self, days):
        self.on += timedelta(days=days)
        due = Revision.objects.filter(agency=self.agency, state=State.APPROVED, in_force_date__lte=self.on)
        for one in due.select_related("document__unit", "agency"):
            assert put_in_force(one, actor=self.head, on=self.on).state == State.IN_FORCE

    @rule(which=integers(0, 9), new_edition=booleans(), minor=booleans())
    def revise(self, which, new_edition, minor):
        one = self.documents()[which % len(self.documents())]
        free = (
            one.state in {Document.State.DRAFT, Document.State.IN_FORCE}
            and not one.revisions.filter(state__in=Revision.PREPARED).exists()
        )
        done = self.tried(lambda: begin_revision(one, actor=self.writer, is_new_edition=new_edition, is_minor=minor))
        assert done == free

    @rule(which=integers(0, 9), title=sampled_from(["Quy trình mới", "Quy trình 1"]))
    def change(self, which, title):
        one = self.documents()[which % len(self.documents())]
        self.tried(lambda: change_document(one, actor=self.writer, version=one.version, on=self.on, title=title))

    @rule(which=integers(0, 9), again=booleans())
    def give_up_or_open_again(self, which, again):
        one = self.pick(which, *Revision.PREPARED)
        if one is None:
            return
        act = open_again if again else drop_revision
        self.tried(lambda: act(one, actor=self.writer, version=one.version, reason="Thôi"))

    @rule(which=integers(0, 9), other=integers(0, 9), replaced=booleans())
    def withdraw_one(self, which, other, replaced):
        rows = list(self.documents())
        one = rows[which % len(rows)]
        heir = rows[other % len(rows)] if replaced else None
        cited = (
            Revision.objects.filter(agency=self.agency, state=State.IN_FORCE, parts__text__contains=one.code)
            .exclude(document=one)
            .exists()
        )
        done = self.tried(
            lambda: withdraw_document(one, actor=self.secretary, reason="Thôi", withdrawn_date=TODAY, replaced_by=heir)
        )
        assert not (done and cited and heir is None)

    def is_begun(self):
        return hasattr(self, "agency")

    @precondition(is_begun)
    @invariant()
    def never_two_in_force_nor_two_prepared(self):
        for document in self.documents():
            rows = document.revisions
            assert rows.filter(state=State.IN_FORCE).count() == int(document.state == Document.State.IN_FORCE)
            assert rows.filter(state__in=Revision.PREPARED).count() <= 1
            for day in (TODAY, self.on, self.on + timedelta(days=1)):
                assert Revision.objects.filter(document=document).in_force(day).count() <= 1

    @precondition(is_begun)
    @invariant()
    def never_an_approval_without_its_hash(self):
        held = [State.APPROVED, State.IN_FORCE, State.SUPERSEDED]
        for one in Revision.objects.filter(agency=self.agency, state__in=held):
            assert one.approved_hash
            assert one.approved_date <= (one.in_force_date or one.approved_date)
            rounds = Approval.objects.filter(state="APPROVED", items__subject_uuid=one.uuid, items__left_out=False)
            assert rounds.filter(items__content_hash=one.approved_hash).exists()
        for one in Revision.objects.filter(agency=self.agency, state__in=[State.DRAFT, State.SUBMITTED]):
            assert not one.approved_hash

    @precondition(is_begun)
    @invariant()
    def never_an_author_alone(self):
        for approval in Approval.objects.filter(agency=self.agency, state="APPROVED", way="SYSTEM"):
            said = Vote.objects.filter(step__approval=approval, word=Vote.Word.APPROVED)
            assert said.exclude(user=approval.author).exists()

    @precondition(is_begun)
    @invariant()
    def no_day_knows_two_in_force(self):
        for document in self.documents():
            held = document.revisions.filter(state__in=Revision.ISSUED, in_force_date__isnull=False).order_by("order")
            days = [(one.in_force_date, one.ended_date) for one in held]
            assert all(ended is not None and ended <= begun for (_, ended), (begun, _) in pairwise(days))

    @precondition(is_begun)
    @invariant()
    def a_code_stands_once(self):
        codes = list(self.documents().standing().values_list("code_folded", "field_folded"))
        assert len(codes) == len(set(codes))

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_documents_keep_their_promises(monkeypatch):
    monkeypatch.setattr("sotay.support.documents.commands.today", lambda: TODAY)
    monkeypatch.setattr("sotay.approvals.commands.today", lambda: TODAY + timedelta(days=400))
    run_state_machine_as_test(
        DocumentMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
