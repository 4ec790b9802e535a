"""Issuing together: begun, listed, submitted, approved, issued by decision, withdrawn on the day; refused; denied."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.actor import Actor, actor_of
from sotay.agency.models import Decision, Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.organisation.decisions.queries import NewDecision
from sotay.search.models import IndexEntry
from sotay.support.documents.commands import begin_revision, drop_revision, open_again, submit_revision
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.permissions import JOB
from sotay.support.issuing.commands import (
    begin_issue,
    cancel_issue,
    change_issue,
    issue_together,
    reopen_issue,
    submit_issue,
    withdraw_what_is_due,
)
from sotay.support.issuing.listing import add_revisions, add_withdrawal, keep_unit, remove_item
from sotay.support.issuing.models import Issue, IssueItem
from tests.conftest import TODAY, person
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory
from tests.factories.support import DocumentFactory, IssueFactory, IssueItemFactory, RevisionFactory

pytestmark = pytest.mark.django_db
State, Of = Revision.State, Issue.State
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


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
def clerk(agency):
    return person(agency, Seat.Role.CLERK)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def drafts(agency, unit):
    return [RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, code=f"QT {n:02d}/VP")) for n in (1, 2)]


@pytest.fixture
def issue(agency, drafts):
    issue = IssueFactory(agency=agency)
    for order, one in enumerate(drafts, start=1):
        IssueItemFactory(issue=issue, revision=one, order=order)
    return issue


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def denied(act, *args, **kwargs):
    with pytest.raises(PermissionDenied):
        act(*args, **kwargs)
    return True


def again(record):
    return record.__class__.objects.get(pk=record.pk)


def signed(agency, day=TODAY, **values):
    return DecisionFactory(agency=agency, date=day, **({"number": "15/QĐ-VP", "signer_name": "Trần Thị Ký"} | values))


def issued(issue, actor, decision, **values):
    issue = again(issue)
    return issue_together(issue, actor=actor, version=issue.version, decision=decision, on=TODAY, **values)


def submitted(issue, actor):
    return submit_issue(issue, actor=actor, version=again(issue).version, on=TODAY)


# --- begun and listed


def test_begin_issue_takes_drafts_and_approved_revisions(agency, drafts, clerk):
    ready = RevisionFactory(document=DocumentFactory(agency=agency), approved=True)

    issue = begin_issue(agency, actor=clerk, name=" Đợt  tháng 6 ", revisions=[*drafts, ready], in_force_date=TOMORROW)

    assert (issue.name, issue.state, issue.in_force_date) == ("Đợt tháng 6", Of.DRAFT, TOMORROW)
    assert [item.revision for item in issue.items.all()] == [*drafts, ready]
    assert Entry.objects.filter(action="support.issue.begun").count() == 1
    assert IndexEntry.objects.filter(subject_uuid=issue.uuid).exists()


def test_begin_issue_refuses_no_name_and_what_is_listed_submitted_or_issued_already(agency, issue, drafts, secretary):
    alone = RevisionFactory(document=DocumentFactory(agency=agency), state=State.SUBMITTED)
    held = RevisionFactory(document=DocumentFactory(agency=agency), in_force=True)

    assert codes(begin_issue, agency, actor=secretary, name=" ") == ("name_missing",)
    taken = codes(begin_issue, agency, actor=secretary, name="Hai", revisions=[drafts[0], alone, held])
    assert taken == ("listed_already", "not_to_issue", "not_to_issue")
    assert Issue.objects.count() == 1


def test_a_revision_may_stand_on_a_list_again_when_the_other_was_given_up(agency, issue, drafts, secretary):
    cancel_issue(issue, actor=secretary, version=issue.version, reason="Gộp đợt khác")

    assert begin_issue(agency, actor=secretary, name="Hai", revisions=drafts).items.count() == 2


def test_begin_issue_is_denied_to_others(agency, drafts, official, head):
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=drafts[0].document.unit)

    assert all(denied(begin_issue, agency, actor=one, name="Đợt") for one in (official, head, unit_head))


def test_change_issue_changes_name_and_day(issue, secretary, official):
    values = {"name": "Tên mới", "reason": "Theo kế hoạch", "in_force_date": TOMORROW}
    changed = change_issue(issue, actor=secretary, version=issue.version, **values)

    assert (changed.name, changed.reason, changed.in_force_date) == ("Tên mới", "Theo kế hoạch", TOMORROW)
    assert change_issue(changed, actor=secretary, version=changed.version, **values) is UNCHANGED
    with pytest.raises(Stale):
        change_issue(changed, actor=secretary, version=1, name="Khác")
    assert codes(change_issue, changed, actor=secretary, version=changed.version, name="") == ("name_missing",)
    assert denied(change_issue, changed, actor=official, version=changed.version, name="Khác")


def test_add_revisions_adds_and_refuses_a_second_time_none_and_a_list_that_was_submitted(
    agency, issue, secretary, head, official
):
    one = RevisionFactory(document=DocumentFactory(agency=agency))

    add_revisions(issue, actor=secretary, revisions=[one])

    assert codes(add_revisions, issue, actor=secretary, revisions=[one]) == ("listed_already",)
    assert codes(add_revisions, issue, actor=secretary, revisions=[]) == ("nothing_chosen",)
    assert denied(add_revisions, issue, actor=official, revisions=[one])
    submitted(issue, secretary)
    other = RevisionFactory(document=DocumentFactory(agency=agency))
    assert codes(add_revisions, issue, actor=secretary, revisions=[other]) == ("not_draft",)


def test_add_withdrawal_lists_it_and_refuses_what_cannot_be_withdrawn(agency, issue, drafts, secretary, official):
    held = RevisionFactory(document=DocumentFactory(agency=agency), in_force=True).document

    item = add_withdrawal(
        issue, actor=secretary, document=held, withdraw_reason="Thay quy trình", replaced_by=drafts[0].document
    )

    assert (item.document, item.replaced_by, item.revision) == (held, drafts[0].document, None)
    again_ = codes(add_withdrawal, issue, actor=secretary, document=held, withdraw_reason=" ", replaced_by=held)
    assert again_ == ("reason_missing", "listed_already", "replacement_not_in_force")
    new = drafts[1].document
    refusal = codes(add_withdrawal, issue, actor=secretary, document=new, withdraw_reason="Thôi")
    assert refusal == ("not_in_force", "prepared_already", "listed_already")
    assert denied(add_withdrawal, issue, actor=official, document=held, withdraw_reason="Thôi")


def test_remove_item_takes_a_line_out_of_a_draft_only(issue, drafts, secretary, head, official):
    first, second = issue.items.all()

    assert denied(remove_item, first, actor=official)
    remove_item(first, actor=secretary)

    assert list(issue.items.all()) == [second]
    submitted(issue, secretary)
    assert codes(remove_item, second, actor=secretary) == ("not_draft",)


def test_keep_unit_gives_a_unit_to_the_documents_without_one(agency, unit, secretary, official):
    issue = IssueFactory(agency=agency)
    homeless = RevisionFactory(document=DocumentFactory(agency=agency, unit=None))
    outside = RevisionFactory(document=DocumentFactory(agency=agency, unit=None, kind="EXTERNAL"))
    for one in (homeless, outside):
        IssueItemFactory(issue=issue, revision=one)

    assert denied(keep_unit, issue, actor=official, unit=unit, on=TODAY)
    assert keep_unit(issue, actor=secretary, unit=unit, on=TODAY) == 1
    assert (again(homeless.document).unit, again(outside.document).unit) == (unit, None)
    assert keep_unit(issue, actor=secretary, unit=unit, on=TODAY) is UNCHANGED
    unit.ended_date = YESTERDAY
    unit.save()
    assert codes(keep_unit, issue, actor=secretary, unit=unit, on=TODAY) == ("unit_ended",)


# --- submitted and approved


def test_submit_issue_pins_every_revision_and_withdrawal(agency, issue, drafts, secretary, head):
    held = RevisionFactory(document=DocumentFactory(agency=agency), in_force=True).document
    add_withdrawal(issue, actor=secretary, document=held, withdraw_reason="Không còn dùng")

    approval = submitted(issue, secretary)

    assert again(issue).state == Of.SUBMITTED
    assert {again(one).state for one in drafts} == {State.SUBMITTED}
    assert {item.subject_uuid for item in approval.items.all()} == {*(one.uuid for one in drafts), held.uuid}
    assert [step.role for step in approval.steps.all()] == ["SECRETARY", "HEAD"]


def test_submit_issue_names_every_line_that_is_not_ready(agency, issue, drafts, secretary, head, official):
    drafts[0].parts.all().delete()
    alone = RevisionFactory(document=DocumentFactory(agency=agency))
    IssueItemFactory(issue=issue, revision=alone, order=9)
    Revision.objects.filter(pk=alone.pk).update(state=State.SUBMITTED)

    assert codes(submitted, issue, secretary) == ("content_missing", "not_to_issue")
    assert codes(submitted, IssueFactory(agency=agency), secretary) == ("issue_empty",)
    assert denied(submitted, issue, official)
    assert again(issue).state == Of.DRAFT


def test_submit_issue_refuses_what_moved_on_after_its_own_approval(agency, issue, secretary, head):
    ready = RevisionFactory(document=DocumentFactory(agency=agency), approved=True)
    IssueItemFactory(issue=issue, revision=ready)
    Document.objects.filter(pk=ready.document_id).update(title="Tên khác")

    assert codes(submitted, issue, secretary) == ("content_changed",)


def test_approval_approves_what_was_kept_and_returns_what_was_left_out(issue, drafts, secretary, head):
    approval = submitted(issue, secretary)
    approve(approval, actor=secretary, version=approval.version, on=TODAY)
    approval.refresh_from_db()
    left = approval.items.get(subject_uuid=drafts[1].uuid)

    approve(approval, actor=head, version=approval.version, leave_out={left.pk: "Cần xem lại bước 3"}, on=TODAY)

    kept, out = again(drafts[0]), again(drafts[1])
    assert (again(issue).state, again(issue).approved_date) == (Of.APPROVED, TODAY)
    assert (kept.state, kept.approved_date, len(kept.approved_hash)) == (State.APPROVED, TODAY, 64)
    assert (out.state, out.returned_reason) == (State.DRAFT, "Cần xem lại bước 3")
    assert issue.items.get(document=out.document).left_out_reason == "Cần xem lại bước 3"
    assert verify_chain(issue.agency).broken_at is None


def test_what_was_approved_on_its_own_keeps_its_own_approval(agency, issue, secretary, head):
    ready = RevisionFactory(document=DocumentFactory(agency=agency), approved=True)
    IssueItemFactory(issue=issue, revision=ready)
    approval = submitted(issue, secretary)

    for actor in (secretary, head):
        approval.refresh_from_db()
        approve(approval, actor=actor, version=approval.version, on=TODAY)

    assert again(ready).approved_date == ready.approved_date


def test_the_author_alone_never_approves_a_list(agency, issue):
    both = person(agency, Seat.Role.SECRETARY)
    SeatFactory(agency=agency, user=both.user, role=Seat.Role.HEAD)
    alone = actor_of(both.user, agency=agency, on=TODAY)
    approval = submitted(issue, alone)

    assert codes(approve, approval, actor=alone, version=approval.version, on=TODAY) == ("author_alone",)


def test_a_list_that_comes_back_opens_its_drafts(issue, drafts, secretary, head):
    for back in (return_with_reason, withdraw):
        approval = submitted(issue, secretary)
        back(approval, actor=secretary, version=approval.version, reason="Thiếu phụ lục")
        assert (again(issue).state, again(issue).returned_reason) == (Of.DRAFT, "Thiếu phụ lục")
        assert {(one.state, one.returned_reason) for one in map(again, drafts)} == {(State.DRAFT, "Thiếu phụ lục")}


# --- issued


def test_a_signed_decision_approves_and_issues_a_hundred_at_once_for_secretary_and_clerk(
    issue, drafts, secretary, head, clerk
):
    paper = NewDecision(number="15/QĐ-VP", date=TODAY, signer_name="Trần Thị Ký", signer_title="Giám đốc")

    done = issued(issue, clerk, paper, in_force_date=TOMORROW)

    decision = Decision.objects.get(number="15/QĐ-VP")
    assert (done.state, done.decision, done.approved_date, done.in_force_date) == (Of.ISSUED, decision, TODAY, TOMORROW)
    for one in map(again, drafts):
        assert (one.state, one.decision, one.in_force_date) == (State.APPROVED, decision, TOMORROW)
        assert one.approved_by == "Trần Thị Ký, Giám đốc"
    assert Approval.objects.get().way == Approval.Way.PAPER


def test_a_list_that_was_approved_on_the_system_is_issued_and_in_force_on_its_day(issue, drafts, secretary, head):
    approval = submitted(issue, secretary)
    for actor in (secretary, head):
        approval.refresh_from_db()
        approve(approval, actor=actor, version=approval.version, on=TODAY)

    issued(issue, secretary, signed(issue.agency, signer_name=""), in_force_date=TODAY)

    assert {again(one).state for one in drafts} == {State.IN_FORCE}
    assert {again(one).document.state for one in drafts} == {Document.State.IN_FORCE}


def test_a_list_waiting_for_the_head_is_approved_by_the_decision_that_came_back_signed(issue, drafts, secretary, head):
    submitted(issue, secretary)

    issued(issue, secretary, signed(issue.agency), in_force_date=TODAY)

    assert {again(one).state for one in drafts} == {State.IN_FORCE}
    assert Approval.objects.get().state == Approval.State.APPROVED


def test_revisions_approved_on_their_own_need_the_decision_only(agency, secretary):
    ready = RevisionFactory(document=DocumentFactory(agency=agency), approved=True)
    issue = begin_issue(agency, actor=secretary, name="Ban hành", revisions=[ready])

    issued(issue, secretary, signed(agency, signer_name=""))

    assert (again(ready).state, again(ready).in_force_date) == (State.IN_FORCE, TODAY)
    assert again(issue).approved_date == TODAY
    assert not Approval.objects.exists()


def test_each_line_keeps_its_own_day_unless_one_is_given_for_all(agency, issue, drafts, secretary, head):
    IssueItem.objects.filter(revision=drafts[0]).update(in_force_date=YESTERDAY)

    done = issued(issue, secretary, signed(agency, day=YESTERDAY - timedelta(days=1)))

    assert done.in_force_date is None
    assert [again(one).in_force_date for one in drafts] == [YESTERDAY, YESTERDAY - timedelta(days=1)]


def test_in_force_before_the_signing_is_refused_beside_the_day_and_nothing_is_kept(
    agency, issue, drafts, secretary, head
):
    paper = NewDecision(number="16/QĐ-VP", date=TODAY, signer_name="Trần Thị Ký")

    with pytest.raises(Refused) as refusal:
        issued(issue, secretary, paper, in_force_date=YESTERDAY)

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.field) == ("in_force_before_decision", "in_force_date")
    assert "QT 01/VP (11/06/2026)" in reason.text
    assert not Decision.objects.filter(number="16/QĐ-VP").exists()
    assert {again(one).state for one in drafts} == {State.DRAFT}


def test_in_force_before_its_own_approval_is_refused(agency, secretary):
    ready = RevisionFactory(document=DocumentFactory(agency=agency), approved=True)
    issue = begin_issue(agency, actor=secretary, name="Ban hành", revisions=[ready])
    long_ago = TODAY - timedelta(days=20)

    assert codes(issued, issue, secretary, signed(agency, day=long_ago)) == ("in_force_before_approval",)


def test_issue_together_refuses_no_decision_no_signer_a_day_to_come_and_a_second_time(agency, issue, secretary, head):
    assert codes(issued, issue, secretary, None) == ("decision_missing",)
    assert codes(issued, issue, secretary, signed(agency, signer_name="")) == ("signer_missing",)
    tomorrow = NewDecision(number="1/QĐ", date=TOMORROW, signer_name="Ký")
    assert codes(issued, issue, secretary, tomorrow) == ("signed_in_future",)
    issued(issue, secretary, signed(agency, number="17/QĐ"))
    assert codes(issued, issue, secretary, signed(agency, number="18/QĐ")) == ("not_open",)


def test_issue_together_is_denied_to_others(issue, official, head):
    for actor in (official, head):
        assert denied(issued, issue, actor, None)


def test_a_line_whose_revision_was_given_up_or_opened_again_is_named(agency, issue, drafts, secretary, head):
    drop_revision(drafts[0], actor=secretary, version=drafts[0].version, reason="Thôi")
    assert codes(issued, issue, secretary, signed(agency)) == ("not_to_issue",)
    remove_item(issue.items.get(revision=drafts[0]), actor=secretary)
    approval = submitted(issue, secretary)
    for actor in (secretary, head):
        approval.refresh_from_db()
        approve(approval, actor=actor, version=approval.version, on=TODAY)
    one = again(drafts[1])
    open_again(one, actor=secretary, version=one.version, reason="Sửa lỗi")

    assert codes(issued, issue, secretary, signed(agency, number="19/QĐ")) == ("opened_again",)
    opened = again(issue)
    assert reopen_issue(opened, actor=secretary, version=opened.version, reason="Trình lại").state == Of.DRAFT


def test_a_paper_entered_at_the_round_itself_leaves_the_issuing_to_come(issue, drafts, secretary, head):
    approval = submitted(issue, secretary)
    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="20/QĐ", date=TODAY, signer_name="Trần Thị Ký"
    )

    assert again(issue).state == Of.APPROVED
    issued(issue, secretary, Decision.objects.get(number="20/QĐ"), in_force_date=TODAY)
    assert {again(one).state for one in drafts} == {State.IN_FORCE}


def test_two_rounds_never_hold_one_revision(issue, drafts, secretary, head):
    submitted(issue, secretary)
    one = again(drafts[0])

    assert codes(submit_revision, one, actor=secretary, version=one.version, on=TODAY) == ("not_draft",)


# --- withdrawn


def with_withdrawals(agency, secretary, *documents, heir=None):
    issue = IssueFactory(agency=agency)
    for one in documents:
        add_withdrawal(issue, actor=secretary, document=one, withdraw_reason="Hết dùng", replaced_by=heir)
    return issue


def held(agency, code, text="Quy định."):
    return RevisionFactory(document=DocumentFactory(agency=agency, code=code), in_force=True, text=text).document


def test_documents_are_withdrawn_with_the_list_when_the_day_has_come(agency, secretary):
    old = held(agency, "QT 70")

    issued(with_withdrawals(agency, secretary, old), secretary, signed(agency))

    assert (again(old).state, again(old).withdrawn_date) == (Document.State.WITHDRAWN, TODAY)


def test_a_document_is_replaced_by_one_that_comes_into_force_with_the_list(agency, drafts, issue, secretary, head):
    old = held(agency, "QT 70")
    add_withdrawal(issue, actor=secretary, document=old, withdraw_reason="Thay", replaced_by=drafts[0].document)

    issued(issue, secretary, signed(agency))

    assert (again(old).state, again(old).replaced_by) == (Document.State.WITHDRAWN, drafts[0].document)


def test_a_document_others_cite_is_refused_unless_the_list_mends_them(agency, secretary, head):
    old = held(agency, "QT 70")
    citing = held(agency, "QT 71", text="Theo QT 70.")
    issue = with_withdrawals(agency, secretary, old)
    assert codes(issued, issue, secretary, signed(agency)) == ("cited",)

    new = begin_revision(citing, actor=secretary, summary="Bỏ viện dẫn")
    new.parts.update(text="Tự quy định.")
    add_revisions(issue, actor=secretary, revisions=[new])
    issued(issue, secretary, signed(agency, number="21/QĐ"))

    assert again(old).state == Document.State.WITHDRAWN
    assert again(citing).state == Document.State.IN_FORCE


def test_a_document_is_withdrawn_after_the_one_that_cites_it(agency, secretary):
    old = held(agency, "QT 70")
    citing = held(agency, "QT 71", text="Theo QT 70.")

    issued(with_withdrawals(agency, secretary, old, citing), secretary, signed(agency))

    assert {again(old).state, again(citing).state} == {Document.State.WITHDRAWN}


def test_a_withdrawal_to_come_waits_for_its_day_and_is_done_by_the_job(agency, secretary, official):
    old = held(agency, "QT 70")
    issue = issued(with_withdrawals(agency, secretary, old), secretary, signed(agency), in_force_date=TOMORROW)
    job = Actor.system(JOB, agency=agency)
    assert again(old).state == Document.State.IN_FORCE
    assert withdraw_what_is_due(issue, actor=job, on=TODAY) is UNCHANGED
    assert denied(withdraw_what_is_due, issue, actor=official, on=TOMORROW)
    assert denied(withdraw_what_is_due, issue, actor=Actor.system("other", agency=agency), on=TOMORROW)


def test_the_job_withdraws_on_the_day(agency, secretary, monkeypatch):
    old = held(agency, "QT 70")
    issue = issued(with_withdrawals(agency, secretary, old), secretary, signed(agency), in_force_date=TOMORROW)
    monkeypatch.setattr("sotay.support.documents.commands.today", lambda: TOMORROW)

    withdraw_what_is_due(issue, actor=Actor.system(JOB, agency=agency), on=TOMORROW)

    assert (again(old).state, again(old).withdrawn_date) == (Document.State.WITHDRAWN, TOMORROW)
    assert withdraw_what_is_due(issue, actor=Actor.system(JOB, agency=agency), on=TOMORROW) is UNCHANGED


# --- opened again and given up


def test_reopen_and_cancel_refuse_what_is_not_in_their_state_and_others(agency, issue, secretary, head, official):
    assert codes(reopen_issue, issue, actor=secretary, version=issue.version, reason="Sửa") == ("not_approved",)
    assert codes(cancel_issue, issue, actor=secretary, version=issue.version, reason=" ") == ("reason_missing",)
    submitted(issue, secretary)
    one = again(issue)
    assert codes(cancel_issue, one, actor=secretary, version=one.version, reason="Thôi") == ("not_to_cancel",)
    assert denied(cancel_issue, one, actor=official, version=one.version, reason="Thôi")
    assert denied(reopen_issue, one, actor=official, version=one.version, reason="Thôi")


def test_cancel_issue_leaves_the_revisions_as_they_are(issue, drafts, secretary):
    cancelled = cancel_issue(issue, actor=secretary, version=issue.version, reason="Gộp đợt khác")

    assert (cancelled.state, cancelled.returned_reason) == (Of.CANCELLED, "Gộp đợt khác")
    assert {again(one).state for one in drafts} == {State.DRAFT}
