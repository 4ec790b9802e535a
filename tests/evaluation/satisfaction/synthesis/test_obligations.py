"""Obligation 21: met, being written, submitted, none; the days on which it changes."""

from datetime import date, timedelta

import pytest

from sotay.evaluation.models import Synthesis
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.standard.standings.models import Word
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory

pytestmark = pytest.mark.django_db
CODE = "survey.synthesis"
LAST = date(2026, 5, 31)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2026, 1, 1))


def line(agency, on=TODAY):
    first, _second = sorted(standings_of(agency, on=on, codes={CODE}), key=lambda one: one.period)
    return first


def made(agency, **values):
    values = {"period_key": "2026-H1", "from_date": date(2026, 1, 1), "to_date": LAST, "title": "Báo cáo"} | values
    code = f"B{Synthesis.objects.count()}"
    return Synthesis.objects.create(agency=agency, code=code, slug=code.lower(), **values)


def test_it_is_met_on_the_day_the_report_was_issued(agency):
    made(agency, state="ISSUED", issued_date=date(2026, 6, 9), submitted_date=date(2026, 6, 5))

    assert (line(agency).standing, line(agency).evidence_date) == (Word.MET, date(2026, 6, 9))
    before = line(agency, on=date(2026, 6, 8))
    assert (before.standing != Word.MET, before.reason) == (
        True,
        "%(code)s đã trình ngày %(day)s, chưa được phê duyệt.",
    )


def test_it_is_due_before_the_tenth_of_june(agency):
    assert line(agency, on=date(2026, 6, 9)).standing in {Word.DUE_SOON, Word.OPEN}
    late = line(agency, on=date(2026, 6, 10))
    assert (late.standing, late.due) == (Word.OVERDUE, date(2026, 6, 9))
    assert late.reason == "Chưa lập báo cáo khảo sát của kỳ này."


def test_a_draft_is_named_and_days_chosen_freely_are_no_half(agency):
    made(agency, period_key="", state="ISSUED", issued_date=LAST)
    made(agency, about="SYSTEM", state="ISSUED", issued_date=LAST)
    assert line(agency).reason == "Chưa lập báo cáo khảo sát của kỳ này."
    made(agency)
    assert (line(agency).reason, line(agency).link) == ("%(code)s đang lập, chưa trình.", "evaluation:synthesis_detail")


def test_the_second_half_has_its_own(agency):
    made(agency, state="ISSUED", issued_date=date(2026, 6, 9))
    lines = standings_of(agency, on=date(2026, 11, 20), codes={CODE})
    assert sorted(one.standing for one in lines) == [Word.MET, Word.OVERDUE]


def test_one_query_for_any_number_of_agencies(agency, django_assert_max_num_queries):
    many = [agency, *AgencyFactory.create_batch(3)]
    with django_assert_max_num_queries(30) as first:
        list(judge_all([agency], on=TODAY, codes={CODE}))
    with django_assert_max_num_queries(len(first)):
        list(judge_all(many, on=TODAY + timedelta(days=1), codes={CODE}))
