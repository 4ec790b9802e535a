"""An audit underway with its leader, an auditor, and the unit that is audited."""

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.models import AuditMember
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.findings import AuditFactory, MemberFactory, VisitFactory


@pytest.fixture
def audit(agency):
    return AuditFactory(agency=agency)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def visit(audit, unit):
    return VisitFactory(audit=audit, unit=unit)


@pytest.fixture
def lead(agency, audit):
    """The leader of the team, an official otherwise."""
    actor = person(agency, Seat.Role.OFFICIAL)
    MemberFactory(audit=audit, user=actor.user)
    return actor


@pytest.fixture
def auditor(agency, audit):
    """An auditor of the team."""
    actor = person(agency, Seat.Role.OFFICIAL)
    MemberFactory(audit=audit, user=actor.user, part=AuditMember.Part.AUDITOR)
    return actor


@pytest.fixture
def unit_head(agency, unit):
    """The head of the audited unit."""
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)
