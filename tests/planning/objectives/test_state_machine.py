"""A set under any order of acts: its state, its revisions and the work of its plan always agree."""

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
from sotay.approvals.commands import approve, return_with_reason, withdraw
from sotay.approvals.models import Approval, Item
from sotay.commands import UNCHANGED, Refused
from sotay.journal.queries import verify_chain
from sotay.planning.models import ObjectiveSet, PlanLine
from sotay.planning.objectives.commands import (
    add_objective,
    add_plan_line,
    begin_set,
    change_plan_line,
    drop_set,
    put_in_force,
    remove_objective,
    remove_plan_line,
    revise_set,
    submit_set,
)
from sotay.planning.objectives.guards import why_not_measurable, why_not_planned, why_not_submit
from sotay.work.models import Assignment
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.soaking import tries

State = ObjectiveSet.State
TARGETS = sampled_from(["≥ 98 %", "trước ngày 30/9", "98"])
DAYS = sampled_from([TODAY, TODAY, TODAY + timedelta(days=30)])


class SetMachine(RuleBasedStateMachine):
    """Acts upon the sets of one unit and year, refused or not, and what must hold after each."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        self.unit = UnitFactory(agency=self.agency)
        self.secretary, self.head = person(self.agency, Seat.Role.SECRETARY), person(self.agency, Seat.Role.HEAD)
        self.owner = Owner(role="UNIT_HEAD", unit=self.unit)
        one = begin_set(self.agency, actor=self.secretary, unit=self.unit, year=TODAY.year, on=TODAY)
        self.add(one, "≥ 98 %", planned=True)

    def add(self, one, wanted, *, planned):
        made = add_objective(
            one, actor=self.secretary, owner=self.owner, statement="Đúng hạn", target_text=wanted, formula="a / b",
            measure="%" if wanted == "98" else "",
        )  # fmt: skip
        if planned:
            day = TODAY + timedelta(days=90)
            add_plan_line(made, actor=self.secretary, owner=self.owner, what="Rà soát", to_date=day, judged_by="Sổ")
        return made

    def sets(self, *states):
        rows = ObjectiveSet.objects.filter(agency=self.agency).select_related("agency", "unit").order_by("-revision")
        return rows.filter(state__in=states) if states else rows

    def tried(self, act):
        """Return whether an act was done; a refusal changes nothing, which the invariants see."""
        try:
            return act() is not UNCHANGED
        except Refused:
            return False

    @rule()
    def begin_again(self):
        there = self.sets().exists()
        done = self.tried(
            lambda: begin_set(self.agency, actor=self.secretary, unit=self.unit, year=TODAY.year, on=TODAY)
        )
        assert done == (not there)

    @precondition(lambda self: self.sets().exists())
    @rule(wanted=TARGETS, planned=booleans())
    def write(self, wanted, planned):
        one = self.sets()[0]
        was = one.state
        assert self.tried(lambda: self.add(one, wanted, planned=planned)) == (was == State.DRAFT)

    @precondition(lambda self: PlanLine.objects.filter(agency=self.agency).exists())
    @rule(remove=booleans())
    def touch_the_plan(self, remove):
        line = PlanLine.objects.filter(agency=self.agency).select_related("objective__set").order_by("-pk").first()
        was = line.objective.set.state

        def act():
            if remove:
                return remove_plan_line(line, actor=self.secretary, version=line.version)
            what = f"{line.what[:100]} nữa"
            return change_plan_line(line, actor=self.secretary, version=line.version, owner=self.owner, what=what)

        assert not (self.tried(act) and was != State.DRAFT)

    @precondition(lambda self: self.sets(State.DRAFT).exists())
    @rule()
    def take_out_what_is_lacking(self):
        one = self.sets(State.DRAFT)[0]
        for objective in one.objectives.select_related("set").prefetch_related("plan"):
            if any(why_not_measurable(objective)) or any(why_not_planned(objective, objective.plan.all())):
                remove_objective(objective, actor=self.secretary, version=objective.version)

    @precondition(lambda self: self.sets().exists())
    @rule(day=DAYS)
    def submit(self, day):
        one = self.sets()[0]
        free = not list(why_not_submit(one, one.objectives.select_related("set").prefetch_related("plan")))
        done = self.tried(
            lambda: submit_set(one, actor=self.secretary, version=one.version, in_force_date=day, on=TODAY)
        )
        assert done == free

    @precondition(lambda self: self.sets(State.SUBMITTED).exists())
    @rule(word=sampled_from(["approve", "approve", "approve", "return", "withdraw"]))
    def decide(self, word):
        approval = Approval.objects.get(agency=self.agency, state=Approval.State.OPEN)
        if word == "approve":
            approve(approval, actor=self.head, version=approval.version, on=TODAY)
            assert not self.sets(State.SUBMITTED).exists()
        elif word == "return":
            return_with_reason(approval, actor=self.head, version=approval.version, reason="Sửa lại")
        else:
            withdraw(approval, actor=self.secretary, version=approval.version, reason="Rút")

    @precondition(lambda self: self.sets(State.DRAFT).exists())
    @rule(day=DAYS)
    def go_the_whole_way(self, day):
        """Take out what is lacking, submit and approve: what a draft comes to in the end."""
        self.take_out_what_is_lacking()
        if self.sets(State.DRAFT)[0].objectives.exists():
            self.submit(day)
            self.decide("approve")

    @precondition(lambda self: self.sets(State.APPROVED).exists())
    @rule(later=booleans())
    def the_day_comes(self, later):
        one = self.sets(State.APPROVED).last()
        on = TODAY + timedelta(days=30) if later else TODAY
        due = one.in_force_date <= on
        assert self.tried(lambda: put_in_force(one, actor=self.head, on=on)) == due

    @precondition(lambda self: self.sets().exists())
    @rule()
    def revise(self):
        one = self.sets()[0]
        done = self.tried(lambda: revise_set(one, actor=self.secretary, version=one.version, reason="Vì"))
        assert done == (one.state in {State.APPROVED, State.IN_FORCE})

    @precondition(lambda self: self.sets().exists())
    @rule()
    def drop(self):
        one = self.sets()[0]
        done = self.tried(lambda: drop_set(one, actor=self.secretary, version=one.version, reason="Thôi"))
        shown = Item.objects.filter(subject_uuid=one.uuid).exists()
        assert done == (one.state == State.DRAFT and not shown)

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def one_is_prepared_and_one_in_force(self):
        assert self.sets(State.DRAFT, State.SUBMITTED).count() <= 1
        assert self.sets(State.IN_FORCE).count() <= 1
        for one in self.sets(State.IN_FORCE, State.SUPERSEDED, State.APPROVED):
            assert one.approved_date == TODAY
            assert all(objective.direction for objective in one.objectives.all())

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def what_stands_before_is_superseded(self):
        revisions = list(self.sets(State.IN_FORCE).values_list("revision", flat=True))
        for number in revisions:
            earlier = self.sets().filter(revision__lt=number)
            assert set(earlier.values_list("state", flat=True)) <= {State.SUPERSEDED}

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def the_plan_in_force_is_the_work_that_is_open(self):
        holding = self.sets(State.IN_FORCE).first()
        open_ = set(
            Assignment.objects.filter(agency=self.agency, state__in=Assignment.OPEN).values_list("pk", flat=True)
        )
        lines = PlanLine.objects.filter(objective__set=holding) if holding else PlanLine.objects.none()
        assert open_ == set(lines.values_list("assignment_id", flat=True))
        assert set(lines.values_list("what", flat=True)) == set(
            Assignment.objects.filter(pk__in=open_).values_list("title", flat=True)
        )

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_a_set_keeps_its_promises(monkeypatch):
    monkeypatch.setattr("sotay.planning.objectives.commands.today", lambda: TODAY)
    run_state_machine_as_test(
        SetMachine,
        settings=settings(
            max_examples=tries(30), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
