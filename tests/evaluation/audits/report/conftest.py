"""An audit whose closing meeting was held, with its leader and those who approve its report."""

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.audits.report import commands
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory, VisitFactory

TEXTS = {"effectiveness": "Hệ thống có hiệu lực", "conclusion": "Phù hợp tiêu chuẩn"}


@pytest.fixture
def audit(agency):
    return AuditFactory(agency=agency, met=True)


@pytest.fixture
def lead(agency, audit):
    actor = person(agency, Seat.Role.OFFICIAL)
    MemberFactory(audit=audit, user=actor.user)
    return actor


@pytest.fixture
def committee_head(agency):
    return person(agency, Seat.Role.COMMITTEE_HEAD)


@pytest.fixture
def found(agency, audit):
    """Two units: at the first two nonconformities and a note, at the second a note; one more was dropped."""
    first, second = UnitFactory(agency=agency, order=1), UnitFactory(agency=agency, order=2)
    visits = {unit: VisitFactory(audit=audit, unit=unit) for unit in (first, second)}
    told = [(first, "NONCONFORMITY", "8.5.1"), (first, "NONCONFORMITY", "7.5.3"), (first, "NOTE", "8.5.1")]
    told += [(second, "NOTE", "")]
    made = [
        FindingFactory(audit=audit, unit=unit, visit=visits[unit], grade=grade, clause=clause, number=number)
        for number, (unit, grade, clause) in enumerate(told, start=1)
    ]
    FindingFactory(audit=audit, unit=second, visit=visits[second], number=5, dropped=True)
    return made


@pytest.fixture
def written(audit, lead):
    """The report with its texts."""
    return commands.write_report(audit, actor=lead, **TEXTS)


@pytest.fixture
def submitted(found, written, lead, committee_head):
    """The round of its approval."""
    return commands.submit_report(written, actor=lead, version=1, on=TODAY)
