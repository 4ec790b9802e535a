"""A sheet under any order of acts: never closed without cause, all actions done, effect verified after waiting by another."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.approvals import commands as approvals
from sotay.approvals.models import Approval
from sotay.commands import Refused, lock, may
from sotay.improvement.models import Nonconformity, Round
from sotay.improvement.nonconformities import commands
from sotay.improvement.nonconformities.rounds import commands as rounds
from sotay.improvement.nonconformities.rounds.queries import actions_of, round_now
from sotay.journal.queries import verify_chain
from sotay.work.assignments import commands as work
from sotay.work.models import Assignment
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory

STEPS = 50
EXAMPLES = 400 if settings.get_current_profile_name() == "soak" else 6
ENOUGH = 100  # examples of which chance brings some to the end; test_flow.py goes there in any run
WHO = integers(0, 4)
BEFORE = TODAY - timedelta(days=40)
DAYS = sampled_from([BEFORE, TODAY - timedelta(days=35), TODAY - timedelta(days=5), TODAY])
GRADES = sampled_from(["MINOR", "MINOR", "MAJOR"])
VERDICTS = sampled_from(["EFFECTIVE", "EFFECTIVE", "NOT_EFFECTIVE", "INCONCLUSIVE"])
CLOSINGS: list[bool] = []
NEXT = {
    "REPORTED": {"REPORTED", "ACCEPTED", "REJECTED"},
    "ACCEPTED": {"ACCEPTED", "ANALYSING", "VERIFYING"},
    "ANALYSING": {"ANALYSING", "SUBMITTED"},
    "SUBMITTED": {"SUBMITTED", "ANALYSING", "ACTING"},
    "ACTING": {"ACTING", "VERIFYING"},
    "VERIFYING": {"VERIFYING", "CLOSED", "ANALYSING"},
    "CLOSED": {"CLOSED", "ANALYSING"},
    "REJECTED": {"REJECTED"},
}


class SheetMachine(RuleBasedStateMachine):
    """Acts upon one sheet by secretary, QMR, head, the head of its unit and an auditor, refused or not."""

    @initialize(source=sampled_from(["SELF", "SELF", "AUDIT"]))
    def begin(self, source):
        self.agency = AgencyFactory()
        unit = UnitFactory(agency=self.agency)
        role = Seat.Role
        self.people = [
            person(self.agency, role.SECRETARY), person(self.agency, role.QMR), person(self.agency, role.HEAD),
            person(self.agency, role.UNIT_HEAD, unit=unit), person(self.agency, role.AUDITOR),
        ]  # fmt: skip
        self.pk = commands.log_nonconformity(
            self.agency, actor=self.people[3], on=TODAY, what="Thiếu ngày", unit=unit, evidence="HS-01",
            found_date=BEFORE, source=source,
        ).pk  # fmt: skip
        self.state, self.owned, self.did = "REPORTED", set(), set()

    @property
    def sheet(self):
        return Nonconformity.objects.select_related("agency", "unit", "owner_user", "owner_unit").get(pk=self.pk)

    def tried(self, act, permission, who, *, on=TODAY, **values):
        """Return whether an act was done; refused or denied it leaves the row as it was."""
        before, actor = self.sheet, self.people[who]
        if not may(actor, f"improvement.{permission}", before):
            return False
        more = {"on": on} if on else {}
        try:
            act(before, actor=actor, version=before.version, **more, **values)
        except Refused:
            assert self.sheet.version == before.version
            return False
        return True

    @rule(who=WHO, to=WHO, grade=GRADES, day=DAYS)
    def accept(self, who, to, grade, day):
        owner = Owner(self.people[to].user)
        if self.tried(
            commands.accept_nonconformity, "decide_nonconformity", who, grade=grade, owner=owner, accepted_date=day
        ):
            self.owned.add(owner.user.pk)

    @rule(who=WHO, text=sampled_from(["Nhầm", " "]), really=sampled_from([False, False, False, True]))
    def reject(self, who, text, really):
        if really:
            self.tried(commands.reject_nonconformity, "decide_nonconformity", who, on=None, reason=text)

    @rule(who=WHO, to=WHO, grade=GRADES)
    def hand_over(self, who, to, grade):
        verified = set(Round.objects.filter(nonconformity=self.pk).values_list("verified_by_id", flat=True))
        user = self.people[to].user
        if self.tried(
            commands.hand_over_nonconformity,
            "decide_nonconformity",
            who,
            owner=Owner(user),
            grade=grade,
            due_date=TODAY,
            reason="Phân công lại",
        ):
            assert user.pk not in verified
            self.owned.add(user.pk)

    @rule(who=WHO, day=DAYS)
    def correct(self, who, day):
        self.tried(
            commands.correct_nonconformity, "correct_nonconformity", who, correction="Đã ghi lại", correction_date=day
        )

    @rule(who=WHO, need=sampled_from(["ACTION", "ACTION", "CORRECTION"]), reason=sampled_from(["Đơn lẻ", ""]))
    def evaluate(self, who, need, reason):
        was = self.sheet
        if (
            self.tried(commands.evaluate_need, "evaluate_nonconformity", who, need=need, reason=reason, need_date=TODAY)
            and need == "CORRECTION"
        ):
            assert was.source != "AUDIT"
            assert reason
            assert was.owner_user_id != self.people[who].user.pk

    @rule(who=WHO, root=sampled_from(["Biểu thiếu ô", "Biểu thiếu ô", ""]), similar=sampled_from([True, False, None]))
    def analyse(self, who, root, similar):
        causes = [("", "Biểu không có ô ngày")] if root else []
        self.tried(
            rounds.write_analysis, "analyse_nonconformity", who, on=None, method="FIVE_WHY", causes=causes,
            root_cause=root, has_similar=similar, similar_text="Một cửa" if similar else "",
        )  # fmt: skip

    @rule(who=WHO, to=WHO)
    def plan(self, who, to):
        owner = Owner(self.people[to].user)
        self.tried(rounds.add_action, "analyse_nonconformity", who, what="Thêm ô", owner=owner, due_date=TODAY)

    @rule(who=WHO)
    def remove(self, who):
        one = round_now(self.sheet)
        action = actions_of(one).first() if one else None
        if action is not None and may(self.people[who], "improvement.analyse_nonconformity", self.sheet):
            try:
                rounds.remove_action(action, actor=self.people[who], version=action.version)
            except Refused:
                assert self.state != "ANALYSING"

    @rule(who=WHO)
    def submit(self, who):
        self.tried(rounds.submit_plan, "analyse_nonconformity", who)

    @rule(who=WHO, yes=sampled_from([True, True, False]))
    def decide(self, who, yes):
        approval = Approval.objects.filter(subject_uuid=self.sheet.uuid, state=Approval.State.OPEN).first()
        if approval is None or not may(self.people[who], "approvals.decide", approval):
            return
        said = {"actor": self.people[who], "version": approval.version}
        try:
            if yes:
                approvals.approve(approval, on=TODAY, **said)
            else:
                approvals.return_with_reason(approval, reason="Chưa tới gốc", **said)
        except Refused:
            pass

    @rule(day=DAYS, cancel=sampled_from([False, False, False, True]))
    def work_on(self, day, cancel):
        """Let the owner of the first open work report it, and somebody else confirm it."""
        job = Assignment.objects.filter(agency=self.agency, state__in=["GIVEN", "TAKEN"]).order_by("pk").first()
        if job is None:
            return
        doer = next(one for one in self.people if one.user.pk == job.owner_user_id)
        others = [one for one in self.people if may(one, "work.decide_assignment", job)]
        if cancel:
            if others:
                work.cancel_assignment(job, actor=others[0], version=job.version, reason="Nhầm", on=TODAY)
            return
        work.finish_assignment(job, actor=doer, version=job.version, result="Đã làm", done_date=day, on=TODAY)
        job = lock(job)
        if job.state == "DONE" and others:
            work.confirm_assignment(job, actor=others[0], version=job.version, on=TODAY)
        self.did.add(doer.user.pk)

    @rule(who=WHO, to=WHO)
    def give_again(self, who, to):
        one = round_now(self.sheet)
        action = actions_of(one).first() if one else None
        if action is None or not may(self.people[who], "improvement.decide_nonconformity", self.sheet):
            return
        with suppress(Refused):
            rounds.give_action_again(
                action, actor=self.people[who], version=action.version, on=TODAY, owner=Owner(self.people[to].user),
                due_date=TODAY,
            )  # fmt: skip

    @rule(who=WHO, system=sampled_from([False, False, True]), text=sampled_from(["Sửa biểu", ""]))
    def tell(self, who, system, text):
        self.tried(
            rounds.tell_changes, "analyse_nonconformity", who, on=None, changes_risks=False, changes_system=system,
            changes_text=text,
        )  # fmt: skip

    @rule(who=WHO, verdict=VERDICTS, day=DAYS, later=booleans())
    def verify(self, who, verdict, day, later):
        was, one = self.sheet, round_now(self.sheet)
        user = self.people[who].user
        again = TODAY + timedelta(days=1) if later else None
        if not self.tried(
            rounds.verify_effect, "verify_nonconformity", who, verdict=verdict, verified_date=day, again_date=again,
            verdict_text="Đã xem 20 phiếu",
        ):  # fmt: skip
            return
        assert was.state == "VERIFYING"
        assert user.pk not in self.owned | {was.correction_by_id}
        doers = set(
            Assignment.objects.filter(agency=self.agency)
            .exclude(state="CANCELLED")
            .values_list("owner_user", flat=True)
        )
        assert user.pk not in doers | self.did
        assert one.verify_from is not None
        assert one.verify_from <= day <= TODAY
        if was.need == "ACTION":
            wait = {"MINOR": 0, "MAJOR": 30}[was.grade]
            assert day >= one.actions_done_date + timedelta(days=wait)
        if verdict == "EFFECTIVE" and was.need == "ACTION":
            assert one.root_cause
            states = [action.assignment.state for action in actions_of(one)]
            assert states
            assert set(states) == {"CONFIRMED"}
            assert (was.changes_risks, was.changes_system) == (False, False)
        CLOSINGS.append(verdict == "EFFECTIVE")

    @rule(who=WHO, verdict=VERDICTS, steps=integers(2, 5))
    def go_on(self, who, verdict, steps):
        """Do what comes next as it should be done, so that random acts also meet the later states."""
        for _step in range(steps):
            self.one_step(who, verdict)
            self.it_holds_together()

    @rule(who=WHO, steps=integers(4, 9))
    def go_far(self, who, steps):
        """Go on for longer, towards an effect that was reached."""
        for _step in range(steps):
            self.one_step(who, "EFFECTIVE")
            self.it_holds_together()

    def one_step(self, who, verdict):
        """Do the one thing that comes next."""
        one, now = self.sheet, round_now(self.sheet)
        if one.state == "REPORTED":
            self.accept(0, 3, "MINOR", BEFORE)
        elif one.state == "ACCEPTED" and not one.correction:
            self.correct(3, BEFORE)
        elif one.state == "ACCEPTED":
            self.evaluate(0, "ACTION", "")
        elif one.state == "ANALYSING" and (not now.root_cause or one.has_similar is None):
            self.analyse(0, "Biểu thiếu ô", False)
        elif one.state == "ANALYSING" and not actions_of(now):
            self.plan(1, 3)
        elif one.state == "ANALYSING":
            self.submit(3)
        elif one.state == "SUBMITTED":
            self.decide(1, True)
            self.decide(2, True)
        elif one.state == "ACTING":
            self.work_on(BEFORE, False)
        elif one.state == "VERIFYING":
            self.tell(0, False, "")
            self.verify(who, verdict, TODAY, True)

    @rule(who=WHO, reason=sampled_from(["Lặp lại", ""]))
    def reopen(self, who, reason):
        if self.tried(commands.reopen_nonconformity, "reopen_nonconformity", who, reason=reason):
            assert reason

    @invariant()
    def it_holds_together(self):
        if not hasattr(self, "pk"):
            return
        one = self.sheet
        assert one.state in NEXT[self.state] or self.state == one.state
        if one.state == "CLOSED" and self.state != "CLOSED":
            assert self.state == "VERIFYING"
        self.state = one.state
        now = round_now(one)
        assert (now is None) == (one.state in {"REPORTED", "REJECTED", "ACCEPTED"})
        if one.state == "CLOSED":
            assert now.verdict == "EFFECTIVE"
            assert now.verified_by_id not in self.owned
        if one.state == "ACTING":
            assert now.approved_date
            assert all(action.assignment for action in actions_of(now))
        if one.state == "VERIFYING":
            assert now.verify_from

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_no_order_of_acts_passes_a_gate_wrongly(monkeypatch):
    monkeypatch.setattr("sotay.improvement.nonconformities.rounds.commands.today", lambda: TODAY)
    monkeypatch.setattr("sotay.approvals.commands.today", lambda: TODAY)
    run_state_machine_as_test(
        SheetMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    if EXAMPLES >= ENOUGH:
        assert any(CLOSINGS), "no run came to the end: the machine tries nothing"
