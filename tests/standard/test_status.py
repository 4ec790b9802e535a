"""`sotay status`: every obligation with standing, due date, reason and link, for people and for machines."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from sotay.agency.models import Seat
from sotay.standard.models import Standing
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db

KEYS = ["number", "code", "clause", "unit", "period", "standing", "due", "reason", "link"]
WORDS = {"met", "due_soon", "overdue", "open", "not_arisen", "not_applicable", "not_checked"}


def status(capsys, *words):
    call_command("status", *words)
    return capsys.readouterr().out


@pytest.fixture
def agency(db):
    """An agency that began this spring, with a unit that has a head."""
    agency = AgencyFactory(letter_code="STTTT", short_name="stttt-qnam", in_use_from_date=date(2026, 3, 1))
    unit = UnitFactory(agency=agency, code="VP")
    SeatFactory(agency=agency, role=Seat.Role.UNIT_HEAD, unit=unit, from_date=date(2026, 4, 1))
    return agency


def test_machines_get_every_obligation_with_the_agreed_keys(agency, capsys):
    answer = json.loads(status(capsys, "--agency", "stttt-qnam", "--on", "2026-06-30", "--json"))

    assert (answer["agency"], answer["on"]) == ("stttt-qnam", "2026-06-30")
    lines = answer["obligations"]
    assert all(list(line) == KEYS for line in lines)
    assert {line["number"] for line in lines} == {None, *range(1, 53)}
    assert {line["standing"] for line in lines} <= WORDS
    assert all(line["reason"] and line["link"].startswith("/stttt-qnam/") for line in lines)
    of_unit = next(line for line in lines if line["code"] == "own.unit_heads")
    assert (of_unit["unit"], of_unit["standing"], of_unit["number"], of_unit["period"]) == ("VP", "met", None, None)
    audit = next(line for line in lines if line["number"] == 11)
    assert (audit["code"], audit["clause"], audit["unit"], audit["period"], audit["due"]) == (
        "audit.yearly",
        "9.2",
        None,
        "2026",
        "2026-09-30",
    )


def test_the_day_asked_about_decides(agency, capsys):
    def heads(day):
        lines = json.loads(status(capsys, "--agency", "stttt-qnam", "--on", day, "--json"))["obligations"]
        return next(line["standing"] for line in lines if line["code"] == "own.unit_heads")

    assert heads("2026-03-31") == "due_soon"
    assert heads("2026-04-01") == "met"


def test_it_is_computed_and_never_read_from_the_table(agency, capsys):
    Standing.objects.create(
        agency=agency, obligation="own.unit_heads", standing="OPEN", judged_for_date=date(2026, 6, 30)
    )
    lines = json.loads(status(capsys, "--agency", "stttt-qnam", "--on", "2026-06-30", "--json"))["obligations"]

    assert "open" not in {line["standing"] for line in lines if line["code"] == "own.unit_heads"}


def test_an_obligation_page_a_link_leads_to_exists(agency, capsys):
    lines = json.loads(status(capsys, "--agency", "STTTT", "--json"))["obligations"]

    for link in {line["link"] for line in lines}:
        assert Client().get(link).status_code == 302, link


@pytest.mark.usefixtures("audits_not_judged")
def test_people_read_words_and_dates(agency, capsys):
    shown = status(capsys, "--agency", "STTTT", "--on", "30/06/2026")

    assert "ngày 30/06/2026" in shown
    assert "11 Đánh giá nội bộ hằng năm (Năm 2026): Chưa kiểm tra tự động, hạn 30/09/2026.\n" in shown
    assert not any(line.lower().count("chưa kiểm tra tự động") > 1 for line in shown.splitlines())
    assert " – Mỗi đơn vị có người đứng đầu (VP): Đã thực hiện, hạn 31/03/2026." in shown


def test_the_letter_code_serves_while_one_agency_has_it(agency, capsys):
    AgencyFactory(letter_code="STTTT")

    with pytest.raises(CommandError) as refusal:
        call_command("status", "--agency", "STTTT")
    assert "stttt-qnam" in str(refusal.value)
    assert status(capsys, "--agency", "stttt-qnam")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--agency", "no-such"], 1),
        (["--agency", "stttt-qnam", "--on", "hôm qua"], 2),
        (["--agency", "stttt-qnam", "--on", "0001-01-01"], 2),
        ([], 2),
        (["--agency"], 2),
    ],
)
def test_wrong_calls_say_so(agency, words, code):
    with pytest.raises(CommandError) as refusal:
        call_command("status", *words)

    assert refusal.value.returncode == code


@pytest.mark.parametrize("day", ["1900-01-01", "2024-02-29", "2199-12-31", "9900-12-31"])
def test_any_day_of_a_calendar_can_be_asked_about(agency, capsys, day):
    lines = json.loads(status(capsys, "--agency", "stttt-qnam", "--on", day, "--json"))["obligations"]

    assert {line["number"] for line in lines} == {None, *range(1, 53)}
