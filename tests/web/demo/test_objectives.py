"""The demonstration agency shows two years of objectives: every state a report and a result can have."""

from datetime import date

import pytest

from sotay.agency.models import Unit
from sotay.planning.models import ObjectiveSet, Report
from sotay.planning.results.queries import lines_to_send
from sotay.planning.results.verdicts import Verdict
from sotay.standard.reporting import reporting_period
from sotay.standard.standings.judging import standings_of
from sotay.work.models import Assignment
from tests.web.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(built, db):
    return built


def test_two_years_show_every_state(agency):
    sets = ObjectiveSet.objects.filter(agency=agency)
    assert set(sets.filter(year=2025).values_list("state", flat=True)) == {"CLOSED"}
    assert set(sets.filter(year=2026).values_list("state", flat=True)) == {"IN_FORCE"}

    reports = list(Report.objects.filter(agency=agency).select_related("unit", "agency"))
    late = {(one.period, one.unit.code) for one in reports if one.is_late}
    assert late == {("2025-H1", "BCVT"), ("2026-H1", "CNTT")}
    assert {one.state for one in reports} == {"TAKEN", "RETURNED"}

    words = {
        line.verdict
        for one in reports
        for line in lines_to_send(one, period=reporting_period(agency.pk, one.period), on=TODAY)
    }
    assert words >= {Verdict.ACHIEVED, Verdict.MISSED, Verdict.EXPECTED, Verdict.EXPECTED_MISS}
    assert Assignment.objects.filter(agency=agency, origin_type="planning.objective").exists()


def test_a_unit_that_sent_nothing_is_due_soon_before_the_day_and_overdue_after_it(agency):
    press = Unit.objects.get(agency=agency, code="TTBCXB")

    def word(on):
        return next(
            one.standing
            for one in standings_of(agency, on=on, codes={"objectives.half"})
            if one.unit_id == press.pk and one.period.startswith("2026")
        )

    assert (word(date(2026, 6, 5)), word(date(2026, 6, 9)), word(date(2026, 6, 12))) == (
        "DUE_SOON",
        "DUE_SOON",
        "OVERDUE",
    )
