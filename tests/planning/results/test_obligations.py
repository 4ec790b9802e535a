"""Obligations 18 and 19: met, open, due, late; the gap says where the report stands."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from sotay.approvals.commands import return_with_reason
from sotay.planning.results.commands import send_report, write_results
from sotay.planning.results.lines import Given
from sotay.standard.standings.judging import judge_all, standings_of
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ReportFactory
from tests.factories.standard import DeclaredEvidenceFactory, ParameterValueFactory

pytestmark = pytest.mark.django_db
HALF, YEAR = "objectives.half", "objectives.year"
DUE = date(2026, 6, 9)
JUNE_5, JUNE_12 = date(2026, 6, 5), date(2026, 6, 12)


@pytest.fixture
def agency(db):
    """An agency that has long used Sotay."""
    return AgencyFactory(short_name="stttt", in_use_from_date=date(2020, 1, 1))


def line(agency, on=JUNE_12, code=HALF):
    """Return the line of 2026 of the only unit."""
    (one,) = [found for found in standings_of(agency, on=on, codes={code}) if found.period == "2026"]
    return one


def test_it_is_met_by_the_report_from_the_day_it_was_sent(agency, unit, goals):
    ReportFactory(agency=agency, unit=unit, sent=True)

    met = line(agency)
    assert (met.standing, met.evidence_date, met.late, met.unit_id) == ("MET", date(2026, 6, 8), False, unit.pk)
    assert line(agency, date(2026, 6, 7)).standing == "DUE_SOON"
    assert line(agency, date(2026, 6, 8)).standing == "MET"


@pytest.mark.parametrize(("sent", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_it_is_late_when_sent_after_the_due_day(agency, unit, goals, sent, late):
    ReportFactory(agency=agency, unit=unit, state="TAKEN", sent_date=sent, due_date=DUE, taken_date=sent)

    met = line(agency)
    assert (met.standing, met.late) == ("MET", late)


def test_nothing_sent_is_due_soon_then_overdue(agency, unit, goals):
    assert (line(agency, JUNE_5).standing, line(agency, JUNE_5).why) == ("DUE_SOON", "Chưa lập báo cáo.")
    assert line(agency, DUE).standing == "DUE_SOON"
    late = line(agency, DUE + timedelta(days=1))
    assert (late.standing, late.due) == ("OVERDUE", DUE)
    assert (late.link, late.link_kwargs) == ("planning:report_write", {"period": "2026-H1", "unit": "vp"})


def test_status_shows_the_missing_report_as_overdue_and_a_week_before_as_due_soon(agency, unit, goals, capsys):
    def told(on):
        call_command("status", "--agency", "stttt", "--on", on, "--json")
        lines = json.loads(capsys.readouterr().out)["obligations"]
        (one,) = [found for found in lines if found["code"] == HALF and found["period"] == "2026"]
        return one

    late = told("2026-06-12")
    assert (late["standing"], late["unit"], late["due"], late["number"]) == ("overdue", "VP", "2026-06-09", 18)
    assert late["link"] == "/stttt/planning/results/2026-H1/units/vp/"
    assert told("2026-06-05")["standing"] == "due_soon"


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({"state": "DRAFT"}, "Đang lập báo cáo, chưa gửi."),
        ({"state": "RETURNED", "returned_reason": "Thiếu số liệu"}, "Bị trả lại: Thiếu số liệu"),
    ],
)
def test_the_gap_says_where_the_report_stands(agency, unit, goals, state, why):
    ReportFactory(agency=agency, unit=unit, **state)

    assert (line(agency).standing, line(agency).why) == ("OVERDUE", why)


def test_what_was_returned_is_no_evidence_though_it_was_sent(agency, unit, goals):
    ReportFactory(agency=agency, unit=unit, state="RETURNED", sent_date=JUNE_5, due_date=DUE, returned_reason="Sai số")

    assert line(agency).standing == "OVERDUE"


def test_without_an_approved_set_the_gap_says_so(agency, unit):
    ObjectiveSetFactory(agency=agency, unit=unit)

    assert line(agency).why == "Đơn vị chưa có bộ mục tiêu năm 2026 được phê duyệt để báo cáo."


def test_a_set_approved_later_did_not_stand_before(agency, unit, goals, the_set):
    the_set.approved_date = date(2026, 6, 10)
    the_set.save()

    assert line(agency, JUNE_5).why.startswith("Đơn vị chưa có bộ mục tiêu")


def test_nothing_is_owed_where_no_objective_reports_in_the_half(agency, unit, the_set):
    ObjectiveFactory(set=the_set, periods="YEAR")

    assert (line(agency).standing, line(agency).why) == (
        "NOT_ARISEN", "Không có mục tiêu nào báo cáo trong kỳ này.",
    )  # fmt: skip
    assert line(agency, code=YEAR).standing == "OPEN"


def test_the_year_is_met_by_its_own_report_alone(agency, unit, goals):
    ReportFactory(agency=agency, unit=unit, sent=True)
    november = date(2026, 11, 12)

    assert line(agency, november, YEAR).standing == "OVERDUE"
    ReportFactory(
        agency=agency, unit=unit, period="2026-Y", state="SENT", sent_date=date(2026, 11, 9), due_date=date(2026, 11, 9)
    )
    met = line(agency, november, YEAR)
    assert (met.standing, met.late, met.due) == ("MET", False, date(2026, 11, 9))
    assert met.link_kwargs == {"period": "2026-Y", "unit": "vp"}


def test_the_agencys_own_report_is_no_units_report(agency, unit, goals):
    ReportFactory(agency=agency, unit=None, sent=True)

    assert line(agency).standing == "OVERDUE"


def test_a_paper_declared_when_the_agency_began_counts(agency, unit, goals):
    DeclaredEvidenceFactory(agency=agency, obligation=HALF, date=date(2026, 6, 3))

    assert line(agency).standing == "MET"


def test_the_agency_sets_the_due_day(agency, unit, goals):
    ParameterValueFactory(agency=agency, code="objectives.half.due", value="06-25")

    assert (line(agency).standing, line(agency).due) == ("DUE_SOON", date(2026, 6, 24))


def test_last_years_gap_is_carried_until_it_is_mended(agency, unit, goals):
    lines = standings_of(agency, on=date(2027, 1, 5), codes={YEAR})

    carried = next(one for one in lines if one.period == "2026")
    assert carried.standing == "OVERDUE"
    assert carried.link_kwargs == {"period": "2026-Y", "unit": "vp"}


def test_thirty_agencies_take_as_many_queries_as_one(agency, unit, goals):
    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            list(judge_all(agencies, on=JUNE_12, codes={HALF, YEAR}))
        return len(seen)

    one = asked([agency])
    others = [AgencyFactory(in_use_from_date=date(2020, 1, 1)) for _ in range(29)]
    for other in others:
        there = UnitFactory(agency=other)
        ObjectiveFactory(set=ObjectiveSetFactory(agency=other, unit=there, in_force=True))
        ReportFactory(agency=other, unit=there, sent=True)
    assert asked([agency, *others]) == one


def test_on_days_gone_by_what_came_back_only_later_was_there(agency, unit, unit_head, goals, secretary, committee_head):
    def sent_on(day, report=None, **figures):
        with travel(day, tick=False):
            if report is None:
                results = [Given(key=goal.key, value=Decimal(99)) for goal in (goals.share,)]
                results.append(Given(key=goals.never.key, value=Decimal(0)))
                report = write_results(agency, actor=unit_head, unit=unit, period="2026-H1", results=results, on=day)
            return report, send_report(report, actor=unit_head, version=report.version, on=day)

    report, approval = sent_on(JUNE_5)
    with travel(date(2026, 6, 20), tick=False):
        return_with_reason(approval, actor=secretary, version=approval.version, reason="Sai số")

    met = line(agency)
    assert (met.standing, met.evidence_date, met.late) == ("MET", JUNE_5, False)
    assert line(agency, date(2026, 6, 4)).standing == "DUE_SOON"
    assert line(agency, date(2026, 6, 19)).standing == "MET"
    assert (line(agency, date(2026, 6, 20)).standing, line(agency, date(2026, 6, 20)).why) == (
        "OVERDUE", "Bị trả lại: Sai số",
    )  # fmt: skip

    report.refresh_from_db()
    sent_on(date(2026, 6, 25), report)

    assert line(agency).standing == "MET"
    assert line(agency, date(2026, 6, 22)).standing == "OVERDUE"
    again = line(agency, date(2026, 6, 25))
    assert (again.standing, again.evidence_date, again.late) == ("MET", date(2026, 6, 25), True)
