"""Of the days of revisions: none takes its place before the one in force did, none is withdrawn before it was in force."""

from datetime import timedelta

import pytest

from sotay.commands import Refused
from sotay.support.documents.commands import issue_revision, withdraw_document
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing.commands import begin_issue, issue_together
from sotay.support.issuing.listing import add_withdrawal
from tests.conftest import TODAY
from tests.factories.agency import DecisionFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
SINCE = TODAY - timedelta(days=9)
BEFORE = SINCE - timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for place in ("support.documents.commands", "support.issuing.commands"):
        monkeypatch.setattr(f"sotay.{place}.today", lambda: TODAY)


@pytest.fixture
def held(agency):
    document = DocumentFactory(agency=agency, state=Document.State.IN_FORCE)
    return RevisionFactory(document=document, in_force=True, in_force_date=SINCE, approved_date=BEFORE)


def reason(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    (one,) = refusal.value.reasons
    return one.code, one.field


def test_a_revision_is_never_in_force_before_the_one_it_takes_the_place_of(agency, held, secretary):
    new = RevisionFactory(document=held.document, approved=True, approved_date=BEFORE, amendment=1, order=2)
    paper = DecisionFactory(agency=agency, date=BEFORE)
    given = {"actor": secretary, "decision": paper, "on": TODAY}

    assert reason(issue_revision, new, in_force_date=BEFORE, **given)[0] == "in_force_before_former"
    held.refresh_from_db()
    assert held.state == Revision.State.IN_FORCE


def test_a_document_is_never_withdrawn_before_it_was_in_force(agency, held, secretary):
    given = {"actor": secretary, "reason": "Thôi"}

    assert reason(withdraw_document, held.document, withdrawn_date=BEFORE, **given) == (
        "withdrawn_before_in_force",
        "withdrawn_date",
    )
    assert withdraw_document(held.document, withdrawn_date=SINCE, **given).withdrawn_date == SINCE


def test_a_list_withdraws_none_before_it_was_in_force(agency, held, secretary):
    issue = begin_issue(agency, actor=secretary, name="Thu hồi")
    add_withdrawal(issue, actor=secretary, document=held.document, withdraw_reason="Thôi")
    issue.refresh_from_db()
    paper = DecisionFactory(agency=agency, date=BEFORE, signer_name="Trần Thị Ký")
    given = {"actor": secretary, "version": issue.version, "decision": paper, "on": TODAY}

    assert reason(issue_together, issue, **given) == ("withdrawn_before_in_force", "in_force_date")
    assert issue_together(issue, in_force_date=SINCE, **given).state == "ISSUED"
