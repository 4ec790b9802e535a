"""Obligation 28: results are recorded, from the desk and from lists as far as they tell; only counts; waiting ones."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.django_db
CODE = "results.returned"


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2026, 1, 1))


def kept_here(agency):
    ParameterValueFactory(agency=agency, code="dossiers.source", value="SOTAY", valid_from_date=date(2025, 1, 1))


def judged(agency, on=TODAY):
    return {one.period: one for one in standings_of(agency, on=on, codes={CODE})}


def imported(agency, **values):
    told = {
        "state": "RETURNED",
        "received_date": date(2026, 4, 1),
        "result_date": date(2026, 6, 4),
        "returned_date": date(2026, 6, 5),
    } | values
    return DossierFactory(agency=agency, imported=True, **told)


def test_results_returned_here_with_all_that_is_told_are_met(agency):
    kept_here(agency)
    DossierFactory(agency=agency, returned=True)

    met = judged(agency)["2026-06"]

    assert (met.standing, met.count, met.evidence_date) == ("MET", 1, date(2026, 6, 5))
    assert met.why == "1 kết quả đã trả được ghi nhận; 0 kết quả nhập từ danh sách không có số."


@pytest.mark.parametrize("lacking", ["result_number", "result_approved_by", "returned_how"])
def test_a_result_returned_here_without_a_part_is_a_breach(agency, lacking):
    kept_here(agency)
    DossierFactory(agency=agency, returned=True)
    dossier = DossierFactory(agency=agency, returned=True)
    setattr(dossier, lacking, "")
    dossier.save()

    gap = judged(agency)["2026-06"]

    assert (gap.standing, gap.count) == ("OVERDUE", 1)
    assert gap.why.startswith("1 trên 2 kết quả đã trả thiếu số")
    assert gap.link_kwargs == {"?": {"broken": "return.2026-06"}}


def test_what_a_list_does_not_tell_is_flagged_and_breaks_nothing(agency):
    imported(agency)
    imported(agency, result_number="12/GP", returned_date=date(2026, 5, 31), result_date=date(2026, 5, 30))
    imported(agency, result_date=None, returned_date=date(2026, 4, 30))

    lines = judged(agency)

    assert {period: one.standing for period, one in lines.items()} == {"2026-05": "MET", "2026-06": "MET"}
    assert lines["2026-06"].why == "1 kết quả đã trả được ghi nhận; 1 kết quả nhập từ danh sách không có số."


def test_results_that_wait_are_told_with_their_days(agency):
    kept_here(agency)
    DossierFactory(agency=agency, ready=True)

    line = judged(agency)[""]

    assert (line.standing, line.why) == ("OPEN", "1 kết quả chờ trả, lâu nhất 8 ngày.")
    assert line.link_kwargs == {"?": {"state": "READY"}}


def test_where_only_counts_are_known_it_is_not_checked(agency):
    MonthlyCountFactory(agency=agency, month=date(2026, 5, 1))

    line = judged(agency)[""]

    assert (line.standing, line.why) == (
        "NOT_CHECKED",
        "Chưa kiểm tra tự động: chỉ có số liệu theo tháng, không có danh sách hồ sơ.",
    )


def test_without_anything_it_is_followed_elsewhere_or_has_not_arisen(agency):
    MonthlyCountFactory(agency=agency, month=date(2026, 4, 1))
    assert judged(agency)[""].why == "Theo dõi trên hệ thống một cửa."

    kept_here(agency)
    assert judged(agency)[""].standing == "NOT_ARISEN"


def test_many_agencies_are_judged_at_once():
    def asked(count):
        agencies = [AgencyFactory(in_use_from_date=date(2026, 1, 1)) for _number in range(count)]
        for number, agency in enumerate(agencies):
            imported(agency)
            DossierFactory(agency=agency, ready=number % 2 == 0)
        with CaptureQueriesContext(connection) as seen:
            assert len([*judge_all(agencies, on=TODAY, codes={CODE})]) >= count
        return len(seen)

    assert asked(1) == asked(30)
