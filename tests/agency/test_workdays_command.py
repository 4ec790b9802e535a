"""`sotay workdays`: the day a term ends."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from sotay.agency.management.commands.workdays import Command
from sotay.agency.models import CalendarDay
from tests.factories.agency import AgencyFactory


def answer(*words):
    """Return what the command prints, and what it says beside."""
    out, err = io.StringIO(), io.StringIO()
    call_command("workdays", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2026-02-12 3", "2026-02-24"),
        ("12/02/2026 3", "2026-02-24"),
        ("2026-02-06 10 --unit calendar", "2026-02-23"),
        ("2025-11-30 3 --unit months", "2026-03-02"),
        ("2026-11-20 0 --received 15:01 --cutoff 15:00", "2026-11-23"),
        ("2026-11-20 0 --received 9:30 --cutoff 15:00", "2026-11-20"),
    ],
)
def test_the_due_day_is_printed_without_a_database(words, due):
    assert answer(*words.split()) == (f"{due}\n", "")


def test_a_year_without_a_published_calendar_is_told_beside_the_answer():
    out, err = answer("2026-11-30", "3", "--unit", "months")
    assert out == "2027-03-01\n"
    assert "2027 chưa công bố" in err
    assert "2026" not in err


def test_years_in_a_row_are_told_in_one_line():
    _out, err = answer("2018-12-28", "240", "--unit", "months")
    assert [line.split(" chưa")[0] for line in err.splitlines()] == [
        "Lịch làm việc năm 2018",
        "Lịch làm việc năm 2027–2038",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Gọi sai lệnh"),
        ("2026-02-12", "Gọi sai lệnh"),
        ("2026-02-12 3 --unit weeks", "Gọi sai lệnh"),
        ("2026-02-30 3", "không có trong lịch"),
        ("hôm-nay 3", "Không đọc được ngày"),
        ("2026-02-12 ba", "số nguyên không âm"),
        ("2026-02-12 1.5", "số nguyên không âm"),
        ("2026-02-12 3 --received 15:00", "đi cùng nhau"),
        ("2026-02-12 3 --received 25:00 --cutoff 15:00", "HH:MM"),
        ("2026-02-12 99999", "quá dài"),
        ("2026-02-12 1201 --unit months", "quá dài"),
        ("9999-12-31 3", "quá dài"),
        ("9999-12-31 3 --unit calendar", "quá dài"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(words, said):
    with pytest.raises(CommandError, match=said) as refusal:
        Command().run_from_argv(["sotay", "workdays", "--traceback", *words.split()])
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)


@pytest.mark.django_db
def test_an_agency_counts_by_its_own_calendar():
    agency = AgencyFactory(short_name="stttt-qnam", letter_code="STTTT")
    CalendarDay.objects.create(agency=agency, date=date(2026, 2, 24), kind="HOLIDAY", name="Ngày riêng")
    assert answer("2026-02-12", "3", "--agency", "stttt-qnam")[0] == "2026-02-25\n"
    assert answer("2026-02-12", "3", "--agency", "STTTT")[0] == "2026-02-25\n"


@pytest.mark.django_db
def test_a_letter_code_that_two_agencies_have_is_refused_with_their_short_names():
    AgencyFactory(short_name="stttt-qnam", letter_code="STTTT")
    AgencyFactory(short_name="stttt-dnang", letter_code="STTTT")
    with pytest.raises(CommandError, match="stttt-dnang, stttt-qnam") as refusal:
        answer("2026-02-12", "3", "--agency", "STTTT")
    assert refusal.value.returncode == 1


@pytest.mark.django_db
def test_an_unknown_agency_is_refused():
    with pytest.raises(CommandError, match="Không có cơ quan") as refusal:
        answer("2026-02-12", "3", "--agency", "KHONGCO")
    assert refusal.value.returncode == 1
