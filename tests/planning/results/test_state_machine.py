"""Reports of half year and final figures under any order of acts: states, days, the set and the rounds always agree."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from
from time_machine import travel

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Refused
from sotay.journal.queries import verify_chain
from sotay.planning.models import ObjectiveSet, Report
from sotay.planning.results.commands import open_again, send_report, write_results
from sotay.planning.results.lines import Given
from tests.conftest import person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory
from tests.soaking import tries

JANUARY = date(2027, 1, 10)
PERIODS = sampled_from(["2026-H1", "2026-F"])
State = Report.State
OPEN = {State.DRAFT, State.RETURNED}


class ReportMachine(RuleBasedStateMachine):
    """Acts upon two reports of one unit, refused or not, and what we expect of them."""

    @initialize()
    def begin(self):
        agency = AgencyFactory()
        unit = UnitFactory(agency=agency)
        self.head = person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=JANUARY)
        self.secretary = person(agency, Seat.Role.SECRETARY, on=JANUARY)
        self.committee = person(agency, Seat.Role.COMMITTEE_HEAD, on=JANUARY)
        self.agency, self.unit = agency, unit
        self.set = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
        self.goal = ObjectiveFactory(set=self.set)
        self.states, self.values, self.steps, self.sent = {}, {}, {}, set()

    @property
    def closed(self):
        return self.states.get("2026-F") == State.TAKEN

    def takes(self, period):
        """Return whether the year takes figures of a period: once it is closed only of what was sent before."""
        return not self.closed or period in self.sent

    def tried(self, act):
        """Return whether an act was done; a refusal changes nothing, which the invariant sees."""
        try:
            return act() is not UNCHANGED
        except Refused:
            return False

    def report(self, period):
        return Report.objects.filter(agency=self.agency, period=period).first()

    def round(self, period):
        report = self.report(period)
        return report and Approval.objects.filter(subject_uuid=report.uuid, state=Approval.State.OPEN).first()

    @rule(period=PERIODS, value=integers(90, 100))
    def write(self, period, value):
        report, value = self.report(period), Decimal(value)
        given = [Given(key=self.goal.key, value=value, cause="Vì", remedy="Sẽ")]
        done = self.tried(
            lambda: write_results(
                self.agency, actor=self.head, unit=self.unit, period=period, results=given,
                version=report and report.version, on=JANUARY,
            )
        )  # fmt: skip
        may = self.states.get(period, State.DRAFT) in OPEN and self.takes(period)
        assert done == (may and self.values.get(period) != value)
        if may:
            self.states.setdefault(period, State.DRAFT)
            self.values[period] = value

    @rule(period=PERIODS, days=integers(0, 3))
    def send(self, period, days):
        report = self.report(period)
        if report is None:
            return
        received = date(2027, 1, 10 - days) if days else None
        actor = self.secretary if days else self.head
        done = self.tried(
            lambda: send_report(report, actor=actor, version=report.version, received_date=received, on=JANUARY)
        )
        assert done == (self.states[period] in OPEN and self.takes(period))
        if done:
            self.states[period], self.steps[period] = State.SENT, 0
            self.sent.add(period)

    @rule(period=PERIODS)
    def agree(self, period):
        if approval := self.round(period):
            actor = (self.secretary, self.committee)[self.steps[period]]
            assert self.tried(lambda: approve(approval, actor=actor, version=approval.version, on=JANUARY))
            self.steps[period] += 1
            if self.steps[period] == 2:
                self.states[period] = State.TAKEN

    @rule(period=PERIODS)
    def enter_paper(self, period):
        if approval := self.round(period):
            said = {"number": "1/BC", "date": JANUARY, "signer_name": "Trần Thị Ký"}
            assert self.tried(
                lambda: approve_by_paper(approval, actor=self.secretary, version=approval.version, **said)
            )
            self.states[period] = State.TAKEN

    @rule(period=PERIODS, by_author=booleans())
    def come_back(self, period, by_author):
        if approval := self.round(period):
            if by_author:
                withdraw(approval, actor=actor_of_author(self, approval), version=approval.version, reason="Rút")
            else:
                actor = (self.secretary, self.committee)[self.steps[period]]
                return_with_reason(approval, actor=actor, version=approval.version, reason="Sửa lại")
            self.states[period] = State.DRAFT if by_author else State.RETURNED

    @rule(period=PERIODS)
    def open_it_again(self, period):
        report = self.report(period)
        if report is None:
            return
        done = self.tried(lambda: open_again(report, actor=self.secretary, version=report.version, reason="Sai số"))
        assert done == (self.states[period] == State.TAKEN and (period == "2026-F" or not self.closed))
        if done:
            self.states[period] = State.RETURNED

    @invariant()
    def all_agree(self):
        if not hasattr(self, "states"):
            return
        for period, state in self.states.items():
            report = self.report(period)
            assert report.state == state
            assert report.results.get().value == self.values[period]
            assert (report.taken_date is not None) == (state == State.TAKEN)
            assert state in OPEN or (report.sent_date and report.due_date)
            assert (self.round(period) is not None) == (state == State.SENT)
            assert state != State.RETURNED or report.returned_reason
        one = ObjectiveSet.objects.get(pk=self.set.pk)
        assert (one.state, one.closed_date is not None) == ("CLOSED" if self.closed else "IN_FORCE", self.closed)
        assert verify_chain(self.agency).broken_at is None


def actor_of_author(machine, approval):
    return next(one for one in (machine.head, machine.secretary) if one.user.pk == approval.author_id)


@pytest.mark.django_db
def test_reports_keep_their_states_days_and_set_whatever_is_tried_upon_them():
    with travel(JANUARY, tick=False):
        run_state_machine_as_test(
            ReportMachine,
            settings=settings(
                max_examples=tries(15),
                stateful_step_count=14,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
