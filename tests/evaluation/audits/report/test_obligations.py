"""Obligations 11 and 12 and the checks upon units and clauses: met, gap, edge dates; what others count."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.evaluation.audits.report.obligations import shortest
from sotay.evaluation.models import AuditReport
from sotay.standard.catalogue.clauses import children, clauses
from sotay.standard.catalogue.periods import period_with
from sotay.standard.registry import facts
from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.checklists import LineFactory
from tests.factories.findings import AuditFactory, FindingFactory, VisitFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
CODES = {"audit.yearly", "audit.counts", "own.audit_units", "own.audit_clauses"}
CHAPTERS = ["4", "5", "6", "7", "8", "9", "10"]


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


def line(agency, code, on=TODAY, year="2026"):
    (one,) = [one for one in standings_of(agency, on=on, codes={code}) if one.period in {year, ""}]
    return one


def reported(agency, day=date(2026, 5, 28), *, year=None, **values):
    return AuditFactory(
        agency=agency, reported=True, year=year or day.year, reported_date=day, closed_meeting_date=day, **values
    )


@pytest.mark.parametrize(("day", "late"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_the_years_audit_is_done_when_its_report_is_approved(agency, day, late):
    audit = reported(agency, day, year=2026)
    FindingFactory(audit=audit)  # what is found and open holds nothing back

    met = line(agency, "audit.yearly", on=day)

    assert (met.standing, met.evidence_date, met.late) == ("MET", day, late)


def test_an_audit_whose_report_is_not_approved_is_none(agency):
    AuditFactory(agency=agency, reporting=True)
    reported(agency, date(2025, 6, 1))

    gap = line(agency, "audit.yearly")

    assert (gap.standing, gap.link) == ("OPEN", "evaluation:audit_list")
    assert gap.why == "Chưa có báo cáo đánh giá nội bộ nào của năm được phê duyệt."
    assert line(agency, "audit.yearly", on=date(2026, 9, 30)).standing == "DUE_SOON"
    assert line(agency, "audit.yearly", on=date(2026, 10, 1)).standing == "OVERDUE"


def test_an_audit_missing_last_year_stays_owed_in_the_new_one_until_its_report_is_approved(agency):
    def owed(on):
        lines = standings_of(agency, on=on, codes={"audit.yearly"})
        return [(one.period, one.standing, one.due) for one in lines]

    new_year = ("2027", "OPEN", date(2027, 9, 30))
    assert owed(date(2027, 1, 4)) == [("2026", "OVERDUE", date(2026, 9, 30)), new_year]
    reported(agency, date(2027, 1, 5), year=2026)
    assert owed(date(2027, 1, 4)) == [("2026", "OVERDUE", date(2026, 9, 30)), new_year]
    assert owed(date(2027, 1, 5)) == [new_year]
    assert owed(date(2028, 1, 4))[0][:2] == ("2027", "OVERDUE")


def test_before_its_approval_a_report_was_none(agency):
    reported(agency, date(2026, 5, 28))
    assert line(agency, "audit.yearly", on=date(2026, 5, 27)).standing == "OPEN"
    assert line(agency, "audit.yearly", on=date(2026, 5, 28)).standing == "MET"


def test_the_report_states_its_numbers_when_they_are_pinned(agency):
    audit = reported(agency)
    report = AuditReport.objects.create(agency=agency, audit=audit)
    assert line(agency, "audit.counts").standing == "OPEN"

    report.figures = {"nonconformities": 0, "notes": 0}
    report.save()

    met = line(agency, "audit.counts")
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 5, 28))
    assert line(agency, "audit.counts", on=date(2026, 5, 27)).standing == "OPEN"


def of_units(agency, on=TODAY):
    lines = standings_of(agency, on=on, codes={"own.audit_units"})
    return {one.unit_id: (one.standing, one.due) for one in lines}


def test_each_unit_is_audited_within_the_span(agency):
    old, never, new = UnitFactory(agency=agency), UnitFactory(agency=agency), UnitFactory(agency=agency)
    new.started_date = date(2026, 1, 1)
    new.save()
    VisitFactory(audit=reported(agency, date(2023, 6, 12)), unit=old)
    VisitFactory(audit=AuditFactory(agency=agency, met=True), unit=never)
    VisitFactory(audit=reported(agency), unit=new, set_aside_reason="Đi công tác")

    told = of_units(agency)

    assert told[old.pk][0] == "MET"
    assert told[never.pk] == ("OVERDUE", date(2023, 1, 1))
    assert told[new.pk] == ("OPEN", date(2029, 1, 1))
    assert of_units(agency, on=date(2026, 6, 13))[old.pk] == ("OVERDUE", date(2026, 6, 12))
    VisitFactory(audit=reported(agency, date(2026, 6, 13)), unit=old)
    assert of_units(agency, on=date(2026, 6, 13))[old.pk][0] == "MET"


def test_an_agency_chooses_the_span(agency):
    unit = UnitFactory(agency=agency)
    VisitFactory(audit=reported(agency, date(2025, 5, 1)), unit=unit)
    assert of_units(agency)[unit.pk][0] == "MET"
    ParameterValueFactory(agency=agency, code="audit.coverage.months", value="12", valid_from_date=date(2026, 1, 1))
    assert of_units(agency)[unit.pk] == ("OVERDUE", date(2026, 5, 1))


def test_every_clause_is_covered_by_answers_of_audits_in_the_span(agency):
    audit = reported(agency)
    visit = VisitFactory(audit=audit, clauses=CHAPTERS)
    for number in ("4", "5", "6", "7", "9", "10", "8.1", "8.2"):
        LineFactory(visit=visit, clause=number, answered=True)
    gap = line(agency, "own.audit_clauses")
    assert gap.standing == "OVERDUE"
    assert gap.why == "Trong 36 tháng qua chưa đánh giá: 8.3, 8.4, 8.5, 8.6, 8.7."
    asked = LineFactory(visit=visit, clause="8")
    assert line(agency, "own.audit_clauses").standing == "OVERDUE"
    for result, standing in (("NOT_APPLICABLE", "OVERDUE"), ("MINOR", "MET")):
        asked.result, asked.answered_by, asked.answered_at = result, UserFactory(), visit.ends_at
        asked.save()
        assert line(agency, "own.audit_clauses").standing == standing

    met = line(agency, "own.audit_clauses")

    assert (met.standing, met.evidence_date) == ("MET", date(2026, 5, 28))
    assert line(agency, "own.audit_clauses", on=date(2029, 5, 28)).standing == "MET"
    assert line(agency, "own.audit_clauses", on=date(2029, 5, 29)).standing == "OVERDUE"


def test_a_young_agency_owes_its_clauses_when_the_span_is_over():
    agency = AgencyFactory(in_use_from_date=date(2026, 1, 1))
    gap = line(agency, "own.audit_clauses")
    assert (gap.standing, gap.due) == ("OPEN", date(2029, 1, 1))
    assert gap.why == "Trong 36 tháng qua chưa đánh giá: 4, 5, 6, 7, 8, 9, 10."


def test_open_clauses_are_named_in_few_numbers():
    leaves = [number for number in clauses() if not children(number)]
    assert shortest(leaves, among=leaves) == CHAPTERS
    assert shortest(["8.5.1", "4.1"], among=leaves) == ["4.1", "8.5.1"]
    assert shortest([], among=leaves) == []


def test_one_and_thirty_agencies_are_judged_by_the_same_queries():
    def asked(count):
        agencies = [AgencyFactory(in_use_from_date=date(2020, 1, 1)) for _number in range(count)]
        for agency in agencies:
            VisitFactory(audit=reported(agency))
        with CaptureQueriesContext(connection) as seen:
            assert len([*judge_all(agencies, on=TODAY, codes=CODES)]) >= 4 * count
        return len(seen)

    assert asked(1) == asked(30)


def test_what_others_count_of_audits(agency):
    audit = reported(agency)
    VisitFactory(audit=audit, set_aside_reason="Đi công tác")
    first = FindingFactory(audit=audit)
    FindingFactory(audit=audit, unit=first.unit, visit=first.visit, grade="NOTE", agreed=True)
    FindingFactory(audit=audit, unit=first.unit, visit=first.visit, grade="STRENGTH")
    FindingFactory(audit=audit, unit=first.unit, visit=first.visit, dropped=True)
    waiting = FindingFactory(audit=AuditFactory(agency=agency, met=True), grade="NOTE")
    FindingFactory(audit=reported(agency, date(2025, 6, 1)))
    FindingFactory(audit=AuditFactory(agency=agency))
    asked = facts.Asked((agency.pk,), period_with("year", TODAY), TODAY)

    def number(code):
        return facts.numbers(f"audits.{code}", asked)[agency.pk, None]

    codes = ("reported", "findings", "nonconformities", "notes", "strengths", "opportunities", "units_covered")
    assert [number(code).value for code in codes] == [1, 3, 1, 1, 1, 0, 1]
    told = number("findings_without_opinion")
    assert told.value == 3  # also what is left over from the year before
    assert (told.link, told.query) == ("evaluation:finding_list", {"opinion": "NONE"})
    by_unit = facts.numbers("audits.findings_without_opinion", asked)
    assert by_unit[agency.pk, waiting.unit_id].value == 1
    assert number("notes").query == {
        "grade": "NOTE",
        "reported_since": "01/01/2026",
        "reported_until": "12/06/2026",
    }
    assert number("reported").said == f"{audit.code}: báo cáo ngày 28/05/2026"


def test_facts_of_many_agencies_cost_one_query_each(django_assert_num_queries):
    agencies = [AgencyFactory() for _number in range(5)]
    for agency in agencies:
        FindingFactory(audit=reported(agency))
    for code in ("reported", "findings", "nonconformities", "units_covered", "findings_without_opinion"):
        asked = facts.Asked(tuple(one.pk for one in agencies), period_with("year", TODAY), TODAY)
        with django_assert_num_queries(2 if code in {"findings", "nonconformities"} else 1):
            facts.numbers(f"audits.{code}", asked)


def test_without_an_audit_nobody_knows_what_one_would_have_found(agency):
    FindingFactory(audit=reported(agency, date(2025, 6, 1)))
    FindingFactory(audit=AuditFactory(agency=agency))
    asked = facts.Asked((agency.pk,), period_with("year", TODAY), TODAY)
    for code in ("findings", "nonconformities", "notes", "strengths", "opportunities"):
        assert {one.value for one in facts.numbers(f"audits.{code}", asked).values()} <= {None}
    assert facts.numbers("audits.reported", asked)[agency.pk, None].value == 0
    reported(agency)
    asked = facts.Asked((agency.pk,), period_with("year", TODAY), TODAY)
    assert facts.numbers("audits.nonconformities", asked)[agency.pk, None].value == 0
