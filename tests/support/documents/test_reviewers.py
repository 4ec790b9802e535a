"""Who reviews a draft: never its author alone; who stands in, when a step is passed over, who is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, set_route
from sotay.approvals.guards import StepChosen
from sotay.approvals.models import Approval, Vote
from sotay.approvals.queries import awaiting, get_approval, get_approval_page, list_approvals
from sotay.commands import NotFound, Refused
from sotay.support.documents.commands import submit_revision
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.routes import COMMON
from sotay.support.documents.sight import visible
from sotay.support.issuing.commands import begin_issue, issue_together, submit_issue
from sotay.support.issuing.listing import add_revisions, add_withdrawal
from tests.conftest import TODAY, person
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for place in (
        "support.documents.commands",
        "support.issuing.commands",
        "approvals.commands",
        "approvals.permissions",
    ):
        monkeypatch.setattr(f"sotay.{place}.today", lambda: TODAY)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP")


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Role.UNIT_HEAD, unit=unit)


def draft_of(author, agency, unit, **values):
    return RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, **values), author=author.user)


def submitted(draft, actor):
    return submit_revision(draft, actor=actor, version=draft.version, on=TODAY)


def roles(approval):
    return list(approval.steps.order_by("position").values_list("role", flat=True))


def said(approval, actor):
    approval.refresh_from_db()
    return approve(approval, actor=actor, version=approval.version, on=TODAY)


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_the_review_of_a_head_of_unit_who_wrote_it_falls_to_the_deputy_of_the_unit(
    agency, unit, unit_head, secretary, head
):
    deputy = person(agency, Role.UNIT_DEPUTY, unit=unit)
    person(agency, Role.QMR)
    approval = submitted(draft_of(unit_head, agency, unit), unit_head)

    assert roles(approval) == ["UNIT_DEPUTY", "SECRETARY", "HEAD"]
    assert awaiting(unit_head, on=TODAY) == []
    assert [one.pk for one in awaiting(deputy, on=TODAY)] == [approval.pk]
    for signer in (deputy, secretary, head):
        said(approval, signer)
    assert Approval.objects.get(pk=approval.pk).state == "APPROVED"
    assert not Vote.objects.filter(user=unit_head.user).exists()


@pytest.mark.parametrize("role", [Role.QMR, Role.COMMITTEE_DEPUTY, Role.COMMITTEE_HEAD, Role.DEPUTY_HEAD])
def test_without_a_deputy_of_the_unit_it_falls_to_qmr_the_committee_or_a_deputy_head(
    agency, unit, unit_head, secretary, head, role
):
    person(agency, role)

    assert roles(submitted(draft_of(unit_head, agency, unit), unit_head)) == [role, "SECRETARY", "HEAD"]


def test_with_nobody_to_stand_in_the_step_is_passed_over_and_the_secretary_reviews(
    agency, unit, unit_head, secretary, head
):
    SeatFactory(agency=agency, user=head.user, role=Role.COMMITTEE_HEAD)  # signs the last step already
    approval = submitted(draft_of(unit_head, agency, unit), unit_head)

    assert roles(approval) == ["SECRETARY", "HEAD"]
    assert list(approval.steps.values_list("position", flat=True)) == [1, 2]


def test_who_submits_what_another_wrote_reviews_it(agency, unit, unit_head, secretary, head, official):
    assert roles(submitted(draft_of(official, agency, unit), unit_head)) == ["UNIT_HEAD", "SECRETARY", "HEAD"]


def test_what_another_submits_is_still_not_reviewed_by_its_author(agency, unit, unit_head, secretary, head):
    assert roles(submitted(draft_of(unit_head, agency, unit), secretary)) == ["SECRETARY", "HEAD"]


def test_a_person_named_by_a_route_who_wrote_it_is_stood_in_for(agency, unit, unit_head, head):
    administrator, qmr = person(agency, Role.ADMINISTRATOR), person(agency, Role.QMR)
    steps = [StepChosen(label="Đọc", user=unit_head.user), StepChosen(label="Duyệt", role="HEAD")]
    set_route(agency, actor=administrator, purpose=COMMON, steps=steps)
    approval = submitted(draft_of(unit_head, agency, unit), unit_head)

    assert [(one.role, one.user_id) for one in approval.steps.all()] == [("QMR", None), ("HEAD", None)]
    assert awaiting(qmr, on=TODAY)


def test_of_two_secretaries_the_one_who_did_not_write_it_reviews(agency, unit, unit_head, head):
    writer, other = person(agency, Role.SECRETARY), person(agency, Role.SECRETARY)
    approval = submitted(draft_of(writer, agency, unit), writer)
    said(approval, unit_head)

    assert awaiting(writer, on=TODAY) == []
    assert codes(said, approval, writer) == ("own_review",)
    said(approval, other)
    assert awaiting(head, on=TODAY)


def test_a_head_who_wrote_it_never_signs_alone_whoever_submits(agency, unit, head, official):
    SeatFactory(agency=agency, user=head.user, role=Role.UNIT_HEAD, unit=unit)
    both = actor_of(head.user, agency=agency, on=TODAY)
    writer = person(agency, Role.OFFICIAL, unit=unit)
    approval = submitted(draft_of(head, agency, unit), writer)

    assert roles(approval) == ["HEAD"]
    assert codes(said, approval, both) == ("author_alone",)


def test_a_secretary_does_not_review_a_list_of_drafts_that_are_all_the_secretarys(agency, unit, secretary, head):
    qmr = person(agency, Role.QMR)
    own, others = draft_of(secretary, agency, unit), draft_of(head, agency, unit)
    mixed = begin_issue(agency, actor=secretary, name="Chung", revisions=[others])
    alone = begin_issue(agency, actor=secretary, name="Riêng", revisions=[own])

    assert roles(submit_issue(mixed, actor=secretary, version=mixed.version, on=TODAY)) == ["SECRETARY", "HEAD"]
    approval = submit_issue(alone, actor=secretary, version=alone.version, on=TODAY)
    assert roles(approval) == ["QMR", "HEAD"]
    for signer in (qmr, head):
        said(approval, signer)
    assert Revision.objects.get(pk=own.pk).state == Revision.State.APPROVED


@pytest.fixture
def clerk(agency):
    return person(agency, Role.CLERK)


@pytest.fixture
def withdrawal(agency, unit, secretary, head):
    """A list that withdraws a document only its unit may open."""
    held = RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, label="LIMITED"), in_force=True)
    Document.objects.filter(pk=held.document_id).update(state="IN_FORCE")
    issue = begin_issue(agency, actor=secretary, name="Thu hồi")
    add_withdrawal(issue, actor=secretary, document=held.document, withdraw_reason="Không dùng nữa")
    return issue


def test_a_clerk_enters_the_paper_for_what_the_clerk_may_not_read(agency, unit, withdrawal, secretary, clerk):
    add_revisions(withdrawal, actor=secretary, revisions=[draft_of(secretary, agency, unit)])
    withdrawal.refresh_from_db()
    paper = DecisionFactory(agency=agency, date=TODAY, number="7/QĐ", signer_name="Trần Thị Ký")
    document = withdrawal.items.get(revision=None).document
    assert not visible(Document.objects.filter(pk=document.pk), clerk).exists()
    issue = issue_together(withdrawal, actor=clerk, version=withdrawal.version, decision=paper, on=TODAY)

    document.refresh_from_db()
    assert (issue.state, document.state) == ("ISSUED", "WITHDRAWN")
    assert not issue.items.exclude(left_out_reason="").exists()


def test_a_paper_at_the_round_approves_what_its_clerk_may_not_read(agency, withdrawal, secretary, clerk):
    approval = submit_issue(withdrawal, actor=secretary, version=withdrawal.version, on=TODAY)
    approve_by_paper(
        approval, actor=clerk, version=approval.version, number="8/QĐ", date=TODAY, signer_name="Trần Thị Ký"
    )

    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.items.get().left_out_reason) == ("APPROVED", "")


def test_a_round_tells_who_may_not_read_a_line_so_without_its_title(agency, withdrawal, secretary, clerk, signed_in):
    approval = submit_issue(withdrawal, actor=secretary, version=withdrawal.version, on=TODAY)
    paper = DecisionFactory(agency=agency, date=TODAY, number="9/QĐ", signer_name="Trần Thị Ký")
    withdrawal.refresh_from_db()
    issue_together(withdrawal, actor=clerk, version=withdrawal.version, decision=paper, on=TODAY)
    reader = person(agency, Role.OFFICIAL, on=today(), from_date=today() - timedelta(days=30))

    (line,) = get_approval_page(approval.uuid, viewer=reader).items
    assert (line.hidden, line.moved_on, line.content) == (True, False, {})
    address = reverse("approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": approval.uuid})
    page = signed_in(reader).get(address).content.decode()
    assert "Anh, chị không có quyền xem nội dung này." in page
    assert line.item.title not in page


def test_a_round_about_what_somebody_may_not_see_is_not_found_by_its_title(agency, unit, unit_head, secretary, head):
    stranger = person(agency, Role.OFFICIAL, unit=UnitFactory(agency=agency, code="KT"))
    qmr = person(agency, Role.QMR)
    approval = submitted(draft_of(unit_head, agency, unit, label="LIMITED"), unit_head)

    assert approval not in list_approvals(viewer=stranger)
    with pytest.raises(NotFound):
        get_approval(approval.uuid, viewer=stranger)
    for knows in (unit_head, secretary, head, qmr, person(agency, Role.CLERK)):
        assert approval in list_approvals(viewer=knows)
