"""Obligations 3 and 4: met, gap, not arisen, announced before Sotay, edge dates."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.evaluation.models import Confirmation
from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.findings import AuditFactory
from tests.factories.reviews import ReviewFactory
from tests.factories.standard import DeclaredEvidenceFactory

pytestmark = pytest.mark.django_db
CYCLE, WORD = "announcement.first_cycle", "announcement.effectiveness"
REPORTED, CONCLUDED = date(2026, 5, 28), date(2026, 6, 8)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2026, 1, 1))


def line(agency, code, on=TODAY):
    (one,) = standings_of(agency, on=on, codes={code})
    return one


def confirmed(agency, day):
    return Confirmation.objects.create(agency=agency, slug=f"x{day}", text="x", state="CONFIRMED", confirmed_date=day)


def test_the_first_cycle_is_met_when_both_are_there(agency):
    AuditFactory(agency=agency, reported=True)
    ReviewFactory(agency=agency, concluded=True)
    AuditFactory(agency=agency, reported=True, reported_date=TODAY)

    met = line(agency, CYCLE)

    assert (met.standing, met.evidence_date) == ("MET", CONCLUDED)
    assert line(agency, CYCLE, on=CONCLUDED).standing == "MET"
    assert line(agency, CYCLE, on=date(2026, 6, 7)).standing == "OPEN"


def test_what_is_missing_of_the_first_cycle_is_told(agency):
    ReviewFactory(agency=agency, concluded=True)
    bare = line(agency, CYCLE)
    assert (bare.standing, bare.link) == ("OPEN", "evaluation:audit_list")
    assert bare.why == "Chưa có cuộc đánh giá nội bộ nào có báo cáo được phê duyệt."

    later = AgencyFactory(in_use_from_date=date(2026, 1, 1))
    AuditFactory(agency=later, reported=True)
    ReviewFactory(agency=later, held=True)
    half = line(later, CYCLE)
    assert (half.standing, half.link) == ("OPEN", "evaluation:review_list")
    assert half.why.startswith("Đã đánh giá nội bộ ngày 28/05/2026")
    assert line(later, CYCLE, on=date(2026, 5, 27)).link == "evaluation:audit_list"


def test_the_confirmation_has_not_arisen_before_the_first_cycle(agency):
    AuditFactory(agency=agency, reported=True)
    ReviewFactory(agency=agency, concluded=True)

    assert line(agency, WORD, on=date(2026, 6, 7)).standing == "NOT_ARISEN"
    gap = line(agency, WORD)
    assert (gap.standing, gap.link) == ("OPEN", "evaluation:confirmation_list")
    assert gap.why == "Đã đánh giá và xem xét xong ngày 08/06/2026; người đứng đầu chưa xác nhận hiệu lực."
    Confirmation.objects.create(agency=agency, slug="2026", text="x", state="SUBMITTED")
    assert line(agency, WORD).link_kwargs == {"slug": "2026"}


def test_it_is_met_on_the_day_of_the_first_confirmation(agency):
    confirmed(agency, date(2026, 6, 10))
    confirmed(agency, date(2026, 6, 13))

    met = line(agency, WORD)

    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 10))
    assert line(agency, WORD, on=date(2026, 6, 9)).standing == "NOT_ARISEN"


@pytest.mark.parametrize("code", [CYCLE, WORD])
def test_who_announced_before_using_sotay_has_it_behind(agency, code):
    DeclaredEvidenceFactory(agency=agency, obligation="announcement.issued", date=date(2025, 12, 31))

    one = line(agency, code)

    assert one.standing == "NOT_APPLICABLE"
    assert one.why == "Hệ thống đã được công bố ngày 31/12/2025, trước khi dùng phần mềm này."
    later = AgencyFactory(in_use_from_date=date(2026, 1, 1))
    DeclaredEvidenceFactory(agency=later, obligation="announcement.issued", date=date(2026, 1, 1))
    assert line(later, code).standing != "NOT_APPLICABLE"


def test_what_was_shown_here_counts_more_than_what_was_announced_before(agency):
    DeclaredEvidenceFactory(agency=agency, obligation="announcement.issued", date=date(2025, 12, 31))
    AuditFactory(agency=agency, reported=True)
    ReviewFactory(agency=agency, concluded=True)
    confirmed(agency, TODAY)
    assert (line(agency, CYCLE).standing, line(agency, WORD).standing) == ("MET", "MET")


@pytest.mark.parametrize("code", [CYCLE, WORD])
def test_a_declared_paper_is_evidence(agency, code):
    DeclaredEvidenceFactory(agency=agency, obligation=code, number="5/XN", date=date(2025, 6, 1))
    assert (line(agency, code).standing, line(agency, code).evidence_date) == ("MET", date(2025, 6, 1))


def test_many_agencies_are_judged_at_once():
    def asked(count):
        agencies = [AgencyFactory(in_use_from_date=date(2026, 1, 1)) for _number in range(count)]
        for agency in agencies:
            AuditFactory(agency=agency, reported=True)
        with CaptureQueriesContext(connection) as seen:
            assert len([*judge_all(agencies, on=TODAY, codes={CYCLE, WORD})]) >= count
        return len(seen)

    assert asked(2) == asked(8)
