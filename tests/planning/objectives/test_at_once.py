"""Two people at one set at once: it is approved once, and becomes work once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from sotay.agency.models import Seat
from sotay.approvals.commands import approve
from sotay.approvals.models import Approval
from sotay.commands import Refused, Stale
from sotay.journal.models import Entry
from sotay.planning.models import ObjectiveSet
from sotay.planning.objectives.commands import revise_set, submit_set
from sotay.work.models import Assignment
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory


def at_once(*acts):
    """Run the acts at the same moment; return for each whether it was done."""
    start = Barrier(len(acts))

    def alone(act):
        start.wait()
        try:
            act()
        except (Refused, Stale):
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(alone, acts))


def test_two_people_approving_at_once_approve_once(fresh_database, monkeypatch):
    monkeypatch.setattr("sotay.planning.objectives.commands.today", lambda: TODAY)
    agency = AgencyFactory()
    secretary = person(agency, Seat.Role.SECRETARY)
    heads = [person(agency, Seat.Role.HEAD), person(agency, Seat.Role.HEAD)]
    one = ObjectiveSetFactory(agency=agency)
    PlanLineFactory(objective=ObjectiveFactory(set=one))
    approval = submit_set(one, actor=secretary, version=1, on=TODAY)

    def press(head):
        approve(Approval.objects.get(pk=approval.pk), actor=head, version=approval.version, on=TODAY)

    done = at_once(lambda: press(heads[0]), lambda: press(heads[1]))

    assert done == [False, True]
    assert Entry.objects.filter(action="planning.set.in_force").count() == 1
    assert Assignment.objects.count() == 1


def test_two_people_revising_at_once_make_one_revision(fresh_database):
    agency = AgencyFactory()
    one = ObjectiveSetFactory(agency=agency, in_force=True)
    people = [person(agency, Seat.Role.SECRETARY), person(agency, Seat.Role.QMR)]

    done = at_once(*[lambda actor=actor: revise_set(one, actor=actor, version=1, reason="Vì") for actor in people])

    assert done == [False, True]
    assert ObjectiveSet.objects.count() == 2
