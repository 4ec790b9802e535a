"""Rounds an overseer carries out: entered, finished, opened again; shares; obligation 31 met, gap, edges."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import Refused
from sotay.evaluation.inspections.rounds import commands
from sotay.evaluation.inspections.rounds.rates import Rates, rates_of, together
from sotay.standard.standings.judging import standings_of
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.inspections import InspectionRoundFactory

pytestmark = pytest.mark.django_db
CODE = "inspection.yearly"
CASES = Path(__file__).resolve().parents[2] / "cases" / "inspections.json"


@pytest.fixture
def agency(db):
    return AgencyFactory(kind="OVERSEER", in_use_from_date=date(2020, 1, 1))


def entered(agency, actor, **more):
    values = {"title": "Đợt 1", "from_date": date(2026, 3, 2), "bodies": 60, "by_file": 40, "on_site": None} | more
    return commands.add_round(agency, actor=actor, on=TODAY, **values)


def codes(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def line(agency, on=TODAY):
    (one,) = [one for one in standings_of(agency, on=on, codes={CODE}) if one.period == str(on.year)]
    return one


def finished(agency, day=date(2026, 5, 4), **counts):
    return InspectionRoundFactory(agency=agency, finished_date=day, **counts)


def test_the_published_figures_of_a_province_come_out():
    (case,) = [one for one in json.loads(CASES.read_text("utf-8"))["items"] if one["id"] == "HY-2022"]

    checked = Rates(
        bodies=case["scope_units"], by_file=case["units_checked"], on_site=0, announced=case["units_declared"]
    )
    assert checked.share == checked.announced_share == Decimal(str(case["computed"]["rate"])) == Decimal("100.0")


def test_two_rounds_of_a_year_add_up_to_all_bodies(agency):
    first = finished(agency, by_file=30, on_site=10)
    second = finished(agency, by_file=10, on_site=10, from_date=date(2026, 4, 1), announced=58)

    year = together([first, second])
    assert (year.bodies, year.checked, year.on_site, year.announced) == (60, 60, 20, 58)
    assert (year.share, year.site_share, year.announced_share) == (Decimal("100.0"), Decimal("33.3"), Decimal("96.7"))
    assert rates_of(first).share == Decimal("66.7")
    assert year.enough_on_site
    assert not Rates(60, 41, 19).enough_on_site
    assert Rates(61, 0, 0).site_needed == 21


def test_a_round_is_entered_changed_finished_and_opened_again(agency):
    secretary = person(agency, "SECRETARY")
    one = entered(agency, secretary)
    assert (one.year, one.by_file, one.on_site) == (2026, 40, 0)

    one = commands.change_round(
        one,
        actor=secretary,
        version=1,
        on=TODAY,
        title="Đợt 1",
        from_date=one.from_date,
        bodies=60,
        by_file=40,
        on_site=20,
    )
    assert codes(commands.finish_round, one, actor=secretary, version=2, on=TODAY, finished_date=date(2026, 6, 13)) == (
        "finished_later",
    )
    one = commands.finish_round(one, actor=secretary, version=2, on=TODAY, finished_date=TODAY)
    assert codes(
        commands.change_round, one, actor=secretary, version=3, on=TODAY, from_date=one.from_date, title="Đợt một"
    ) == ("finished",)
    assert codes(commands.reopen_round, one, actor=secretary, version=3, reason="") == ("reason_missing",)
    assert commands.reopen_round(one, actor=secretary, version=3, reason="Sửa số").finished_date is None


def test_rounds_are_refused_and_denied(agency):
    secretary = person(agency, "SECRETARY")
    assert codes(entered, agency, secretary, by_file=61) == ("more_than_all",)
    assert codes(entered, agency, secretary, bodies=0, by_file=0) == ("bodies_missing",)
    assert codes(entered, agency, secretary, announced=61) == ("announced_more",)
    entered(agency, secretary)
    assert codes(entered, agency, secretary, by_file=21) == ("more_than_all_in_year",)
    assert entered(agency, secretary, by_file=21, from_date=date(2025, 3, 3)).year == 2025
    nothing = InspectionRoundFactory(agency=agency)
    assert codes(commands.finish_round, nothing, actor=secretary, version=1, on=TODAY, finished_date=TODAY) == (
        "nothing_checked",
    )
    with pytest.raises(PermissionDenied):
        entered(agency, person(agency, "HEAD"))
    received = AgencyFactory(kind="SPECIALISED")
    with pytest.raises(PermissionDenied):
        entered(received, person(received, "SECRETARY"))


def test_the_obligation_is_met_with_the_round_that_completes_it(agency):
    finished(agency, date(2026, 4, 1), by_file=30, on_site=10)
    assert line(agency).why == "Mới kiểm tra 40 trên 60 cơ quan; tại trụ sở 10, cần ít nhất 20."

    finished(agency, date(2026, 6, 1), by_file=10, on_site=10)
    met = line(agency)
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 1))
    assert line(agency, on=date(2026, 5, 31)).standing == "OPEN"


def test_gaps_say_which(agency):
    assert line(agency).why == "Chưa có đợt kiểm tra nào kết thúc trong năm."
    one = finished(agency, by_file=50, on_site=10)
    assert line(agency).why == "Mới kiểm tra tại trụ sở 10 cơ quan, cần ít nhất 20 trên 60."
    one.by_file, one.on_site = 30, 20
    one.save()
    assert line(agency).why == "Mới kiểm tra 50 trên 60 cơ quan."


def test_a_third_is_counted_in_whole_bodies(agency):
    one = finished(agency, bodies=61, by_file=41, on_site=20)
    assert line(agency).standing == "OPEN"
    one.by_file, one.on_site = 40, 21
    one.save()
    assert line(agency).standing == "MET"


def test_the_due_day_and_the_year_of_a_round(agency):
    finished(agency, date(2025, 12, 31), year=2025, by_file=40, on_site=20)

    assert line(agency, on=date(2025, 12, 31)).standing == "MET"
    assert line(agency, on=date(2026, 12, 31)).standing == "DUE_SOON"


def test_it_is_not_owed_by_an_agency_that_inspects_nobody():
    agency = AgencyFactory(kind="SPECIALISED", in_use_from_date=date(2020, 1, 1))

    assert line(agency).standing == "NOT_APPLICABLE"
