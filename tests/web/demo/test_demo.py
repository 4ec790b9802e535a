"""The demonstration agency is built once, by the commands people use, and never beside a real one."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat, Unit, User
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.journal.queries import verify_chain
from sotay.manual.models import Statement
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.models import Standing, Word
from tests.factories.agency import AgencyFactory

pytestmark = pytest.mark.django_db


QUIRKY = Path(__file__).parents[2] / "cases" / "manual_with_quirks.txt"


@pytest.fixture
def demo(settings, tmp_path):
    settings.SOTAY_VAR = tmp_path
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_it_holds_five_units_and_an_account_for_every_seat(demo, tmp_path):
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
    assert "thu-ky" in (tmp_path / "demo-accounts.txt").read_text(encoding="utf-8")


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


def test_a_second_time_changes_nothing(demo, settings):
    before = Seat.objects.count()
    call_command("demo", stdout=StringIO())
    assert Seat.objects.count() == before
    assert Agency.objects.count() == 1


def test_it_is_refused_where_a_real_agency_is():
    AgencyFactory()
    with pytest.raises(Refused) as refusal:
        call_command("demo", stdout=StringIO())
    assert refusal.value.codes == ("real_agencies",)


def test_a_year_gone_by_can_be_shown(settings, tmp_path):
    settings.SOTAY_VAR = tmp_path
    call_command("demo", "--year", str(today().year - 1), stdout=StringIO())
    assert Agency.objects.get().is_demo


def test_the_agencys_own_manual_takes_the_place_of_the_sample(demo):
    for _time in range(2):
        out = StringIO()
        call_command("import", "manual", str(QUIRKY), "--agency", "STTTT", "--json", stdout=out)
    told = json.loads(out.getvalue())

    assert (told["created"], told["updated"], told["errors"]) == (0, 0, [])
    assert told["unchanged"] > 28
    assert told["flagged"]
    assert not Statement.objects.filter(is_sample=True).exclude(text="").exists()
    assert edits_waiting() == 1
