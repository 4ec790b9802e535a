"""Every number of the pack and of the month opens its records: the list behind the link shows exactly as many."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.context.models import LawReview
from sotay.evaluation.models import Synthesis
from sotay.evaluation.reviews.inputs import FACTS, OF_THE_MONTH
from sotay.evaluation.reviews.pack import read_figures
from sotay.standard.catalogue.periods import Span
from sotay.work.notices.models import Notice
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory, ProcessFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.findings import AuditFactory, FindingFactory, VisitFactory
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.factories.outputs import OutputFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ReportFactory, ResultFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeLineFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory
from tests.factories.reviews import ReviewDecisionFactory, ReviewFactory
from tests.factories.satisfaction import SurveyFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db
CODES = list(dict.fromkeys([*(code for codes in FACTS.values() for code in codes), *OF_THE_MONTH]))


@pytest.fixture
def on(db):
    """The day the lists are opened: what is open or overdue is told of the same day."""
    return today()


@pytest.fixture
def told(agency, on):
    """An agency with records within, at both edges of and outside the days counted, and of every state that counts or not."""
    first = on - timedelta(days=100)
    inside, before = (first, on), (first - timedelta(days=1),)
    unit = UnitFactory(agency=agency)
    _context(agency, unit, inside, before, on)
    _work(agency, inside, before, on)
    _operation(agency, unit, inside, before)
    _evaluation(agency, unit, inside, before, on)
    _improvement(agency, unit, inside, before)
    _objectives(agency, unit, on)
    return Span.of(first, on)


def _context(agency, unit, inside, before, on):
    for effective in (*inside, *before):
        law = LawFactory(agency=agency, effective_date=effective)
        LawReview.objects.create(agency=agency, law=law, unit=unit)
    LawFactory(agency=agency, effective_date=inside[1])
    LawFactory(agency=agency, effective_date=inside[1], is_unrelated=True, unrelated_reason="Ngành khác")
    LawFactory(agency=agency, effective_date=before[0], expiry_date=on)
    ProcessFactory(agency=agency)
    ProcessFactory(agency=agency, ended_date=on)
    for came in (*inside, *before):
        document = DocumentFactory(agency=agency, unit=unit, next_review_date=before[0])
        RevisionFactory(document=document, in_force=True, in_force_date=came)


def _work(agency, inside, before, on):
    done = {"state": "DONE", "result": "Xong", "given_date": before[0], "due_date": before[0]}
    for given in (*inside, *before):
        AssignmentFactory(agency=agency, given_date=given, due_date=on - timedelta(days=1))
        AssignmentFactory(agency=agency, done_date=given, **done)
    ended = {"state": "CANCELLED", "ended_date": on, "state_reason": "Không cần nữa"}
    AssignmentFactory(agency=agency, given_date=inside[0], due_date=before[0], **ended)
    person_told = person(agency, Seat.Role.OFFICIAL).user
    for day in (*inside, *before):
        kind = Notice.Kind.REMINDER
        Notice.objects.create(
            agency=agency, user=person_told, kind=kind, subject_text="x", due_date=day, reminded_date=day
        )


def _operation(agency, unit, inside, before):
    for found in (*inside, *before):
        OutputFactory(agency=agency, unit=unit, found_date=found)
        OutputFactory(agency=agency, unit=unit, found_date=found, cancelled=True)
        for outcome in ("KEEP", "WATCH", "END"):
            provider = ProviderFactory(agency=agency, unit=unit, from_date=before[0])
            ProviderEvaluationFactory(provider=provider, date=before[0] - timedelta(days=1), outcome="END")
            ProviderEvaluationFactory(provider=provider, date=found, outcome=outcome, improvement="Bố trí thêm xe")
    ended = {"from_date": before[0] - timedelta(days=9), "ended_date": before[0]}
    ProviderFactory(agency=agency, unit=unit, ended=True, **ended)


def _evaluation(agency, unit, inside, before, on):
    grades = ("NONCONFORMITY", "NOTE", "OPPORTUNITY", "STRENGTH")
    for reported in (*inside, *before):
        audit = AuditFactory(agency=agency, reported=True, reported_date=reported, year=reported.year)
        for grade in grades:
            FindingFactory(audit=audit, unit=unit, grade=grade)
        FindingFactory(audit=audit, unit=unit, grade="NOTE", dropped=True)
        FindingFactory(audit=audit, unit=unit, agreed=True)
    VisitFactory(audit=AuditFactory(agency=agency, met=True), unit=unit)
    for came in (*inside, *before):
        InspectionFactory(agency=agency, from_date=came)
        InspectionFactory(agency=agency, from_date=came, state="CANCELLED", cancelled_reason="Hoãn")
        minuted = InspectionFactory(
            agency=agency, minuted=True, from_date=before[0], to_date=before[0], minutes_date=came,
            fixes_due_date=max(came, on - timedelta(days=1)),
        )  # fmt: skip
        InspectionFindingFactory.create_batch(2, inspection=minuted)
    SurveyFactory(agency=agency)  # of agencies that never asked anybody no number is told
    for number, issued in enumerate((*inside, *before)):
        Synthesis.objects.create(
            agency=agency, code=f"B{number}", slug=f"b{number}", title="Báo cáo", from_date=before[0], to_date=before[0],
            state="ISSUED", issued_date=issued,
        )  # fmt: skip
    _feedback(agency, inside, before, on)
    programme = ProgrammeFactory(agency=agency, approved=True, year=on.year, approved_date=date(on.year, 1, 1))
    ProgrammeLineFactory(programme=programme, unit=unit, months=[on.month])
    held = {"held_date": before[0], "concluded_date": before[0], "invited_date": before[0]}
    review = ReviewFactory(
        agency=agency, concluded=True, meeting_at=datetime.combine(before[0], datetime.min.time(), UTC), **held
    )
    for day in (*inside, *before):
        given = {"agency": agency, "given_date": before[0]}
        for work in (
            {"state": "CONFIRMED", "result": "Xong", "done_date": day, "ended_date": day, "due_date": on},
            {"state": "DONE", "result": "Xong", "done_date": day, "due_date": on},
            {"due_date": day},
            {"state": "CANCELLED", "state_reason": "Thôi", "ended_date": day, "due_date": before[0]},
        ):
            ReviewDecisionFactory(review=review, assignment=AssignmentFactory(**given | work))


def _feedback(agency, inside, before, on):
    for came in (*inside, *before):
        FeedbackFactory(agency=agency, received_date=came, due_date=on + timedelta(days=1))
        noted = {"state": "NOTED", "ended_date": came, "due_date": None, "said": False}
        FeedbackFactory(agency=agency, kind="COMPLAINT", received_date=came, **noted)
    due = {"received_date": before[0], "due_date": inside[0]}
    FeedbackFactory(agency=agency, **due)
    done = {"assigned_date": before[0], "answered_date": before[0], "ended_date": before[0]}
    FeedbackFactory(agency=agency, answered=True, **due, **done)


def _improvement(agency, unit, inside, before):
    for number, day in enumerate((*inside, *before), start=1):
        NonconformityFactory(agency=agency, unit=unit, found_date=day)
        NonconformityFactory(agency=agency, unit=unit, found_date=day, rejected=True)
        NonconformityFactory(agency=agency, unit=unit, found_date=before[0], closed=True, closed_date=day, round=number)
        NonconformityFactory(agency=agency, unit=unit, found_date=before[0], accepted=True, due_date=day)
        ProposalFactory(agency=agency, proposed_date=day)
        ProposalFactory(agency=agency, proposed_date=day, state="WITHDRAWN")
        ProposalFactory(agency=agency, proposed_date=before[0], done=True, done_date=day)
        for outcome in ("BETTER", "SAME"):
            ends = {"done_date": before[0], "measured_date": day, "outcome": outcome}
            ProposalFactory(agency=agency, proposed_date=before[0], measured=True, **ends)


def _objectives(agency, unit, on):
    holds = {"state": "IN_FORCE", "approved_date": date(on.year, 1, 1), "in_force_date": date(on.year, 1, 1)}
    for half, values in (("H1", (99, 90, None)), ("F", (99, 90))):
        place = UnitFactory(agency=agency)
        chosen = ObjectiveSetFactory(agency=agency, unit=place, year=on.year, **holds)
        sent = {"sent": True, "sent_date": date(on.year, 1, 2), "due_date": on}
        report = ReportFactory(agency=agency, unit=place, period=f"{on.year}-{half}", **sent)
        for value in values:
            objective = ObjectiveFactory(set=chosen, agency=agency)
            if value:
                ResultFactory(report=report, objective=objective, value=value)
    earlier = ObjectiveSetFactory(agency=agency, unit=unit, year=on.year - 1, **holds)
    ObjectiveFactory(set=earlier, agency=agency)


PAGES = {
    # one page tells all there is of it, with the number on it
    "policy.in_force", "scope.in_force", "audits.planned", "audits.planned_done", "objectives.reports",
    "dossiers.received", "dossiers.settled", "dossiers.settled_late", "dossiers.on_time_rate", "dossiers.online_rate",
    "satisfaction.coverage", "satisfaction.answers", "satisfaction.flagged", "satisfaction.rate", "satisfaction.mean",
}  # fmt: skip
OTHERS = {
    # the list shows what the number was counted from: audits with their units, inspections with their findings, the sheets
    # closed and the feedback due of which a share is told; code → what the list has to show
    "audits.units_covered": 2,
    "inspections.findings": 2,
    "nonconformities.effective_first_round": 2,
    "documents.issued": 2,
    "feedback.answered_in_time": 2,
}


def test_the_link_of_each_number_shows_as_many_records(agency, told, on, signed_in):
    head = signed_in(person(agency, Seat.Role.HEAD, on=on))
    figures = read_figures(CODES, agency, told, on=on)
    lists = {code: one for code, one in figures.items() if code not in PAGES}
    shown = {code: head.get(one.url(agency)).context["count"] for code, one in lists.items()}

    assert not [code for code, one in lists.items() if not one.value], "nothing to compare"
    assert shown == {code: OTHERS.get(code, one.value) for code, one in lists.items()}


def test_the_link_of_a_number_without_a_list_opens_its_page(agency, told, on, signed_in):
    head = signed_in(person(agency, Seat.Role.HEAD, on=on))
    figures = read_figures(PAGES, agency, told, on=on)

    assert {code for code, one in figures.items() if one.value is None} == {
        "policy.in_force", "scope.in_force", *(code for code in PAGES if code.startswith("dossiers.")),
        "satisfaction.coverage", "satisfaction.rate", "satisfaction.mean",
    }  # fmt: skip
    for one in figures.values():
        assert not one.link or head.get(one.url(agency)).status_code == 200
