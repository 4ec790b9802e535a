"""The demonstration agency is built once, by the commands people use, and never beside a real one."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat, Unit, User
from sotay.approvals.models import Approval
from sotay.journal.queries import verify_chain
from sotay.manual.models import Amendment, Statement
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.models import Standing, Word
from tests.demonstration import copied_database, demonstration

pytestmark = pytest.mark.django_db


QUIRKY = Path(__file__).parents[2] / "cases" / "manual_with_quirks.txt"


@pytest.fixture(scope="module")
def installed(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of an installation in which `sotay demo` was called."""
    folder = tmp_path_factory.mktemp("installation")
    with copied_database(django_db_blocker, demonstration(django_db_blocker)), django_db_blocker.unblock():
        with override_settings(SOTAY_VAR=folder):
            call_command("demo", stdout=StringIO())
        yield folder


@pytest.fixture
def demo(installed, settings, db):
    settings.SOTAY_VAR = installed
    return installed


def test_it_holds_five_units_and_an_account_for_every_seat(demo):
    agency = Agency.objects.get(short_name="stttt")

    assert Unit.objects.filter(agency=agency).count() == 5
    roles = set(Seat.objects.filter(agency=agency).values_list("role", flat=True))
    assert {
        "HEAD",
        "DEPUTY_HEAD",
        "COMMITTEE_HEAD",
        "COMMITTEE_MEMBER",
        "SECRETARY",
        "TEAM_MEMBER",
        "UNIT_HEAD",
        "AUDITOR",
        "ONE_STOP",
        "CLERK",
        "OFFICIAL",
        "ADMINISTRATOR",
    } <= roles
    assert User.objects.get(username="thu-ky").check_password("Sotay@2026")
    assert "thu-ky" in (demo / "demo-accounts.txt").read_text(encoding="utf-8")


def edits_waiting():
    """Return how many rounds over edits of the manual are open."""
    return Approval.objects.filter(state=Approval.State.OPEN, purpose__startswith="manual.").count()


def test_every_statement_stands_and_something_waits_for_approval(demo):
    assert Statement.objects.filter(part="CLAUSE").exclude(text="").count() == 28
    assert edits_waiting() == 1


def test_its_journal_is_whole_and_its_standings_are_various(demo):
    agency = Agency.objects.get(short_name="stttt")

    assert verify_chain(agency).broken_at is None
    words = set(Standing.objects.filter(agency=agency).values_list("standing", flat=True))
    assert {Word.MET, Word.NOT_CHECKED, Word.NOT_APPLICABLE} <= words
    if agency.in_use_from_date + timedelta(days=60) < today():  # later than the first days of a year
        assert {Word.OVERDUE, Word.DUE_SOON} <= words
    year_before = {line.standing for line in standings_of(agency, on=date(today().year - 1, 12, 31))}
    assert {Word.OPEN, Word.NOT_ARISEN} <= year_before


def test_a_second_time_changes_nothing(demo):
    before = Seat.objects.count()
    call_command("demo", stdout=StringIO())
    assert Seat.objects.count() == before
    assert Agency.objects.count() == 1


def test_the_agencys_own_manual_comes_as_an_amendment_over_the_manual_that_was_issued(demo):
    before = Amendment.objects.count()
    for _time in range(2):
        out = StringIO()
        call_command("import", "manual", str(QUIRKY), "--agency", "STTTT", "--json", stdout=out)
    told = json.loads(out.getvalue())

    assert (told["created"], told["updated"], told["errors"]) == (0, 0, [])
    assert told["unchanged"] > 28
    assert told["flagged"]
    assert Statement.objects.filter(is_sample=True).exclude(text="").exists(), (
        "what was issued stands until that is approved"
    )
    assert (Amendment.objects.count(), edits_waiting()) == (before + 1, 1)
