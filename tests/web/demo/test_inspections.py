"""Inspections in the demonstration agency: every state that can be looked at, one that waits for its report."""

from datetime import date

import pytest

from sotay.evaluation.models import Inspection
from sotay.standard.standings.judging import standings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(built, db):
    return built


def test_one_is_closed_one_waits_for_its_report_and_one_is_announced(agency):
    rows = Inspection.objects.filter(agency=agency)

    assert set(rows.values_list("state", flat=True)) == {"CLOSED", "MINUTES", "ANNOUNCED"}
    waits = rows.get(state="MINUTES")
    assert waits.findings.count() == 2
    assert waits.lines.count() == 13


def test_the_report_is_owed_by_its_day(agency):
    waits = Inspection.objects.get(agency=agency, state="MINUTES")
    (line,) = standings_of(agency, on=waits.fixes_due_date, codes={"inspection.fixes"})

    assert (line.standing, line.subject_uuid) == ("DUE_SOON", waits.uuid)
    assert line.due >= date(waits.minutes_date.year, 7, 1)
