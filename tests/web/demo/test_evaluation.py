"""The demonstration agency shows two years of audits, sheets and reviews: every state, and numbers that fit one another."""

import pytest

from sotay.approvals.models import Approval
from sotay.evaluation.models import Audit, Auditor, Confirmation, Finding, MonthlyLook, Programme, Review
from sotay.evaluation.reviews.decisions import with_standing
from sotay.evaluation.reviews.models import ReviewDecision
from sotay.improvement.models import Nonconformity, Proposal
from sotay.improvement.nonconformities.models import Round
from sotay.journal.queries import verify_chain
from sotay.standard.catalogue.periods import period_of
from sotay.standard.registry.facts import Asked, facts, numbers
from sotay.work.models import Notice
from tests.web.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(built, db):
    return built


def test_last_years_audit_was_reported_before_october_and_two_are_on_their_way(agency):
    audits = {one.code: one for one in Audit.objects.filter(agency=agency)}

    assert {code: one.state for code, one in audits.items()} == {
        "ĐG-2025-01": "REPORTED", "ĐG-2026-01": "UNDERWAY", "ĐG-2026-02": "PLANNED",
    }  # fmt: skip
    last = audits["ĐG-2025-01"]
    assert last.reported_date.month == 9
    figures = last.report.figures
    assert (figures["nonconformities"], figures["notes"], figures["total"]) == (2, 3, 5)
    assert Finding.objects.filter(audit=last, opinion="AGREED").count() == 2
    half_filled = audits["ĐG-2026-01"].visits.get(unit__code="TTBCXB")
    assert half_filled.lines.exclude(result="").count() == 2
    assert half_filled.lines.filter(result="").count() == 2
    assert set(Programme.objects.filter(agency=agency).values_list("year", "state")) == {
        (2025, "APPROVED"), (2026, "APPROVED"),
    }  # fmt: skip
    assert Auditor.objects.filter(agency=agency, is_ended=True).count() == 1


def test_sheets_stand_in_every_state_and_one_needed_a_second_round(agency):
    sheets = Nonconformity.objects.filter(agency=agency)

    assert set(sheets.values_list("state", flat=True)) == set(Nonconformity.State)
    assert [one.verdict for one in Round.objects.filter(nonconformity__agency=agency, nonconformity__round=2)] == [
        "NOT_EFFECTIVE", "EFFECTIVE",
    ]  # fmt: skip
    acting = sheets.get(state="ACTING")
    assert acting.due_date < TODAY
    assert set(sheets.filter(origin_type="evaluation.finding").values_list("state", flat=True)) == {"CLOSED"}


def test_last_years_review_is_concluded_and_the_next_is_prepared(agency):
    last, this = Review.objects.filter(agency=agency).order_by("meeting_at")

    assert (last.state, this.state) == ("CONCLUDED", "INVITED")
    told = {row["code"]: row["value"] for row in last.inputs.get(key="c6").numbers}
    assert (told["audits.nonconformities"], told["audits.notes"]) == (2, 3)
    standing = with_standing(ReviewDecision.objects.filter(review=last), on=TODAY)
    assert sorted(one.standing for one in standing) == ["DONE", "OPEN", "OVERDUE"]
    assert sum(one.comments.count() for one in this.inputs.all()) == 2
    assert Confirmation.objects.get(agency=agency).state == "CONFIRMED"
    assert MonthlyLook.objects.filter(agency=agency).count() == 2


def test_proposals_stand_in_every_state(agency):
    assert set(Proposal.objects.filter(agency=agency).values_list("state", flat=True)) == set(Proposal.State)


def test_a_plan_waits_for_approval_and_the_journal_is_whole(agency):
    assert verify_chain(agency).broken_at is None
    waiting = Approval.objects.filter(agency=agency, state="OPEN", purpose="improvement.nonconformities")
    assert waiting.count() == 1
    unread = Notice.objects.filter(agency=agency, read_at__isnull=True).values_list("subject_type", flat=True)
    assert not [one for one in unread if one.startswith(("evaluation.", "improvement."))]


def test_who_wants_no_units_is_told_the_same_of_the_agency(agency):
    period = period_of("2026")
    both, whole = Asked((agency.pk,), period, TODAY), Asked((agency.pk,), period, TODAY, of_units=False)
    told = {code: numbers(code, both) for code in facts()}
    assert sum(len(places) > 1 for places in told.values()) > 3

    for code, places in told.items():
        of_agency = {place: number for place, number in places.items() if place[1] is None}
        assert numbers(code, whole) == of_agency, code
