"""Who gets which answer from the pages of results."""

from datetime import date

import pytest

from sotay.agency.models import Seat
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ReportFactory, ResultFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def of_a_unit(agency):
    """Return the parts of the address of a unit's report form; the unit has a set in force."""
    one = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, in_force=True)).set
    return {"period": "2026-H1", "unit": one.unit.slug}


def of_the_agency(agency):
    ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=None, in_force=True))
    return {"period": "2026-H1", "unit": "co-quan"}


def a_draft(agency):
    report = ReportFactory(agency=agency)
    one = ObjectiveSetFactory(agency=agency, unit=report.unit, in_force=True)
    ResultFactory(report=report, objective=ObjectiveFactory(set=one))
    person(agency, Seat.Role.COMMITTEE_HEAD)
    return {"slug": report.slug}


def sent(agency):
    return {"slug": ReportFactory(agency=agency, sent=True).slug}


def taken(agency):
    return {"slug": ReportFactory(agency=agency, taken=True).slug}


def half(_agency):
    return {"period": "2026-H1"}


def a_choice(agency):
    unit = UnitFactory(agency=agency, started_date=date(2020, 1, 1))
    person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    return {"unit": unit.slug}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200}
TABLE = [
    Row("get", "planning:result_board", READ, guest=200),
    Row("get", "planning:period_report", READ, kwargs=half, guest=200),
    Row("get", "planning:report_detail", READ, kwargs=a_draft),
    Row("get", "planning:report_detail", READ, kwargs=sent, guest=200),
    # Whoever may not write is led to where the report is read; the head of another unit too.
    Row("get", "planning:report_write", {OFFICIAL: 302, UNIT_HEAD: 302, HEAD: 302, SECRETARY: 200}, kwargs=of_a_unit),
    Row(
        "get", "planning:report_write", {OFFICIAL: 302, UNIT_HEAD: 302, HEAD: 200, SECRETARY: 200}, kwargs=of_the_agency
    ),
    Row("post", "planning:report_write", {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 302}, kwargs=of_a_unit),
    Row("post", "planning:report_write", {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 302}, kwargs=of_the_agency),
    Row("get", "planning:report_send", {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 200}, kwargs=a_draft),
    Row(
        "post",
        "planning:report_send",
        {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 302},
        kwargs=a_draft,
        data=lambda _agency: {"version": "1"},
    ),
    Row("get", "planning:report_open", {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 200}, kwargs=taken),
    Row("post", "planning:report_open", {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 422}, kwargs=taken),
    Row(
        "post",
        "planning:report_remind",
        {OFFICIAL: 403, UNIT_HEAD: 403, HEAD: 403, SECRETARY: 302},
        kwargs=half,
        data=a_choice,
    ),
]
test_who_gets_what = answers(TABLE)
