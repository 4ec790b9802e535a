"""Obligation 10: met, gap, edge dates; what others count of programmes."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.standard.catalogue.periods import period_with
from sotay.standard.registry import facts
from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.context import ProcessFactory
from tests.factories.findings import AuditFactory, VisitFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeLineFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
CODE = "audit.programme"


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


def line(agency, on=TODAY, year="2026"):
    (one,) = [one for one in standings_of(agency, on=on, codes={CODE}) if one.period == year]
    return one


@pytest.mark.parametrize(("day", "late"), [(date(2026, 1, 31), False), (date(2026, 2, 1), True)])
def test_it_is_met_by_the_approved_programme_late_after_the_due_day(agency, day, late):
    ProgrammeFactory(agency=agency, approved=True, approved_date=day)

    met = line(agency)

    assert (met.standing, met.evidence_date, met.late) == ("MET", day, late)
    assert line(agency, on=date(2026, 1, 30)).standing == "DUE_SOON"


def test_a_programme_approved_in_december_counts_for_its_own_year(agency):
    ProgrammeFactory(agency=agency, approved=True, approved_date=date(2025, 12, 20))
    ProgrammeFactory(agency=agency, approved=True, year=2027, approved_date=date(2026, 1, 10))
    assert (line(agency).standing, line(agency).evidence_date) == ("MET", date(2025, 12, 20))


def test_a_superseded_one_still_shows_when_the_year_was_planned(agency):
    ProgrammeFactory(agency=agency, state="SUPERSEDED", approved_date=date(2026, 1, 20))
    ProgrammeFactory(agency=agency, approved=True, revision=1, reason="x", approved_date=date(2026, 5, 4))
    assert (line(agency).standing, line(agency).evidence_date, line(agency).late) == ("MET", date(2026, 1, 20), False)


def test_an_approved_plan_of_an_audit_is_enough_but_not_of_one_given_up(agency):
    AuditFactory(agency=agency, state="CANCELLED", cancelled_reason="x", planned_date=date(2026, 1, 5))
    assert line(agency).standing == "OVERDUE"
    AuditFactory(agency=agency, year=2025, planned_date=date(2025, 1, 5))
    assert line(agency).standing == "OVERDUE"
    AuditFactory(agency=agency, planned_date=date(2026, 1, 25))
    assert (line(agency).standing, line(agency).late) == ("MET", False)


def test_a_gap_says_how_far_the_programme_is(agency):
    bare = line(agency, on=date(2026, 1, 10))
    assert bare.why == "Chưa có chương trình hoặc kế hoạch đánh giá nội bộ của năm được phê duyệt."
    assert bare.link == "evaluation:programme_list"

    one = ProgrammeFactory(agency=agency)
    draft = line(agency)
    assert draft.why == "Chương trình đánh giá nội bộ của năm đang soạn, chưa trình."
    assert (draft.link, draft.link_kwargs) == ("evaluation:programme_detail", {"slug": "2026"})
    one.state = "SUBMITTED"
    one.save()
    assert "đang trình" in line(agency).why
    AuditFactory(agency=agency, planned_date=date(2026, 3, 1))
    assert (line(agency).standing, line(agency).late) == ("MET", True)


@pytest.mark.parametrize(("on", "word"), [(date(2026, 1, 31), "DUE_SOON"), (date(2026, 2, 1), "OVERDUE")])
def test_it_falls_due_by_the_parameter(agency, on, word):
    assert line(agency, on=on).standing == word
    ParameterValueFactory(agency=agency, code="audit.programme.due", value="03-31", valid_from_date=date(2025, 1, 1))
    assert line(agency, on=date(2026, 3, 31)).standing == "DUE_SOON"


def test_many_agencies_are_judged_at_once():
    def asked(count):
        agencies = [AgencyFactory(in_use_from_date=date(2020, 1, 1)) for _number in range(count)]
        for agency in agencies:
            ProgrammeFactory(agency=agency, approved=True)
        with CaptureQueriesContext(connection) as seen:
            assert len([*judge_all(agencies, on=TODAY, codes={CODE})]) >= count
        return len(seen)

    assert asked(2) == asked(8)


def test_turns_planned_and_done_are_counted_by_month(agency):
    unit = UnitFactory(agency=agency)
    old = ProgrammeFactory(agency=agency, state="SUPERSEDED", approved_date=date(2026, 1, 20))
    ProgrammeLineFactory(programme=old, unit=unit, months=[1, 2, 3])
    one = ProgrammeFactory(agency=agency, approved=True, revision=1, reason="x", approved_date=date(2026, 2, 20))
    ProgrammeLineFactory(programme=one, unit=unit, months=[5, 11])
    process = ProcessFactory(agency=agency, clauses=["8.5"], owner_unit=unit)
    ProgrammeLineFactory(programme=one, unit=None, process=process, months=[5, 6])
    ProgrammeLineFactory(programme=one, months=[5])
    audit = AuditFactory(agency=agency, met=True)
    VisitFactory(audit=audit, unit=unit, clauses=["8.5.1"])
    VisitFactory(audit=audit, unit=UnitFactory(agency=agency), set_aside_reason="Nghỉ", clauses=["8.5.1"])
    planned = AuditFactory(agency=agency, planning=True)
    VisitFactory(
        audit=planned,
        unit=unit,
        starts_at=datetime(2026, 6, 1, 1, tzinfo=UTC),
        ends_at=datetime(2026, 6, 1, 2, tzinfo=UTC),
    )

    def numbers(on):
        asked = facts.Asked((agency.pk,), period_with("year", on), on)
        return [facts.numbers(code, asked)[agency.pk, None].value for code in ("audits.planned", "audits.planned_done")]

    assert numbers(TODAY) == [5, 2]
    assert numbers(date(2026, 5, 19)) == [5, 0]
    assert numbers(date(2026, 2, 1)) == [3, 0]


def test_an_agency_without_a_programme_tells_nothing(agency):
    ProgrammeFactory(agency=agency)
    asked = facts.Asked((agency.pk,), period_with("year", TODAY), TODAY)
    assert facts.numbers("audits.planned", asked) == {}
