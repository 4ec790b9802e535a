"""Obligations 14, 15, 50 and own.review_decisions: met, gap, edge dates; one query count for 1 and 30 agencies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.evaluation.models import MonthlyLook
from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.reviews import MonthlyLookFactory, ReviewDecisionFactory, ReviewFactory, audit_reported
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db
CODES = {"review.yearly", "review.monthly", "policy.suitability", "own.review_decisions"}


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


def line(agency, code, on=TODAY, period="2026"):
    (one,) = [one for one in standings_of(agency, on=on, codes={code}) if one.period == period]
    return one


def decided(agency, *, due, **work):
    review = ReviewFactory(agency=agency, concluded=True)
    assignment = AssignmentFactory(agency=agency, due_date=due, **work)
    return ReviewDecisionFactory(review=review, assignment=assignment)


def test_a_review_after_the_audit_meets_the_year_when_its_minutes_are_approved(agency):
    audit_reported(agency, date(2026, 6, 5))
    ReviewFactory(agency=agency, concluded=True)

    assert line(agency, "review.yearly", on=date(2026, 6, 7)).standing != "MET"
    met = line(agency, "review.yearly", on=date(2026, 6, 8))
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 8))


def test_a_review_before_the_audit_is_told_as_such_and_does_not_meet(agency):
    review = ReviewFactory(agency=agency, concluded=True)
    gap = line(agency, "review.yearly")
    assert (gap.standing, gap.link_kwargs) == ("OPEN", {"slug": review.slug})
    assert gap.why == f"{review.code} họp ngày 05/06/2026 nhưng năm này chưa có báo cáo đánh giá nội bộ được phê duyệt."

    audit_reported(agency, date(2026, 6, 6))
    assert "trước khi có báo cáo đánh giá nội bộ của năm" in line(agency, "review.yearly").why


def test_what_is_on_the_way_is_named(agency):
    assert line(agency, "review.yearly").why == "Chưa có cuộc xem xét của lãnh đạo nào trong năm."
    audit_reported(agency, date(2026, 4, 1))
    review = ReviewFactory(agency=agency, invited=True)
    assert line(agency, "review.yearly").why == f"{review.code} đang chuẩn bị, dự kiến họp ngày 05/06/2026."
    review.delete()
    ReviewFactory(agency=agency, submitted=True)
    assert line(agency, "review.yearly").why.endswith("đã họp ngày 05/06/2026, biên bản chưa được phê duyệt.")


def test_a_review_of_the_year_before_meets_nothing_and_the_year_is_owed_to_its_last_day(agency):
    year_before = datetime(2025, 6, 5, 1, tzinfo=UTC)
    ReviewFactory(agency=agency, concluded=True, meeting_at=year_before, held_date=date(2025, 6, 5))

    assert line(agency, "review.yearly", on=date(2026, 12, 31)).standing == "DUE_SOON"
    assert line(agency, "review.yearly", on=date(2027, 1, 1)).standing == "OVERDUE"


def test_the_policy_is_judged_by_approved_minutes(agency):
    assert "chính sách chất lượng" in line(agency, "policy.suitability").why
    ReviewFactory(agency=agency, concluded=True)

    assert line(agency, "policy.suitability").standing == "MET"
    assert line(agency, "policy.suitability", on=date(2026, 6, 7)).standing != "MET"


def test_a_month_is_met_by_the_look_that_was_kept(agency):
    MonthlyLookFactory(agency=agency)

    met = line(agency, "review.monthly", period="2026-05")
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 2))
    assert line(agency, "review.monthly", period="2026-06").standing != "MET"
    MonthlyLook.objects.all().delete()
    assert line(agency, "review.monthly", period="2026-05").standing != "MET"


def test_decisions_overdue_are_named_and_those_in_time_are_not(agency):
    assert line(agency, "own.review_decisions", period="").standing == "NOT_ARISEN"
    one = decided(agency, due=TODAY)
    assert line(agency, "own.review_decisions", period="").standing == "MET"

    gap = line(agency, "own.review_decisions", on=TODAY + timedelta(days=1), period="")
    assert (gap.standing, gap.link_kwargs) == ("OVERDUE", {"slug": one.review.slug})
    assert gap.why == (
        f"1 kết luận quá hạn, trước hết là “Rà soát quy trình cấp phép” của {one.review.code}, hạn 12/06/2026."
    )


def test_decisions_reported_as_done_or_cancelled_are_not_overdue(agency):
    decided(agency, due=date(2026, 6, 9), state="DONE", done_date=date(2026, 6, 9), result="Đã rà soát")
    cancelled = {"state": "CANCELLED", "state_reason": "Thôi", "ended_date": date(2026, 6, 9)}
    decided(agency, due=date(2026, 6, 9), **cancelled)

    assert line(agency, "own.review_decisions", period="").standing == "MET"


def test_one_agency_and_thirty_ask_the_same_number_of_queries(agency):
    def filled(number):
        agencies = [AgencyFactory(in_use_from_date=date(2020, 1, 1)) for _one in range(number)]
        for one in agencies:
            audit_reported(one, date(2026, 4, 1))
            MonthlyLookFactory(agency=one)
            decided(one, due=date(2026, 6, 9))
        return agencies

    def asked(agencies):
        with CaptureQueriesContext(connection) as captured:
            list(judge_all(agencies, on=TODAY, codes=CODES))
        return len(captured)

    few, many = filled(1), filled(30)
    asked(few)
    assert asked(few) == asked(many)
