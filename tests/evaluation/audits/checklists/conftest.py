"""A visit, its auditor, the leader of the team, and somebody of the unit audited."""

from datetime import date

import pytest

from sotay.agency.actor import actor_of
from sotay.evaluation.models import AuditMember
from tests.factories.checklists import LineFactory, VisitFactory, seated

TODAY = date(2026, 6, 12)


def acting(user, agency):
    """Return a person as acting in the agency."""
    return actor_of(user, agency=agency, on=TODAY)


@pytest.fixture
def auditor(agency):
    """Who audits at the visit."""
    return acting(seated(agency), agency)


@pytest.fixture
def lead(agency):
    """Who leads the team."""
    return acting(seated(agency), agency)


@pytest.fixture
def visit(agency, auditor, lead):
    """A visit that is being held, without questions."""
    one = VisitFactory(audit__agency=agency, by=auditor.user, lead=lead.user, clauses=["7.5"])
    AuditMember.objects.create(agency=agency, audit=one.audit, user=auditor.user)
    return one


@pytest.fixture
def line(visit):
    """A question of the visit."""
    return LineFactory(visit=visit)
