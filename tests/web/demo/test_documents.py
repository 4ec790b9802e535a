"""The demonstration agency shows documents, law and records in every state they can have."""

from datetime import timedelta

import pytest

from sotay.approvals.models import Approval
from sotay.context.models import LawReview
from sotay.standard.standings.judging import standings_of
from sotay.support.models import ChangeRequest, Document, Issue, RecordFile, RecordList, Revision
from tests.web.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(built, db):
    return built


def test_documents_stand_in_every_state(agency):
    revisions = Revision.objects.filter(agency=agency)
    assert set(revisions.values_list("state", flat=True)) == {
        "DRAFT", "SUBMITTED", "APPROVED", "IN_FORCE", "SUPERSEDED", "WITHDRAWN",
    }  # fmt: skip
    assert set(Document.objects.filter(agency=agency).values_list("state", flat=True)) == {"IN_FORCE", "WITHDRAWN"}
    assert revisions.filter(state="DRAFT").exclude(returned_reason="").exists()
    assert revisions.get(state="APPROVED").in_force_date == TODAY + timedelta(days=1)
    assert set(Issue.objects.filter(agency=agency).values_list("state", flat=True)) == {"ISSUED"}
    assert Approval.objects.filter(agency=agency, purpose="support.documents", state="OPEN").count() == 1


def test_a_law_was_looked_at_and_changes_are_asked_for(agency):
    findings = set(LawReview.objects.filter(agency=agency).values_list("finding", flat=True))
    assert findings == {"WAITING", "NO_EFFECT", "AFFECTS"}
    states = set(ChangeRequest.objects.filter(agency=agency).values_list("state", flat=True))
    assert states == {"DRAFT", "SUBMITTED"}


def test_records_are_kept_by_an_issued_list(agency):
    assert RecordList.objects.get(agency=agency).state == "ISSUED"
    assert set(RecordFile.objects.filter(agency=agency).values_list("state", flat=True)) == {"OPEN", "CLOSED"}


def test_documents_were_approved_before_they_were_applied(agency):
    words = {line.standing for line in standings_of(agency, on=TODAY, codes={"documents.approved"})}
    assert words == {"MET"}
