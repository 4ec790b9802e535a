"""Requests are asked, submitted, decided, carried out and finished with their document: does it, refuses, denied."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency import subjects
from sotay.agency.models import Decision, Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.approvals.purposes import hash_of
from sotay.commands import UNCHANGED, Refused
from sotay.support.documents.commands import drop_revision, issue_revision, withdraw_document
from sotay.support.documents.writing import content_of
from sotay.support.models import ChangeRequest, Revision
from sotay.support.requests import commands
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.support import ChangeRequestFactory, DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
State = ChangeRequest.State
POINTS = {
    "purpose": "Theo quy định mới",
    "consequences": "Hồ sơ chậm",
    "integrity": "Sửa biểu mẫu",
    "resources": "Sẵn có",
    "responsibilities": "Văn phòng",
}


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def document(agency, unit):
    return RevisionFactory(document=DocumentFactory(agency=agency, unit=unit), in_force=True).document


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as raised:
        act(*args, **kwargs)
    return raised.value.codes


def asked(document, actor, **values):
    values = {"manner": "CHANGE", "cause": "LAW", "reason": "Luật mới"} | POINTS | values
    return commands.begin_request(document.agency, actor=actor, on=TODAY, document=document, **values)


def accepted(document, unit_head, secretary, head, **values):
    one = asked(document, unit_head, **values)
    approval = commands.submit_request(one, actor=unit_head, version=one.version, on=TODAY)
    approve(approval, actor=secretary, version=approval.version, on=TODAY)
    approval.refresh_from_db()
    approve(approval, actor=head, version=approval.version, on=TODAY)
    one.refresh_from_db()
    return one


def test_a_request_gets_the_next_number_of_the_year_and_knows_where_it_came_from(document, unit_head, secretary):
    law = LawFactory(agency=document.agency)

    first = asked(document, unit_head)
    second = commands.begin_request(
        document.agency, actor=secretary, on=TODAY, origin=subjects.known(law), document=document, reason="x", law=law
    )

    assert (first.code, second.code, first.unit) == ("YC-2026-001", "YC-2026-002", document.unit)
    assert second.origin_uuid == law.uuid
    assert str(law) in second.origin_text


def test_what_it_is_about_and_why_is_needed_to_keep_it(agency, document, official):
    def codes(**values):
        return refused(commands.begin_request, agency, actor=official, on=TODAY, **values)

    assert codes(manner="CHANGE", reason="") == ("document_missing", "reason_missing")
    assert codes(manner="NEW", reason="x") == ("title_missing",)
    document.state, document.withdrawn_date, document.withdrawn_reason = "WITHDRAWN", TODAY, "x"
    document.save()
    assert codes(manner="CHANGE", document=document, reason="x") == ("document_ended",)
    assert ChangeRequest.objects.count() == 0


def test_each_of_the_five_points_that_is_missing_is_named(document, unit_head):
    one = asked(document, unit_head, **dict.fromkeys(POINTS, " "), due_date=TODAY - timedelta(days=1))

    assert refused(commands.submit_request, one, actor=unit_head, version=one.version, on=TODAY) == (
        *(f"{name}_missing" for name in ChangeRequest.POINTS), "due_past",
    )  # fmt: skip


def test_a_draft_is_changed_by_its_unit_alone(document, unit_head, official):
    one = asked(document, unit_head)
    other = DocumentFactory(agency=document.agency)

    commands.change_request(one, actor=unit_head, version=one.version, reason="Lý do khác", impacts=[other])

    one.refresh_from_db()
    assert (one.reason, one.impacts.get()) == ("Lý do khác", other)
    assert commands.change_request(one, actor=unit_head, version=one.version, impacts=[other]) is UNCHANGED
    with pytest.raises(PermissionDenied):
        commands.change_request(one, actor=official, version=one.version, reason="x")
    with pytest.raises(PermissionDenied):
        commands.submit_request(one, actor=official, version=one.version, on=TODAY)


def test_secretary_and_head_accept_it_and_it_is_written_no_more(document, unit_head, secretary, head):
    one = accepted(document, unit_head, secretary, head)

    assert (one.state, one.decided_date) == (State.ACCEPTED, TODAY)
    assert refused(commands.change_request, one, actor=unit_head, version=one.version, reason="x") == ("not_draft",)


def test_a_paper_accepts_it_with_the_day_of_the_paper(document, unit_head, secretary):
    one = asked(document, unit_head)
    person(document.agency, Seat.Role.HEAD)
    approval = commands.submit_request(one, actor=unit_head, version=one.version, on=TODAY)

    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="1/PYC", date=date(2026, 6, 1), signer_name="Ông A"
    )

    one.refresh_from_db()
    assert (one.state, one.decided_date) == (State.ACCEPTED, date(2026, 6, 1))


def test_what_came_back_is_a_draft_with_the_reason_and_what_is_turned_down_is_over(
    document, unit_head, secretary, head
):
    one = asked(document, unit_head)
    approval = commands.submit_request(one, actor=unit_head, version=one.version, on=TODAY)
    return_with_reason(approval, actor=secretary, version=approval.version, reason="Nêu rõ hơn")
    one.refresh_from_db()
    assert (one.state, one.state_reason) == (State.DRAFT, "Nêu rõ hơn")

    approval = commands.submit_request(one, actor=unit_head, version=one.version, on=TODAY)
    one.refresh_from_db()
    with pytest.raises(PermissionDenied):
        commands.reject_request(one, approval, actor=unit_head, version=one.version, reason="x")
    assert refused(commands.reject_request, one, approval, actor=secretary, version=one.version, reason="") == (
        "reason_missing",
    )
    one = commands.reject_request(one, approval, actor=secretary, version=one.version, reason="Chưa cần")
    approval.refresh_from_db()
    assert (one.state, one.state_reason, approval.state) == (State.REJECTED, "Chưa cần", "RETURNED")
    assert refused(commands.cancel_request, one, actor=unit_head, version=one.version, reason="x") == ("not_open",)


def test_a_draft_is_cancelled_with_a_reason_and_not_while_it_is_decided(document, unit_head, secretary, head, official):
    one = asked(document, unit_head)
    with pytest.raises(PermissionDenied):
        commands.cancel_request(one, actor=official, version=one.version, reason="x")
    assert refused(commands.cancel_request, one, actor=unit_head, version=one.version, reason="") == ("reason_missing",)
    commands.submit_request(one, actor=unit_head, version=one.version, on=TODAY)
    one.refresh_from_db()
    assert refused(commands.cancel_request, one, actor=unit_head, version=one.version, reason="x") == ("submitted",)
    other = asked(document, unit_head)
    assert (
        commands.cancel_request(other, actor=unit_head, version=other.version, reason="Nhầm").state == State.CANCELLED
    )


def test_an_accepted_request_begins_a_revision_that_names_its_law_and_is_done_when_it_is_in_force(
    document, unit_head, secretary, head
):
    law = LawFactory(agency=document.agency)
    one = accepted(document, unit_head, secretary, head, law=law)

    revision = commands.begin_asked_revision(one, actor=unit_head, version=one.version)

    one.refresh_from_db()
    assert (one.revision, revision.state, one.code in revision.summary) == (revision, "DRAFT", True)
    assert revision.bases.get().law == law
    assert "begun_already" in refused(commands.begin_asked_revision, one, actor=unit_head, version=one.version)
    assert refused(commands.cancel_request, one, actor=unit_head, version=one.version, reason="x") == ("begun_already",)
    _in_force(revision, secretary)
    one.refresh_from_db()
    assert (one.state, one.done_date) == (State.DONE, TODAY)


def test_a_draft_that_is_there_already_is_taken_and_one_that_is_decided_on_is_waited_for(
    document, unit_head, secretary, head
):
    draft = RevisionFactory(document=document, amendment=1, order=2)
    one = accepted(document, unit_head, secretary, head)
    other = accepted(document, unit_head, secretary, head)

    assert commands.begin_asked_revision(one, actor=unit_head, version=one.version) == draft
    Revision.objects.filter(pk=draft.pk).update(state="SUBMITTED")
    assert refused(commands.begin_asked_revision, other, actor=unit_head, version=other.version) == (
        "prepared_already",
    )


def test_a_request_is_open_again_when_its_draft_is_dropped(document, unit_head, secretary, head):
    one = accepted(document, unit_head, secretary, head)
    revision = commands.begin_asked_revision(one, actor=unit_head, version=one.version)
    revision.refresh_from_db()

    drop_revision(revision, actor=unit_head, version=revision.version, reason="Soạn lại")

    one.refresh_from_db()
    assert (one.state, one.revision) == (State.ACCEPTED, None)


def test_a_new_document_is_begun_by_its_request(agency, unit, unit_head, secretary, head):
    one = _accepted_new(agency, unit, unit_head, secretary, head)

    revision = commands.begin_asked_document(
        one, actor=unit_head, version=one.version, on=TODAY, code="QT 77", title=one.title, unit=unit
    )

    one.refresh_from_db()
    assert (one.document.code, one.revision) == ("QT 77", revision)
    drop_revision(revision, actor=unit_head, version=revision.version, reason="Thôi")
    one.refresh_from_db()
    assert (one.document, one.revision, one.state) == (None, None, State.ACCEPTED)


def test_a_request_to_withdraw_is_done_when_the_document_is_withdrawn(document, unit_head, secretary, head):
    one = accepted(document, unit_head, secretary, head, manner="WITHDRAW")
    other = accepted(document, unit_head, secretary, head)
    assert refused(commands.begin_asked_revision, one, actor=unit_head, version=one.version) == ("asks_to_withdraw",)

    withdraw_document(document, actor=secretary, reason="Không còn dùng", withdrawn_date=TODAY - timedelta(days=1))

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.done_date, other.state) == (State.DONE, TODAY - timedelta(days=1), State.ACCEPTED)


def test_only_an_accepted_request_is_carried_out_and_only_by_its_unit(document, unit_head, official):
    one = ChangeRequestFactory(document=document, complete=True)

    assert refused(commands.begin_asked_revision, one, actor=unit_head, version=one.version) == ("not_accepted",)
    with pytest.raises(PermissionDenied):
        commands.begin_asked_revision(one, actor=official, version=one.version)
    with pytest.raises(PermissionDenied):
        commands.begin_asked_document(one, actor=official, version=one.version, on=TODAY, code="x", title="x")


def _accepted_new(agency, unit, unit_head, secretary, head):
    one = commands.begin_request(
        agency, actor=unit_head, on=TODAY, manner="NEW", title="Tiếp công dân", unit=unit, reason="Chưa có", **POINTS
    )
    approval = commands.submit_request(one, actor=unit_head, version=one.version, on=TODAY)
    for actor in (secretary, head):
        approve(approval, actor=actor, version=approval.version, on=TODAY)
        approval.refresh_from_db()
    one.refresh_from_db()
    return one


def _in_force(revision, secretary):
    """Approve and issue a draft as its own commands do, past the round of approval."""
    revision.refresh_from_db()
    revision.state, revision.approved_date, revision.approved_by = "APPROVED", TODAY, "Ông A"
    revision.approved_hash = hash_of(content_of(revision))
    revision.save()
    decision = Decision.objects.create(agency=revision.agency, number="5/QĐ", date=TODAY, signer_name="Ông A")
    issue_revision(revision, actor=secretary, decision=decision, in_force_date=TODAY, on=TODAY)
