"""Obligation 20: met, gap, edge dates; strictly more than the share, told only from what was counted."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.evaluation.satisfaction.models import RatingCount, SuspectAnswer, Suspicion
from sotay.standard.standings.judging import judge_all, standings_of
from tests.evaluation.satisfaction.coverage.helping import answer, answer_for, settle
from tests.factories.agency import AgencyFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.django_db
CODE = "survey.share"
CLOSED = date(2026, 6, 1)


@pytest.fixture
def agency(db):
    """Return an agency whose register of dossiers began before the year."""
    one = AgencyFactory(in_use_from_date=date(2020, 1, 1))
    settle(one, 1, day=date(2025, 12, 1))
    return one


def line(agency, on=CLOSED, period="2026-H1"):
    (one,) = [one for one in standings_of(agency, on=on, codes={CODE}) if one.period == period]
    return one


def test_it_is_met_when_the_figures_are_closed_and_more_than_half_answered(agency):
    dossiers = settle(agency, 10)
    answer_for(dossiers[:5], given_date=date(2026, 3, 12))
    assert (line(agency).standing, line(agency).due) == ("DUE_SOON", date(2026, 6, 9))
    assert line(agency).why.startswith("5 phiếu trên 10 hồ sơ")
    assert "còn thiếu 1 phiếu" in line(agency).why

    answer_for(dossiers[5:6], given_date=date(2026, 4, 2))
    met = line(agency)
    assert (met.standing, met.evidence_date, met.late) == ("MET", date(2026, 4, 2), False)
    assert "60,00" in met.why


def test_before_the_figures_are_closed_it_only_tells_how_far_it_is(agency):
    answer_for(settle(agency, 3))

    running = line(agency, on=date(2026, 5, 31))

    assert running.standing == "DUE_SOON"
    assert "Đến ngày 31/05/2026: 3 phiếu trên 3 hồ sơ" in running.why
    assert line(agency, on=date(2026, 4, 30)).standing == "OPEN"


@pytest.mark.parametrize(("given", "late"), [(date(2026, 6, 9), False), (date(2026, 6, 10), True)])
def test_the_last_answer_needed_may_come_until_the_day_before_the_tenth(agency, given, late):
    answer_for(settle(agency, 1), given_date=given)

    assert line(agency, on=date(2026, 6, 9)).standing == ("DUE_SOON" if late else "MET")
    after = line(agency, on=date(2026, 6, 10))
    assert (after.standing, after.late, after.evidence_date) == ("MET", late, given)


def test_it_is_overdue_after_the_day(agency):
    settle(agency, 1)
    assert line(agency, on=date(2026, 6, 10)).standing == "OVERDUE"


def test_flagged_answers_do_not_make_it_met(agency):
    answers = answer_for(settle(agency, 3))
    one = Suspicion.objects.create(
        agency=agency, kind="BURST", key="1", slug="xl-1", survey=answers[0].survey, day=CLOSED, found_date=CLOSED
    )
    for some in answers[:2]:
        SuspectAnswer.objects.create(agency=agency, suspicion=one, answer=some)

    assert line(agency).standing == "DUE_SOON"
    assert "nếu không tính 2 phiếu cần xem lại" in line(agency).why

    one.delete()
    assert line(agency).standing == "MET"


def test_of_a_half_without_settled_dossiers_nothing_arises(agency):
    assert line(agency).standing == "NOT_ARISEN"
    assert "Không có hồ sơ đã giải quyết" in line(agency).why


def test_months_nobody_tells_dossiers_of_are_no_nought():
    agency = AgencyFactory(in_use_from_date=date(2020, 1, 1))
    for month in (1, 2, 3):
        MonthlyCountFactory(agency=agency, month=date(2026, month, 1), settled_on_time=1, settled_late=0)
    answer(agency, 9, given_date=date(2026, 1, 3))

    told = line(agency)

    assert told.standing == "DUE_SOON"
    assert told.why == "Chưa có số hồ sơ đã giải quyết của tháng 04–05/2026, chưa tính được tỷ lệ phiếu."
    for month in (4, 5):
        MonthlyCountFactory(agency=agency, month=date(2026, month, 1), settled_on_time=1, settled_late=0)
    assert line(agency).standing == "MET"


def test_a_month_that_runs_is_not_asked_for():
    agency = AgencyFactory(in_use_from_date=date(2020, 1, 1))
    for month in (1, 2):
        MonthlyCountFactory(agency=agency, month=date(2026, month, 1), settled_on_time=5, settled_late=0)
    answer(agency, 6, given_date=date(2026, 1, 3))

    assert "Đến ngày 20/03/2026: 6 phiếu trên 10 hồ sơ" in line(agency, on=date(2026, 3, 20)).why
    assert "tháng 03/2026" in line(agency, on=date(2026, 4, 1)).why


def test_it_is_met_on_the_day_of_the_answer_that_counted():
    agency = AgencyFactory(in_use_from_date=date(2020, 1, 1))
    ParameterValueFactory(agency=agency, code="survey.settled", value="RETURNED", valid_from_date=date(2020, 1, 1))
    settle(agency, 1, day=date(2025, 12, 1))
    returned, ready = settle(agency, 1), settle(agency, 2, state="READY")
    answer_for(ready, given_date=date(2026, 3, 12))
    answer_for(returned, given_date=date(2026, 4, 2))

    assert line(agency).evidence_date == date(2026, 4, 2)


def test_ratings_of_the_portal_are_named_where_they_make_it_met(agency):
    answer_for(settle(agency, 4)[:1], given_date=date(2026, 3, 12))
    RatingCount.objects.create(agency=agency, month=date(2026, 5, 1), returned=2, levels=[0, 0, 0, 0, 2], source="Cổng")

    met = line(agency)

    assert (met.standing, met.evidence_date) == ("MET", date(2026, 5, 31))
    assert "trong đó 2 lượt đánh giá trên Cổng không có phiếu" in met.why


def test_the_share_of_the_agency_counts(agency):
    ParameterValueFactory(agency=agency, code="survey.share", value="70", valid_from_date=date(2026, 1, 1))
    dossiers = settle(agency, 10)
    answer_for(dossiers[:7])
    assert line(agency).standing == "DUE_SOON"
    answer_for(dossiers[7:8])
    assert line(agency).standing == "MET"


def test_the_second_half_begins_after_the_first_was_closed(agency):
    answer_for(settle(agency, 1, day=date(2026, 6, 1)), given_date=date(2026, 6, 2))

    assert line(agency, on=date(2026, 11, 1), period="2026-H2").standing == "MET"
    assert line(agency, on=date(2026, 5, 1), period="2026-H2").why == "Kỳ khảo sát bắt đầu ngày 01/06/2026."


def test_many_agencies_cost_no_more_queries(agency):
    def asked(agencies):
        with CaptureQueriesContext(connection) as captured:
            list(judge_all(agencies, on=CLOSED, codes={CODE}))
        return len(captured)

    answer_for(settle(agency, 1))
    one = asked([agency])
    others = [AgencyFactory(in_use_from_date=date(2020, 1, 1)) for _ in range(3)]
    for other in others:
        answer_for(settle(other, 1))
    assert asked([agency, *others]) == one
