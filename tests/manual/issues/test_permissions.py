"""Who gets what from every address of the manual as a document."""

from datetime import date

from sotay.agency.clock import today
from sotay.manual.issues.commands import issue_manual
from sotay.organisation.decisions.queries import NewDecision
from tests.conftest import person
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.manual import ManualFactory, StatementFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

PAPER = {"number": "9/QĐ-STN", "signer_name": "Trần Văn Bình"}


def a_manual(agency):
    UnitFactory(agency=agency)
    SeatFactory(agency=agency, role=HEAD, from_date=date(2026, 1, 1))
    StatementFactory(manual=ManualFactory(agency=agency, issued=True))
    return {}


def an_issue(agency):
    UnitFactory(agency=agency)
    SeatFactory(agency=agency, role=HEAD, from_date=date(2026, 1, 1))
    statement = StatementFactory(manual=ManualFactory(agency=agency, issued=True))
    decision = NewDecision(date=date(2026, 2, 1), **PAPER)
    secretary = person(agency, SECRETARY, on=today())
    return {"uuid": issue_manual(statement.manual, actor=secretary, version=1, decision=decision, on=today()).uuid}


TABLE = [
    Row("get", "manual:manual_issue", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}, kwargs=a_manual),
    Row(
        "post",
        "manual:manual_issue",
        {OFFICIAL: 403, SECRETARY: 302},
        kwargs=a_manual,
        data=lambda _agency: {**PAPER, "date": "01/02/2026", "version": 1},
    ),
    Row("get", "manual:manual_changes", {OFFICIAL: 200, SECRETARY: 200}, kwargs=an_issue, guest=200),
]
test_who_gets_what = answers(TABLE)
