"""Each command upon the head's confirmation: what it does, when it refuses, whom it denies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.commands import Refused, Stale
from sotay.evaluation.confirmations import commands
from sotay.evaluation.models import Confirmation
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.factories.findings import AuditFactory
from tests.factories.reviews import ReviewFactory

pytestmark = pytest.mark.django_db
State = Confirmation.State


@pytest.fixture
def rests_on(agency):
    return AuditFactory(agency=agency, reported=True), ReviewFactory(agency=agency, concluded=True)


def begun(agency, secretary):
    return commands.begin_confirmation(agency, actor=secretary, on=TODAY)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value


def test_it_rests_on_the_last_audit_and_review_and_is_refused_without_them(agency, secretary, other_agency):
    AuditFactory(agency=other_agency, reported=True)
    ReviewFactory(agency=other_agency, concluded=True)
    AuditFactory(agency=agency, met=True)
    ReviewFactory(agency=agency, held=True)
    none = refused(begun, agency, secretary)
    assert none.codes == ("no_audit", "no_review")
    assert [reason.fix[0] for reason in none.reasons] == ["evaluation:audit_list", "evaluation:review_list"]

    AuditFactory(agency=agency, reported=True, reported_date=date(2026, 5, 21))
    audit = AuditFactory(agency=agency, reported=True)
    AuditFactory(agency=agency, reported=True, reported_date=date(2026, 6, 13))
    assert refused(begun, agency, secretary).codes == ("no_review",)
    review = ReviewFactory(agency=agency, concluded=True)
    one = begun(agency, secretary)

    assert (one.audit, one.review, one.slug, one.state) == (audit, review, "2026", State.DRAFT)
    assert (audit.code in one.text, review.code in one.text) == (True, True)
    assert refused(begun, agency, secretary).codes == ("prepared_already",)


def test_a_review_that_found_the_system_unsuitable_is_no_basis(agency, secretary, rests_on):
    ReviewFactory(agency=agency, concluded=True, judgement="NOT", concluded_date=date(2026, 6, 10))
    assert refused(begun, agency, secretary).codes == ("review_says_not",)


def test_only_who_runs_the_system_prepares_it(agency, secretary, rests_on, head, official):
    one = begun(agency, secretary)
    for actor in (head, official):
        for act, more in (
            (commands.write_confirmation, {"text": "x"}),
            (commands.submit_confirmation, {"on": TODAY}),
            (commands.drop_confirmation, {"reason": "x"}),
        ):
            with pytest.raises(PermissionDenied):
                act(one, actor=actor, version=1, **more)
        with pytest.raises(PermissionDenied):
            begun(agency, actor)


def test_it_is_written_submitted_returned_and_confirmed_by_the_head(agency, secretary, rests_on, head):
    one = begun(agency, secretary)
    assert repr(commands.write_confirmation(one, actor=secretary, version=1, text=one.text)) == "UNCHANGED"
    one = commands.write_confirmation(one, actor=secretary, version=1, text=" ")
    assert refused(commands.submit_confirmation, one, actor=secretary, version=2, on=TODAY).codes == ("text_missing",)
    one = commands.write_confirmation(one, actor=secretary, version=2, text="Có hiệu lực")
    with pytest.raises(Stale):
        commands.write_confirmation(one, actor=secretary, version=2, text="x")

    first = commands.submit_confirmation(one, actor=secretary, version=3, on=TODAY)
    one.refresh_from_db()
    assert refused(commands.write_confirmation, one, actor=secretary, version=one.version, text="x").codes == (
        "not_draft",
    )
    return_with_reason(first, actor=head, version=first.version, reason="Nêu phạm vi")
    one.refresh_from_db()
    assert (one.state, one.returned_reason) == (State.DRAFT, "Nêu phạm vi")
    assert refused(commands.drop_confirmation, one, actor=secretary, version=one.version, reason="x").codes == (
        "was_submitted",
    )
    newer = ReviewFactory(agency=agency, concluded=True, concluded_date=TODAY)
    again = commands.submit_confirmation(one, actor=secretary, version=one.version, on=TODAY)
    approve(again, actor=head, version=again.version, on=TODAY)

    one.refresh_from_db()
    assert (one.state, one.confirmed_date, one.review) == (State.CONFIRMED, TODAY, newer)
    assert begun(agency, secretary).slug == "2026-2"


def test_a_signed_paper_confirms_it_on_the_day_of_the_paper(agency, secretary, rests_on, head):
    one = begun(agency, secretary)
    approval = commands.submit_confirmation(one, actor=secretary, version=1, on=TODAY)
    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="9/XN", date=date(2026, 6, 10), signer_name="A"
    )
    one.refresh_from_db()
    assert (one.state, one.confirmed_date) == (State.CONFIRMED, date(2026, 6, 10))


def test_one_taken_back_is_a_draft_and_one_nobody_saw_is_dropped(agency, secretary, rests_on, head):
    one = begun(agency, secretary)
    approval = commands.submit_confirmation(one, actor=secretary, version=1, on=TODAY)
    withdraw(approval, actor=secretary, version=approval.version, reason="Nhầm")
    one.refresh_from_db()
    assert (one.state, one.returned_reason) == (State.DRAFT, "")
    Confirmation.objects.all().delete()
    bare = begun(agency, secretary)
    assert refused(commands.drop_confirmation, bare, actor=secretary, version=1, reason=" ").codes == (
        "reason_missing",
    )
    commands.drop_confirmation(bare, actor=secretary, version=1, reason="Nhầm")
    assert not Confirmation.objects.exists()
    assert Entry.objects.filter(action="evaluation.confirmation.dropped").exists()


def test_no_paper_older_than_what_it_rests_on_confirms(agency, secretary, head, rests_on):
    one = begun(agency, secretary)
    approval = commands.submit_confirmation(one, actor=secretary, version=1, on=TODAY)
    last = rests_on[1].concluded_date
    paper = {"actor": secretary, "version": approval.version, "number": "9/XN-STN", "signer_name": "Trần Thị Ký"}

    older = refused(approve_by_paper, approval, date=last - timedelta(days=1), **paper)
    assert older.codes == ("confirmed_before_basis",)
    approve_by_paper(type(approval).objects.get(pk=approval.pk), date=last, **paper)
    one.refresh_from_db()
    assert (one.state, one.confirmed_date) == (State.CONFIRMED, last)
