"""Numbers of objectives: how many, and what was last reported of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.standard.catalogue.periods import Period
from sotay.standard.registry.facts import Asked, numbers
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ReportFactory, ResultFactory

pytestmark = pytest.mark.django_db
YEAR_2026 = Period("year", 2026)


def asked(*agencies, on=date(2026, 12, 31)):
    return Asked(tuple(agency.pk for agency in agencies), YEAR_2026, on)


def told(agency, on=date(2026, 12, 31)):
    """Return the numbers of the agency as a whole."""
    words = ("total", "achieved", "expected", "missed", "expected_miss")
    return {word: numbers(f"objectives.{word}", asked(agency, on=on))[agency.pk, None].value for word in words}


def report(agency, unit, **more):
    return ReportFactory(agency=agency, unit=unit, **more)


def test_every_objective_that_holds_counts_and_what_was_sent_says_how_it_went(agency, unit, goals):
    half = report(agency, unit, sent=True)
    ResultFactory(report=half, objective=goals.share, value=Decimal(90))
    ResultFactory(report=half, objective=goals.day, value=None, done_date=date(2026, 5, 1))
    ResultFactory(report=half, objective=goals.never, value=Decimal(0))

    assert told(agency) == {"total": 3, "achieved": 1, "expected": 1, "missed": 0, "expected_miss": 1}
    unit_s = numbers("objectives.total", asked(agency))[agency.pk, unit.pk]
    assert (unit_s.value, unit_s.link) == (3, "planning:objective_list")


def test_the_latest_report_counts_and_none_from_after_the_day(agency, unit, goals):
    ResultFactory(report=report(agency, unit, taken=True), objective=goals.share, value=Decimal(99))
    year = report(agency, unit, period="2026-Y", state="SENT", sent_date=date(2026, 11, 9), due_date=date(2026, 11, 9))
    ResultFactory(report=year, objective=goals.share, value=Decimal(90))

    assert (told(agency)["expected"], told(agency)["expected_miss"]) == (0, 1)
    before = told(agency, on=date(2026, 7, 1))
    assert (before["expected"], before["expected_miss"]) == (1, 0)


def test_what_is_not_sent_says_nothing(agency, unit, goals):
    ResultFactory(report=report(agency, unit), objective=goals.share)

    assert told(agency) == {"total": 3, "achieved": 0, "expected": 0, "missed": 0, "expected_miss": 0}


def test_final_figures_are_achieved_or_missed(agency, unit, goals):
    january = date(2027, 1, 10)
    final = report(agency, unit, period="2026-F", state="SENT", sent_date=january, due_date=january)
    ResultFactory(report=final, objective=goals.share, value=Decimal(99))
    ResultFactory(report=final, objective=goals.never, value=Decimal(1))

    assert told(agency, on=january) == {"total": 3, "achieved": 1, "expected": 0, "missed": 1, "expected_miss": 0}


def test_thirty_agencies_take_as_many_queries_as_one(agency, unit, goals):
    def queries(*agencies):
        with CaptureQueriesContext(connection) as seen:
            numbers("objectives.missed", asked(*agencies))
        return len(seen)

    ResultFactory(report=report(agency, unit, sent=True), objective=goals.share)
    one = queries(agency)
    others = [AgencyFactory() for _ in range(29)]
    for other in others:
        there = UnitFactory(agency=other)
        objective = ObjectiveFactory(set=ObjectiveSetFactory(agency=other, unit=there, in_force=True))
        ResultFactory(report=report(other, there, sent=True), objective=objective)
    assert queries(agency, *others) == one
