"""Two people at one list at once: it is approved and issued once, and no revision stands on two lists."""

import pytest

from sotay.agency.models import Decision, Seat
from sotay.approvals.commands import approve
from sotay.approvals.models import Approval
from sotay.journal.models import Entry
from sotay.support.documents.models import Revision
from sotay.support.issuing.commands import issue_together, submit_issue
from sotay.support.issuing.listing import add_revisions
from sotay.support.issuing.models import Issue, IssueItem
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, DecisionFactory
from tests.factories.support import DocumentFactory, IssueFactory, IssueItemFactory, RevisionFactory
from tests.planning.objectives.test_at_once import at_once


@pytest.fixture
def cast(fresh_database, monkeypatch):
    for place in (
        "support.documents.commands",
        "support.issuing.commands",
        "approvals.commands",
        "approvals.permissions",
    ):
        monkeypatch.setattr(f"sotay.{place}.today", lambda: TODAY)
    agency = AgencyFactory()
    return agency, person(agency, Seat.Role.SECRETARY)


def a_list(agency):
    issue = IssueFactory(agency=agency)
    IssueItemFactory(issue=issue, revision=RevisionFactory(document=DocumentFactory(agency=agency)))
    return issue


def test_two_heads_approving_at_once_approve_once(cast):
    agency, secretary = cast
    heads = [person(agency, Seat.Role.HEAD), person(agency, Seat.Role.HEAD)]
    approval = submit_issue(a_list(agency), actor=secretary, version=1, on=TODAY)
    approve(approval, actor=secretary, version=approval.version, on=TODAY)
    approval.refresh_from_db()

    def press(head):
        approve(Approval.objects.get(pk=approval.pk), actor=head, version=approval.version, on=TODAY)

    assert at_once(*[lambda head=head: press(head) for head in heads]) == [False, True]
    assert Entry.objects.filter(action="support.issue.approved").count() == 1
    assert Revision.objects.get().state == Revision.State.APPROVED


def test_two_people_issuing_at_once_issue_once(cast):
    agency, secretary = cast
    person(agency, Seat.Role.HEAD)
    issue, people = a_list(agency), [secretary, person(agency, Seat.Role.CLERK)]
    papers = [DecisionFactory(agency=agency, date=TODAY) for _one in people]

    def press(actor, paper):
        issue_together(Issue.objects.get(), actor=actor, version=1, decision=paper, on=TODAY)

    done = at_once(*[lambda a=actor, p=paper: press(a, p) for actor, paper in zip(people, papers, strict=True)])

    assert done == [False, True]
    assert Entry.objects.filter(action="support.issue.issued").count() == 1
    assert Decision.objects.filter(pk=Issue.objects.get(pk=issue.pk).decision_id).exists()


def test_one_revision_is_put_on_one_of_two_lists(cast):
    agency, secretary = cast
    revision = RevisionFactory(document=DocumentFactory(agency=agency))
    lists = [IssueFactory(agency=agency), IssueFactory(agency=agency)]

    def put(issue):
        add_revisions(issue, actor=secretary, revisions=[revision])

    assert at_once(*[lambda issue=issue: put(issue) for issue in lists]) == [False, True]
    assert IssueItem.objects.count() == 1
