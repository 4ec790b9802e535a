"""Two tabs and eight clicks at once: one audit a number, one approval, one closing meeting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from django.db import connections

from sotay.approvals.commands import approve
from sotay.approvals.models import Approval
from sotay.commands import Refused, Stale
from sotay.evaluation.audits.plan.commands import (
    begin_audit,
    cancel_audit,
    hold_closing_meeting,
    start_audit,
    submit_plan,
)
from sotay.evaluation.audits.plan.visits.commands import propose_visits
from sotay.evaluation.models import Audit, Visit
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.evaluation.audits.plan.conftest import FIRST, LAST, begun, cast_of, visited
from tests.factories.agency import AgencyFactory

EIGHT = 8


def at_once(*acts):
    """Run the acts at the same moment; return how many were done."""
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
        return sum(pool.map(alone, acts))


def test_audits_begun_at_once_get_numbers_without_gap(fresh_database):
    cast = cast_of(AgencyFactory())

    def begin():
        begin_audit(cast.agency, actor=cast.secretary, on=TODAY, from_date=FIRST, to_date=LAST)

    assert at_once(*[begin] * EIGHT) == EIGHT
    assert sorted(Audit.objects.values_list("number", flat=True)) == list(range(1, EIGHT + 1))


def test_visits_proposed_at_once_stand_once(fresh_database):
    cast = cast_of(AgencyFactory())
    audit = begun(cast)

    def propose():
        propose_visits(audit, actor=cast.secretary, version=audit.version, on=TODAY)

    assert at_once(*[propose] * EIGHT) == 1
    assert Visit.objects.count() == len(cast.units)


def test_submitted_and_given_up_at_once_is_one_of_both(fresh_database):
    cast = cast_of(AgencyFactory())
    audit = begun(cast)
    visited(cast, audit)
    audit.refresh_from_db()
    done = at_once(
        lambda: submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY),
        lambda: cancel_audit(audit, actor=cast.secretary, version=audit.version, reason="Thôi"),
    )
    audit.refresh_from_db()
    assert (done, audit.state in {Audit.State.SUBMITTED, Audit.State.CANCELLED}) == (1, True)


def test_approved_begun_and_closed_at_once_each_happens_once(fresh_database):
    cast = cast_of(AgencyFactory())
    audit = begun(cast)
    visit = visited(cast, audit)
    audit.refresh_from_db()
    approval = submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)

    def press():
        approve(Approval.objects.get(pk=approval.pk), actor=cast.chair, version=approval.version, on=TODAY)

    assert at_once(*[press] * EIGHT) == 1
    at_once(*[lambda: start_audit(Audit.objects.get(pk=audit.pk), actor=cast.secretary, on=FIRST)] * EIGHT)
    Visit.objects.filter(pk=visit.pk).update(finished_date=FIRST, finished_by=cast.auditors[0].user)
    audit.refresh_from_db()
    on = FIRST + timedelta(days=1)
    close = lambda: hold_closing_meeting(audit, actor=cast.secretary, version=audit.version, on=on)  # noqa: E731
    assert at_once(*[close] * EIGHT) == 1
    for act in ("planned", "started", "met"):
        assert Entry.objects.filter(action=f"evaluation.audit.{act}").count() == 1
