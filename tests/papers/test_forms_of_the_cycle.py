"""Forms from policy to improvement against NĐ 30, as files: from a record, and blank."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sotay.evaluation.models import AuditReport, ReviewInput
from sotay.evaluation.reviews.models import InputComment
from sotay.improvement.nonconformities.models import Action, Cause
from sotay.papers import forms
from sotay.papers.authority import signature_of_head
from sotay.papers.docx import docx
from sotay.papers.forms import Making
from sotay.papers.linter import why_not_nd30
from sotay.papers.making import made
from sotay.papers.pdf import pdf
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.checklists import LineFactory
from tests.factories.evaluation import AuditorFactory
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory, VisitFactory
from tests.factories.improvement import NonconformityFactory, RoundFactory
from tests.factories.leadership import PolicyFactory, ReadingFactory
from tests.factories.outputs import OutputFactory
from tests.factories.planning import (
    ObjectiveFactory,
    ObjectiveSetFactory,
    PlanLineFactory,
    ReportFactory,
    ResultFactory,
)
from tests.factories.programmes import ProgrammeFactory, ProgrammeLineFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory
from tests.factories.reviews import MonthlyLookFactory, ReviewDecisionFactory, ReviewFactory
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db

LONG = "Hồ sơ thiếu phiếu kiểm soát quá trình, không ghi ngày nhận và người chịu trách nhiệm ở bước thẩm định. " * 6


def a_policy(agency):
    return ReadingFactory(policy=PolicyFactory(agency=agency, in_force=True), agency=agency).policy


def a_set(agency):
    one = ObjectiveSetFactory(agency=agency, in_force=True)
    for _number in range(6):
        PlanLineFactory(objective=ObjectiveFactory(set=one, formula=LONG))
    return one


def a_report_of_results(agency):
    one = a_set(agency)
    report = ReportFactory(agency=agency, unit=one.unit, sent=True)
    for objective in one.objectives.all():
        ResultFactory(report=report, objective=objective, cause=LONG)
    return report


def a_programme(agency):
    one = ProgrammeFactory(agency=agency, approved=True)
    for _number in range(12):
        ProgrammeLineFactory(programme=one, months=[3, 9], priority_text="Nhiều hồ sơ quá hạn")
    return one


def an_audit(agency):
    one = AuditFactory(agency=agency, met=True, purpose=LONG, opening_at=datetime(2026, 5, 18, 1, tzinfo=UTC))
    MemberFactory(audit=one)
    for number in range(4):
        unit = UnitFactory(agency=agency)
        FindingFactory(
            audit=one, unit=unit, visit=VisitFactory(audit=one, unit=unit), what=LONG, evidence=LONG, number=number + 1
        )
    return one


def a_finding(agency):
    return an_audit(agency).findings.first()


def a_visit(agency):
    one = an_audit(agency).visits.first()
    for _number in range(8):
        LineFactory(visit=one, answered=True, evidence=LONG)
    return one


def an_audit_report(agency):
    return AuditReport.objects.create(agency=agency, audit=an_audit(agency), effectiveness=LONG, conclusion=LONG)


def a_nonconformity(agency):
    sheet = NonconformityFactory(agency=agency, closed=True, round=2, what=LONG)
    for number in (1, 2):
        one = RoundFactory(nonconformity=sheet, number=number, root_cause=LONG)
        Cause.objects.create(agency=agency, round=one, position=1, text="Không ai nhắc")
        given = AssignmentFactory(agency=agency)
        Action.objects.create(
            agency=agency,
            round=one,
            what="Thêm bước nhắc",
            due_date=TODAY,
            owner_user=given.owner_user,
            assignment=given,
        )
    return sheet


def a_review(agency):
    one = ReviewFactory(agency=agency, concluded=True, chair=UserFactory(), judgement_text=LONG)
    for each in ReviewInput.objects.filter(review=one):
        each.text, each.discussion, each.conclusion = LONG, LONG, "Nhất trí"
        each.save()
        InputComment.objects.create(
            agency=agency, input=each, author=UserFactory(), text=LONG, made_date=date(2026, 6, 1)
        )
    for kind in ("IMPROVEMENT", "CHANGE", "RESOURCES"):
        ReviewDecisionFactory(review=one, kind=kind)
    return one


def whole(make):
    """Return a maker of what stands in a list of the whole agency."""

    def made_one(agency):
        make(agency=agency)

    return made_one


MAKERS = {
    "C1": a_policy, "C1-NY": a_policy, "C1-XN": a_policy, "C2": a_set, "C3": a_set, "C4": a_report_of_results,
    "D1": whole(AuditorFactory), "D1-QD": whole(AuditorFactory), "D2": a_programme, "D3": an_audit, "D4": an_audit,
    "D4-KM": an_audit, "D4-KT": an_audit, "D5": a_visit, "D5-GT": a_visit, "D6": a_finding, "D7": an_audit_report,
    "D8": whole(NonconformityFactory), "DXCT": lambda agency: ProposalFactory(agency=agency, measured=True, what=LONG),
    "E1": a_nonconformity, "E2": lambda agency: OutputFactory(agency=agency, closed=True, what=LONG[:900]),
    "E2-SO": whole(OutputFactory), "F1": a_review, "F2": a_review, "F3": a_review, "F4": a_review, "F4-TD": a_review,
    "F-GB": lambda agency: MonthlyLookFactory(agency=agency, note=LONG), "NCC-DS": whole(ProviderFactory),
    "NCC-DG": lambda agency: ProviderEvaluationFactory(provider=ProviderFactory(agency=agency), findings=LONG),
    "C2-QD": lambda agency: a_set(agency) and None,
}  # fmt: skip


def as_issued(paper, agency):
    """Return a paper as it goes out: with its number, its day, and signed by the head."""
    if paper.number is None:
        return paper
    signature = signature_of_head(agency, TODAY) if paper.signature else None
    return replace(paper, number=replace(paper.number, number="5"), dated=TODAY, signature=signature)


def faults(paper):
    """Return what the linter finds in the paper and both of its files."""
    return why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))


@pytest.mark.parametrize("code", MAKERS)
def test_a_form_keeps_the_decree_with_a_record_and_blank(agency, secretary, head, code):
    form, record = forms.find(code), MAKERS[code](agency)
    assert form.when(record) if record is not None else form.asks
    making = Making(agency=agency, viewer=secretary, on=TODAY, year=2026)
    assert faults(as_issued(form.build(record, making), agency)) == []
    if form.has_blank:
        blank = made(form, None, viewer=secretary, on=TODAY, blank=True)
        assert faults(as_issued(blank, agency)) == []
