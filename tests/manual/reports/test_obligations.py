"""Obligations 23, 33, 34 and 45: met by issued papers, told apart by what is missing, late on the day after."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Agency
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.standard.standings.models import Word
from tests.factories.agency import AgencyFactory
from tests.factories.reports import OutgoingPaperFactory, ReportFactory
from tests.factories.standard import DeclaredEvidenceFactory, ParameterValueFactory

pytestmark = pytest.mark.django_db


def using(**more):
    """Return an agency that used Sotay before the year began."""
    return AgencyFactory(in_use_from_date=date(2025, 12, 1), **more)


@pytest.fixture
def agency(db):
    return using()


def line_of(agency, code, *, on, period=""):
    lines = [one for one in standings_of(agency, on=on, codes={code}) if not period or one.period == period]
    (line,) = lines
    return line


def out(agency, kind, day, **more):
    return ReportFactory(
        agency=agency, kind=kind, paper=OutgoingPaperFactory(agency=agency, issued=True, issued_date=day), **more
    )


def test_both_reports_are_wanted_and_the_later_day_counts(agency):
    on = date(2026, 6, 26)
    line = line_of(agency, "reports.results", on=on, period="2026-H1")
    assert (line.standing, line.due, line.link) == (Word.OVERDUE, date(2026, 6, 25), "manual:report_list")
    assert line.why == ("Chưa lập báo cáo gửi Ban Chỉ đạo ISO, báo cáo gửi Ban Chỉ đạo cải cách hành chính tỉnh.")
    out(agency, "COMMITTEE", date(2026, 6, 18))
    assert line_of(agency, "reports.results", on=on, period="2026-H1").why == (
        "Chưa lập báo cáo gửi Ban Chỉ đạo cải cách hành chính tỉnh."
    )
    written = ReportFactory(agency=agency, kind="PROVINCE")
    line = line_of(agency, "reports.results", on=on, period="2026-H1")
    assert (line.link, line.link_kwargs) == ("manual:report_detail", {"slug": written.slug})
    assert line.why.startswith("Chưa phát hành báo cáo gửi Ban Chỉ đạo cải cách hành chính tỉnh")


@pytest.mark.parametrize(("day", "late"), [(date(2026, 6, 25), False), (date(2026, 6, 26), True)])
def test_half_is_met_on_its_last_day_and_late_the_day_after(agency, day, late):
    out(agency, "COMMITTEE", date(2026, 6, 18))
    out(agency, "PROVINCE", day)
    line = line_of(agency, "reports.results", on=date(2026, 7, 1), period="2026-H1")
    assert (line.standing, line.evidence_date, line.late) == (Word.MET, day, late)
    assert line_of(agency, "reports.results", on=date(2026, 7, 1), period="2026-H2").standing == Word.OPEN


def test_the_report_of_the_year_is_that_of_the_second_half(agency):
    out(agency, "COMMITTEE", date(2026, 11, 18), half=0)
    out(agency, "PROVINCE", date(2026, 11, 20), half=0)
    on = date(2026, 12, 1)
    assert line_of(agency, "reports.results", on=on, period="2026-H2").standing == Word.MET
    assert line_of(agency, "reports.results", on=on, period="2026-H1").standing == Word.OVERDUE


def test_a_withdrawn_report_counts_on_the_days_it_was_out(agency):
    out(agency, "COMMITTEE", date(2026, 6, 10))
    gone = out(agency, "PROVINCE", date(2026, 6, 12)).paper
    gone.state, gone.ended_date, gone.ended_reason = "WITHDRAWN", date(2026, 6, 20), "Sai"
    gone.save()
    assert line_of(agency, "reports.results", on=date(2026, 6, 19), period="2026-H1").standing == Word.MET
    assert line_of(agency, "reports.results", on=date(2026, 6, 20), period="2026-H1").standing == Word.DUE_SOON
    assert line_of(agency, "reports.results", on=date(2026, 6, 11), period="2026-H1").standing == Word.DUE_SOON


def test_a_paper_declared_when_the_agency_began_counts(agency):
    DeclaredEvidenceFactory(agency=agency, obligation="reports.results", date=date(2026, 6, 1))
    assert line_of(agency, "reports.results", on=date(2026, 6, 30), period="2026-H1").standing == Word.MET


def test_plan_and_letter_are_wanted_and_the_day_is_the_parameters(agency):
    ParameterValueFactory(agency=agency, code="plan.yearly.due", value="02-15", valid_from_date=date(2026, 1, 1))
    out(agency, "PLAN", date(2026, 1, 20))
    line = line_of(agency, "plan.yearly", on=date(2026, 2, 10))
    assert (line.standing, line.due) == (Word.DUE_SOON, date(2026, 2, 15))
    assert line.why == "Chưa lập công văn hướng dẫn."
    out(agency, "GUIDE", date(2026, 2, 15))
    assert line_of(agency, "plan.yearly", on=date(2026, 2, 16))[4:8] == (
        Word.MET, date(2026, 2, 15), date(2026, 2, 15), False,
    )  # fmt: skip


def test_the_yearly_report_on_annex_two_is_owed_by_provinces_and_ministries_alone(agency):
    on = date(2026, 12, 31)
    out(agency, "ANNEX2", date(2026, 12, 20))
    assert line_of(agency, "report.national", on=on).standing == Word.NOT_APPLICABLE
    province = using(kind=Agency.Kind.PROVINCE)
    assert line_of(province, "report.national", on=on, period="2026").standing == Word.DUE_SOON
    assert line_of(province, "report.national", on=date(2027, 1, 1), period="2026").standing == Word.OVERDUE  # carried
    out(province, "ANNEX2", on)
    line = line_of(province, "report.national", on=on, period="2026")
    assert (line.standing, line.late) == (Word.MET, False)


def test_the_roll_up_is_owed_by_the_overseer(agency):
    assert line_of(agency, "inspection.rollup", on=date(2026, 12, 1)).standing == Word.NOT_APPLICABLE
    overseer = using(kind=Agency.Kind.OVERSEER)
    assert line_of(overseer, "inspection.rollup", on=date(2026, 12, 1)).standing == Word.OVERDUE
    out(overseer, "ROLLUP", date(2026, 11, 30))
    line = line_of(overseer, "inspection.rollup", on=date(2026, 12, 1))
    assert (line.standing, line.late) == (Word.MET, False)


def test_as_many_queries_for_one_agency_and_for_many():
    def queries(agencies):
        with CaptureQueriesContext(connection) as captured:
            list(judge_all(agencies, on=date(2026, 6, 12), codes={"reports.results", "plan.yearly"}))
        return len(captured)

    agencies = [using() for _one in range(5)]
    for one in agencies:
        out(one, "COMMITTEE", date(2026, 6, 10))
        ReportFactory(agency=one, kind="PLAN")
    assert queries(agencies[:1]) == queries(agencies)
