"""A series and its papers under any order of acts: one number each, none twice, none changed, nothing half-issued."""

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

from sotay.agency.models import Decision, Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.approvals.queries import latest_for
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.support.outgoing.commands import cancel_paper, mend_paper, submit_paper, write_paper
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper, withdraw_paper
from sotay.support.outgoing.series.commands import change_series
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.outgoing import NumberSeriesFactory
from tests.soaking import tries
from tests.support.outgoing.conftest import PLACES, Way

State = OutgoingPaper.State
NUMBERS = sampled_from(["", "1", "2", "02", "2a", "/x"])
DAYS = sampled_from([TODAY, TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
KEPT = ("number", "number_suffix", "symbol", "dated", "signed_date", "signer_id", "content", "pdf_id", "decision_id")


class PaperMachine(RuleBasedStateMachine):
    """Acts of secretary, head and two clerks upon the letters of one agency, refused or not."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory(letter_code="STTTT")
        cast = [person(self.agency, role) for role in (Seat.Role.SECRETARY, Seat.Role.CLERK, Seat.Role.HEAD)]
        self.way = Way(self.agency, *cast)
        self.other_clerk = person(self.agency, Seat.Role.CLERK)
        self.series = NumberSeriesFactory(agency=self.agency, is_kept_here=True)
        self.seen = {}

    def papers(self, *states):
        rows = OutgoingPaper.objects.filter(agency=self.agency).select_related("agency", "signer").order_by("-pk")
        return rows.filter(state__in=states) if states else rows

    def tried(self, act):
        """Return whether an act was done; a refusal changes nothing, which the invariants see."""
        try:
            act()
        except Refused:
            return False
        return True

    @rule()
    def draft(self):
        if self.papers().count() < 4:
            self.way.draft()

    @precondition(lambda self: self.papers().exists())
    @rule(complete=booleans())
    def write(self, complete):
        one = self.papers()[0]
        was, given = one.state, {"words": {"body": "Nội dung" if complete else ""}, "to": ["Sở Nội vụ"]}

        def act():
            write_paper(
                one,
                actor=self.way.secretary,
                version=one.version,
                subject="Báo cáo",
                signer=one.signer,
                on=TODAY,
                **given,
            )

        assert self.tried(act) == (was == State.DRAFT)

    @precondition(lambda self: self.papers().exists())
    @rule()
    def submit(self):
        one = self.papers()[0]
        ready = (
            one.state == State.DRAFT
            and all(one.words.get(key) for key in self.proses(one))
            and bool(one.to or one.mends)
        )
        done = self.tried(lambda: submit_paper(one, actor=self.way.secretary, version=one.version, on=TODAY))
        assert done == ready

    def proses(self, one):
        return ("wrong", "right") if one.form == "correction" else ("body",)

    @precondition(lambda self: self.papers(State.SUBMITTED).exists())
    @rule(word=sampled_from(["approve", "approve", "paper", "return", "withdraw"]))
    def decide(self, word):
        approval = latest_for(self.papers(State.SUBMITTED)[0])
        act = {"version": approval.version}
        if word == "approve":
            approve(approval, actor=self.way.head, on=TODAY, **act)
        elif word == "paper":
            number = f"{100 + approval.pk % 800}/STTTT"
            approve_by_paper(
                approval, actor=self.way.clerk, number=number, date=TODAY, signer_name="Trần Thị Ký", **act
            )
        elif word == "return":
            return_with_reason(approval, actor=self.way.head, reason="Sửa lại", **act)
        else:
            withdraw(approval, actor=self.way.secretary, reason="Rút", **act)

    @precondition(lambda self: self.papers(State.SIGNED, State.NUMBERED, State.ISSUED).exists())
    @rule(number=NUMBERS, dated=DAYS, other=booleans())
    def number(self, number, dated, other):
        one = self.papers(State.SIGNED).first() or self.papers(State.NUMBERED, State.ISSUED)[0]
        was = one.state
        clerk = self.other_clerk if other else self.way.clerk
        done = self.tried(
            lambda: number_paper(one, actor=clerk, version=one.version, number=number, dated=dated, on=TODAY)
        )
        assert not done or (was == State.SIGNED and dated == TODAY)

    @precondition(lambda self: self.papers().exists())
    @rule(day=DAYS)
    def issue(self, day):
        one = self.papers(State.NUMBERED).first() or self.papers()[0]
        was = one.state
        done = self.tried(
            lambda: issue_paper(one, actor=self.way.clerk, version=one.version, issued_date=day, on=TODAY)
        )
        assert done == (was == State.NUMBERED and one.dated <= day <= TODAY)

    @precondition(lambda self: self.papers(State.ISSUED).exists())
    @rule(act=sampled_from(["withdraw", "REPLACES", "CORRECTS"]))
    def end_or_mend(self, act):
        one = self.papers(State.ISSUED)[0]
        if act == "withdraw":
            withdraw_paper(one, actor=self.way.clerk, version=one.version, reason="Sai", on=TODAY)
        else:
            under_way = one.mended_by.filter(state__in=OutgoingPaper.OPEN).exists()
            done = self.tried(
                lambda: mend_paper(one, actor=self.way.secretary, version=one.version, mending=act, on=TODAY)
            )
            assert done == (not under_way)

    @precondition(lambda self: self.papers().exists())
    @rule()
    def cancel(self):
        one = self.papers()[0]
        was = one.state
        done = self.tried(lambda: cancel_paper(one, actor=self.way.clerk, version=one.version, reason="Thôi", on=TODAY))
        assert done == (was in {State.DRAFT, State.SIGNED, State.NUMBERED})

    @rule()
    def move_the_series(self):
        series = type(self.series).objects.get(pk=self.series.pk)
        change_series(
            series, actor=self.way.clerk, version=series.version, name=series.name, abbreviations=["CV"],
            is_kept_here=not series.is_kept_here,
        )  # fmt: skip

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def no_number_stands_twice_and_none_changes(self):
        numbered = list(self.papers().filter(number__isnull=False))
        full = [(one.series_id, one.number_year, one.number, one.number_suffix) for one in numbered]
        assert len(full) == len(set(full))
        for one in numbered:
            kept = {name: getattr(one, name) for name in KEPT}
            assert self.seen.setdefault(one.pk, kept) == kept
            assert one.dated >= one.signed_date
        assert self.papers().filter(pk__in=self.seen).count() == len(self.seen)

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def what_is_out_is_whole(self):
        for one in self.papers(State.ISSUED, State.WITHDRAWN, State.NUMBERED):
            assert one.pdf_id
            assert one.docx_id
            assert one.content
            assert Decision.objects.get(pk=one.decision_id).number == one.full_number
        out = self.papers(State.ISSUED, State.WITHDRAWN).count()
        assert Entry.objects.filter(agency=self.agency, action="support.paper.issued").count() == out
        open_ = Approval.objects.filter(agency=self.agency, state=Approval.State.OPEN).count()
        assert open_ == self.papers(State.SUBMITTED).count()

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_papers_keep_their_promises(monkeypatch):
    for place in PLACES:
        monkeypatch.setattr(f"sotay.{place}.today", lambda: TODAY)
    run_state_machine_as_test(
        PaperMachine,
        settings=settings(
            max_examples=tries(4), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
