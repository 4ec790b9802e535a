"""Audits under any order of acts, from the plan to the report: no gate is passed wrongly, no state is skipped."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

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

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Refused, may
from sotay.evaluation.audits.checklists.commands import add_own_question, finish_visit, reopen_visit, save_answer
from sotay.evaluation.audits.plan import writing
from sotay.evaluation.audits.plan.commands import (
    cancel_audit,
    change_visit,
    hold_closing_meeting,
    reopen_plan,
    start_audit,
    submit_plan,
)
from sotay.evaluation.audits.plan.independence import why_not_independent
from sotay.evaluation.audits.plan.visits.commands import (
    assign_auditors,
    give_notice,
    move_visit,
    propose_visits,
    remove_visit,
    set_aside_visit,
)
from sotay.evaluation.audits.report.commands import submit_report, write_report
from sotay.evaluation.models import Audit, AuditReport, Visit
from sotay.journal.queries import verify_chain
from tests.conftest import TODAY
from tests.evaluation.audits.plan.conftest import FIRST, LAST, at, begun, cast_of, visited
from tests.factories.agency import AgencyFactory, SeatFactory

State = Audit.State
STEPS = 40
EXAMPLES = 500 if settings.get_current_profile_name() == "soak" else 5
"""Steps of a run and runs: 200 steps in every test, 20,000 in the long one."""
WAYS = {
    State.PLANNING: {State.SUBMITTED, State.CANCELLED},
    State.SUBMITTED: {State.PLANNING, State.PLANNED},
    State.PLANNED: {State.PLANNING, State.UNDERWAY, State.CANCELLED},
    State.UNDERWAY: {State.PLANNING, State.MET, State.CANCELLED},
    State.MET: {State.REPORTING},
    State.REPORTING: {State.MET, State.REPORTED},
    State.REPORTED: set(),
    State.CANCELLED: set(),
}
MOMENT = datetime(2026, 6, 23, 2, tzinfo=UTC)


class AuditMachine(RuleBasedStateMachine):
    """Acts upon one audit, refused or not, and what must hold after each."""

    @initialize(small=booleans())
    def begin(self, small):
        self.cast = cast_of(AgencyFactory(is_small=small))
        self.lead = self.cast.auditors[0]
        self.on, self.papers = LAST, 0
        self.audit = begun(self.cast)
        self.was = State.PLANNING

    def read(self):
        self.audit = Audit.objects.select_related("agency").get(pk=self.audit.pk)
        return self.audit

    def visit(self, which):
        rows = list(Visit.objects.filter(audit=self.audit).order_by("pk"))
        return rows[which % len(rows)] if rows else None

    def tried(self, act):
        """Return whether an act was done; a refusal changes nothing, which the invariants see."""
        try:
            return act() is not UNCHANGED
        except Refused:
            return False

    def act(self, command, **more):
        one = self.read()
        return self.tried(lambda: command(one, actor=self.cast.secretary, version=one.version, **more))

    @rule()
    def propose(self):
        assert not self.act(propose_visits, on=TODAY) or self.was == State.PLANNING

    @rule()
    def assign(self):
        assert not self.act(assign_auditors) or self.was == State.PLANNING

    @rule(unit=integers(0, 2), who=integers(0, 2), reason=sampled_from(["", "Vì chuyên môn"]))
    def add(self, unit, who, reason):
        user = self.cast.auditors[who].user
        done = self.tried(lambda: visited(self.cast, self.read(), unit, auditors=[user], override_reason=reason))
        assert not done or self.was == State.PLANNING

    @rule(which=integers(0, 5), who=integers(0, 2), reason=sampled_from(["", "Vì chuyên môn"]))
    def change(self, which, who, reason):
        if one := self.visit(which):
            users = [self.cast.auditors[who].user]
            done = self.tried(
                lambda: change_visit(
                    one, actor=self.cast.secretary, version=one.version, auditors=users, override_reason=reason
                )
            )
            assert not done or self.was == State.PLANNING

    @rule(which=integers(0, 5))
    def remove(self, which):
        if one := self.visit(which):
            assert not self.tried(lambda: remove_visit(one, actor=self.cast.secretary)) or self.was == State.PLANNING

    @rule(which=integers(0, 5), hour=integers(7, 15), reason=sampled_from(["", "Trùng họp"]))
    def move(self, which, hour, reason):
        if one := self.visit(which):
            values = {"starts_at": at(hour, day=24), "ends_at": at(hour + 1, day=24), "reason": reason}
            done = self.tried(lambda: move_visit(one, actor=self.cast.secretary, version=one.version, **values))
            assert not done or (self.was in Audit.IN_THE_ROOM and reason)

    @rule(which=integers(0, 5))
    def set_aside(self, which):
        if one := self.visit(which):
            done = self.tried(
                lambda: set_aside_visit(one, actor=self.cast.secretary, version=one.version, reason="Giải thể")
            )
            assert not done or self.was in Audit.IN_THE_ROOM

    @rule()
    def submit(self):
        assert not self.act(submit_plan, on=TODAY) or self.was == State.PLANNING

    @rule(word=sampled_from(["approve"] * 4 + ["paper", "return", "withdraw"]))
    def decide(self, word):
        approval = Approval.objects.filter(agency=self.cast.agency, state=Approval.State.OPEN).first()
        if approval is None:
            return
        chair = self.cast.chair
        if word == "approve":
            self.tried(lambda: approve(approval, actor=chair, version=approval.version, on=self.on))
        elif word == "paper":
            self.papers += 1
            paper = {"number": f"{self.papers}/KH", "date": TODAY, "signer_name": "Trần Ký"}
            self.tried(lambda: approve_by_paper(approval, actor=self.cast.secretary, version=approval.version, **paper))
        elif word == "return":
            self.tried(lambda: return_with_reason(approval, actor=chair, version=approval.version, reason="Sửa"))
        else:
            self.tried(lambda: withdraw(approval, actor=approval_author(approval, self.cast), version=approval.version,
                                        reason="Rút"))  # fmt: skip

    @rule(who=integers(0, 2), unit=integers(0, 2))
    def somebody_becomes_head(self, who, unit):
        if not Seat.objects.filter(agency=self.cast.agency, role="UNIT_HEAD").exclude(unit=self.cast.units[1]).exists():
            user, unit_ = self.cast.auditors[who].user, self.cast.units[unit]
            SeatFactory(agency=self.cast.agency, user=user, role="UNIT_HEAD", unit=unit_, from_date=FIRST)

    @rule()
    def tell(self):
        done = self.act(give_notice, on=TODAY, notice_date=TODAY)
        assert not done or self.was in {*Audit.IN_THE_ROOM, State.MET}

    @rule(reason=sampled_from(["", "Thêm đơn vị"]))
    def reopen(self, reason):
        assert not self.act(reopen_plan, reason=reason) or (self.was in Audit.IN_THE_ROOM and reason)

    @rule()
    def start(self):
        done = self.tried(lambda: start_audit(self.read(), actor=self.lead, on=self.on))
        assert done == (self.was == State.PLANNED)

    @rule(which=integers(0, 5), result=sampled_from(["CONFORMS", "CONFORMS", ""]))
    def answer_and_finish(self, which, result):
        one = self.visit(which)
        if one is None:
            return
        given = set(one.auditors.values_list("user_id", flat=True))
        actor = next((who for who in self.cast.auditors if who.user.pk in given), self.lead)
        if actor is self.lead and self.lead.user.pk not in given and not may(actor, "evaluation.answer_checklist", one):
            return  # of the audited unit: somebody else is given the visit first
        if not one.lines.exists():
            self.tried(lambda: add_own_question(one, actor=actor, question="Có đủ hồ sơ không?"))
        line = one.lines.first()
        if line is not None:
            told = {"at": MOMENT, "number": uuid4(), "base": line.version, "result": result}
            self.tried(lambda: save_answer(line, actor=actor, **told))
        one = Visit.objects.get(pk=one.pk)
        self.tried(lambda: finish_visit(one, actor=actor, version=one.version, on=self.on))

    @rule(which=integers(0, 5))
    def open_checklist_again(self, which):
        if one := self.visit(which):
            self.tried(lambda: reopen_visit(one, actor=self.lead, version=one.version, reason="Bổ sung"))

    @rule()
    def close(self):
        rows = Visit.objects.filter(audit=self.audit, finished_date__isnull=True, set_aside_reason="")
        over = Visit.objects.filter(audit=self.audit, finished_date__isnull=False).exists() and not rows.exists()
        done = self.act(hold_closing_meeting, on=self.on + timedelta(days=1))
        assert done == (self.was == State.UNDERWAY and over)

    @rule()
    def report(self):
        one = self.read()
        report = AuditReport.objects.filter(audit=one).first()
        texts = {"effectiveness": "Có hiệu lực", "conclusion": "Phù hợp"}
        version = report.version if report else None
        self.tried(lambda: write_report(one, actor=self.lead, version=version, **texts))
        report = AuditReport.objects.filter(audit=one).select_related("audit__agency", "agency").first()
        if report is not None:
            done = self.tried(
                lambda: submit_report(report, actor=self.lead, version=report.version, on=self.on + timedelta(days=1))
            )
            assert not done or self.was == State.MET

    @rule()
    def on_the_way(self):
        """Do what is next, so that runs come to the end."""
        {
            State.PLANNING: lambda: (self.propose(), self.assign(), self.submit()),
            State.SUBMITTED: lambda: self.decide("approve"),
            State.PLANNED: self.start,
            State.UNDERWAY: lambda: ([self.answer_and_finish(one, "CONFORMS") for one in range(6)], self.close()),
            State.MET: self.report,
            State.REPORTING: lambda: self.decide("approve"),
        }.get(self.was, lambda: None)()

    @rule(really=sampled_from([False] * 9 + [True]))
    def give_up(self, really):
        if really:
            done = self.act(cancel_audit, reason="Thôi")
            assert done == (self.was in {State.PLANNING, *Audit.IN_THE_ROOM})

    def is_begun(self):
        return hasattr(self, "was")

    @precondition(is_begun)
    @invariant()
    def no_state_is_skipped(self):
        state = State(self.read().state)
        assert state == self.was or state in WAYS[self.was], (self.was, state)
        self.was = state

    @precondition(is_begun)
    @invariant()
    def no_approved_plan_holds_a_dependent_auditor(self):
        """Judged on the day of the approval: who becomes head later is seen on the page, and holds up nothing."""
        if (
            self.read().state != State.PLANNED
            or Seat.objects.filter(
                agency=self.cast.agency, role="UNIT_HEAD", created_at__gt=self.audit.created_at
            ).exists()
        ):
            return
        for visit in writing.visits_of(self.audit):
            for one in visit.auditors.all():
                assert all(tie.is_accepted(one.override_reason) for tie in why_not_independent(visit, one.user))

    @precondition(is_begun)
    @invariant()
    def each_state_rests_on_its_evidence(self):
        audit, agency = self.read(), self.cast.agency
        rounds = Approval.objects.filter(agency=agency, state=Approval.State.APPROVED)
        if audit.state not in {State.PLANNING, State.SUBMITTED, State.CANCELLED}:
            assert rounds.filter(purpose="evaluation.audits", subject_uuid=audit.uuid).exists()
            assert audit.members.filter(part="LEAD").count() == 1
        if audit.state in Audit.AFTER_MEETING:
            open_ = audit.visits.filter(finished_date__isnull=True, set_aside_reason="")
            assert not open_.exists()
            assert audit.visits.filter(finished_date__isnull=False).exists()
            assert audit.closed_meeting_date is not None
        if audit.state == State.REPORTED:
            assert rounds.filter(purpose="evaluation.reports").exists()
        waits = Approval.objects.filter(agency=agency, state=Approval.State.OPEN).count()
        assert waits == int(audit.state in {State.SUBMITTED, State.REPORTING})

    def teardown(self):
        if hasattr(self, "cast"):
            assert verify_chain(self.cast.agency).broken_at is None


def approval_author(approval, cast):
    """Return the actor of who submitted a round."""
    return next(one for one in (cast.secretary, *cast.auditors) if one.user.pk == approval.author_id)


@pytest.mark.django_db
def test_audits_keep_their_promises(monkeypatch):
    monkeypatch.setattr("sotay.evaluation.audits.plan.commands.today", lambda: TODAY)
    monkeypatch.setattr("sotay.approvals.commands.today", lambda: TODAY + timedelta(days=400))
    run_state_machine_as_test(
        AuditMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
