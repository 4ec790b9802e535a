"""Findings and the report of an audit under any order of acts: nothing told is taken back, no figure is but counted."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, return_with_reason
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.evaluation.audits.findings import commands as of_findings
from sotay.evaluation.audits.report import commands
from sotay.evaluation.audits.report.counting import count_figures
from sotay.evaluation.models import Audit, AuditReport, Finding
from sotay.journal.queries import verify_chain
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.findings import AuditFactory, MemberFactory, VisitFactory

GRADES = sampled_from(["NOTE", "NONCONFORMITY", "MAJOR"])
REASONS = sampled_from(["Có bằng chứng khác", " "])
PLACES = integers(0, 3)
COUNTED = ("total", "grades", "nonconformities", "notes", "units", "clauses")


class ReportMachine(RuleBasedStateMachine):
    """Acts upon one audit by its leader, the head of the audited unit and the head of the committee."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        self.unit = UnitFactory(agency=self.agency)
        audit = AuditFactory(agency=self.agency)
        VisitFactory(audit=audit, unit=self.unit)
        self.pk = audit.pk
        self.lead = person(self.agency, Seat.Role.OFFICIAL)
        MemberFactory(audit=audit, user=self.lead.user)
        self.unit_head = person(self.agency, Seat.Role.UNIT_HEAD, unit=self.unit)
        self.approver = person(self.agency, Seat.Role.COMMITTEE_HEAD)
        self.told: dict[int, tuple[str, str]] = {}

    @property
    def audit(self):
        return Audit.objects.select_related("agency").get(pk=self.pk)

    def finding(self, place):
        rows = list(Finding.objects.select_related("audit").filter(audit=self.pk).order_by("number"))
        return rows[place % len(rows)] if rows else None

    def tried(self, act, *args, **values):
        """Return whether an act was done."""
        try:
            act(*args, **values)
        except Refused:
            return False
        return True

    @rule(grade=GRADES)
    def log(self, grade):
        was = self.audit.state
        done = self.tried(
            of_findings.log_finding, self.audit, actor=self.lead, on=TODAY, unit=self.unit, grade=grade,
            what="Thiếu phiếu", found_date=self.audit.from_date,
        )  # fmt: skip
        assert not done or (was == "UNDERWAY" and grade != "MAJOR")

    @rule(place=PLACES, reason=REASONS)
    def drop(self, place, reason):
        if one := self.finding(place):
            done = self.tried(of_findings.drop_finding, one, actor=self.lead, version=one.version, reason=reason)
            assert not done or (one.audit.state == "UNDERWAY" and reason.strip() and not one.is_dropped)

    @rule(place=PLACES, grade=GRADES, reason=REASONS)
    def correct(self, place, grade, reason):
        if one := self.finding(place):
            done = self.tried(
                of_findings.correct_grade, one, actor=self.lead, version=one.version, grade=grade, reason=reason
            )
            assert not done or (one.audit.state == "MET" and reason.strip() and grade != "MAJOR")

    @rule(place=PLACES, text=REASONS)
    def say(self, place, text):
        if one := self.finding(place):
            done = self.tried(
                of_findings.give_opinion, one, actor=self.unit_head, version=one.version, on=TODAY,
                opinion="OTHERWISE", opinion_text=text, opinion_date=TODAY,
            )  # fmt: skip
            assert not done or (one.audit.state in Audit.AFTER_MEETING and text.strip())

    @rule()
    def meet(self):
        Audit.objects.filter(pk=self.pk, state="UNDERWAY").update(state="MET", closed_meeting_date=self.audit.to_date)

    @rule(conclusion=sampled_from(["Phù hợp", ""]))
    def write(self, conclusion):
        was, report = self.audit.state, AuditReport.objects.filter(audit=self.pk).first()
        done = self.tried(
            commands.write_report, self.audit, actor=self.lead, version=report.version if report else None,
            conclusion=conclusion, effectiveness="Có hiệu lực",
        )  # fmt: skip
        assert not done or was in {"UNDERWAY", "MET"}

    @rule()
    def submit(self):
        report = AuditReport.objects.select_related("audit").filter(audit=self.pk).first()
        if report is not None:
            done = self.tried(commands.submit_report, report, actor=self.lead, version=report.version, on=TODAY)
            assert done == (report.audit.state == "MET" and bool(report.conclusion))

    @rule(gives_word=sampled_from([True, False]))
    def decide(self, gives_word):
        one = Approval.objects.filter(agency=self.agency, state="OPEN").first()
        if one is not None:
            if gives_word:
                approve(one, actor=self.approver, version=one.version, on=TODAY)
                assert self.audit.state == "REPORTED"
            else:
                return_with_reason(one, actor=self.approver, version=one.version, reason="Viết lại")
                assert self.audit.state == "MET"

    @invariant()
    def what_was_pinned_is_what_counts(self):
        audit = self.audit
        assert (audit.state == "REPORTED") == (audit.reported_date is not None)
        if audit.state in {"REPORTING", "REPORTED"}:
            pinned, counted = AuditReport.objects.get(audit=audit).figures, count_figures(audit, on=TODAY)
            assert {name: pinned[name] for name in COUNTED} == {name: counted[name] for name in COUNTED}
            assert pinned["total"] == Finding.objects.filter(audit=audit, is_dropped=False).count()

    @invariant()
    def nothing_told_at_the_meeting_is_taken_back(self):
        rows = {one.pk: (one.what, one.is_dropped) for one in Finding.objects.filter(audit=self.pk)}
        if self.audit.state in Audit.AFTER_MEETING:
            assert not self.told or rows == self.told
            self.told = rows

    def teardown(self):
        assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_no_order_of_acts_takes_back_what_was_told_or_types_a_figure():
    soak = os.environ.get("SOTAY_SOAK") == "1"
    run_state_machine_as_test(
        ReportMachine,
        settings=settings(
            max_examples=400 if soak else 10,
            stateful_step_count=50 if soak else 15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
