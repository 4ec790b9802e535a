"""A small cast for the plan of an audit: three units, a secretary, who approves, three auditors of other units."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.audits.plan.commands import add_visit, begin_audit, set_team
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.evaluation import AuditorFactory

FIRST, LAST = date(2026, 6, 22), date(2026, 6, 26)


def at(hour, *, day=22):
    """Return an hour of a day in June, by Vietnam's clock."""
    return datetime(2026, 6, day, hour - 7, tzinfo=UTC)


def cast_of(agency):
    """Return who plays: three units each with an auditor, a secretary, who approves."""
    units = [UnitFactory(agency=agency, order=number) for number in range(3)]
    auditors = [person(agency, Seat.Role.OFFICIAL, unit=unit) for unit in units]
    for number, one in enumerate(auditors):
        AuditorFactory(agency=agency, user=one.user, can_lead=number == 0)
    return SimpleNamespace(
        agency=agency,
        units=units,
        auditors=auditors,
        secretary=person(agency, Seat.Role.SECRETARY),
        chair=person(agency, Seat.Role.COMMITTEE_HEAD),
        unit_head=person(agency, Seat.Role.UNIT_HEAD, unit=units[1]),
    )


@pytest.fixture
def cast(agency):
    """The cast in an agency."""
    return cast_of(agency)


def begun(cast, **values):
    """Return an audit with its team: the first leads, the others audit."""
    values = {"from_date": FIRST, "to_date": LAST} | values
    audit = begin_audit(cast.agency, actor=cast.secretary, on=TODAY, **values)
    lead, *others = (one.user for one in cast.auditors)
    return set_team(audit, actor=cast.secretary, version=audit.version, on=TODAY, lead=lead, auditors=others)


def visited(cast, audit, number=1, **values):
    """Return a visit of one unit by the auditor of the first, unless told otherwise."""
    values = {"starts_at": at(8), "ends_at": at(11), "auditors": [cast.auditors[0].user]} | values
    return add_visit(audit, actor=cast.secretary, unit=cast.units[number], **values)
