"""Two people at one report at once: a unit is reminded once."""

from datetime import date

from sotay.agency.models import Seat
from sotay.journal.models import Entry
from sotay.planning.results.commands import remind_of_reports
from sotay.work.notices.models import Notice
from tests.conftest import person
from tests.factories.agency import AgencyFactory
from tests.factories.planning import ObjectiveFactory
from tests.planning.objectives.test_at_once import at_once

JUNE_12 = date(2026, 6, 12)


def test_two_people_reminding_at_once_remind_once(fresh_database):
    agency = AgencyFactory()
    unit = ObjectiveFactory(set__agency=agency, set__in_force=True).set.unit
    people = [person(agency, Seat.Role.SECRETARY), person(agency, Seat.Role.QMR)]
    person(agency, Seat.Role.UNIT_HEAD, unit=unit)

    def remind(actor):
        remind_of_reports(agency, actor=actor, period="2026-H1", units=[unit], on=JUNE_12)

    done = at_once(*[lambda actor=actor: remind(actor) for actor in people])

    assert done == [False, True]
    assert Notice.objects.count() == 1
    assert Entry.objects.filter(action="planning.report.reminded").count() == 1
