"""Nobody audits own work; the own unit only with a reason, or warned of in a small agency; by the day of the visit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans, integers, lists, sampled_from, tuples

from sotay.agency.models import Delegation, Seat
from sotay.approvals.commands import approve
from sotay.commands import Refused
from sotay.evaluation.audits.models import Audit, VisitAuditor
from sotay.evaluation.audits.plan import writing
from sotay.evaluation.audits.plan.commands import change_visit, submit_plan
from sotay.evaluation.audits.plan.independence import Ties, Weight, ties_of, why_not_independent
from sotay.support.models import Revision
from tests.conftest import TODAY, person
from tests.evaluation.audits.plan.conftest import FIRST, begun, cast_of, visited
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.findings import VisitFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
EXAMPLES = 200 if settings.get_current_profile_name() == "soak" else 6


def told(visit, user, on=None):
    return {(one.code, one.weight) for one in why_not_independent(writing.read_again(visit), user, on)}


def test_head_and_deputy_of_the_unit_audit_own_work(cast):
    visit = visited(cast, begun(cast), auditors=[])
    deputy = person(cast.agency, Seat.Role.UNIT_DEPUTY, unit=cast.units[1])
    elsewhere = person(cast.agency, Seat.Role.UNIT_HEAD, unit=cast.units[2])
    assert told(visit, cast.unit_head.user) == {("heads_unit", Weight.OWN_WORK)}
    assert told(visit, deputy.user) == {("heads_unit", Weight.OWN_WORK)}
    assert told(visit, elsewhere.user) == set()


def test_it_is_the_day_of_the_visit_that_counts(cast):
    visit = visited(cast, begun(cast), auditors=[])
    later = SeatFactory(
        agency=cast.agency, role=Seat.Role.UNIT_HEAD, unit=cast.units[1], from_date=FIRST + timedelta(days=1)
    ).user
    over = SeatFactory(
        agency=cast.agency, role=Seat.Role.UNIT_HEAD, unit=cast.units[1], to_date=FIRST - timedelta(days=1)
    ).user
    assert told(visit, later) == told(visit, over) == set()
    assert told(visit, later, FIRST + timedelta(days=1)) == {("heads_unit", Weight.OWN_WORK)}


def test_whoever_stands_in_for_the_head_audits_own_work(cast):
    visit = visited(cast, begun(cast), auditors=[])
    seat = Seat.objects.get(agency=cast.agency, role=Seat.Role.UNIT_HEAD)
    lent = cast.auditors[0].user
    Delegation.objects.create(
        agency=cast.agency, seat=seat, to_user=lent, from_date=FIRST, to_date=FIRST, reason="Nghỉ phép"
    )
    assert told(visit, lent) == {("heads_unit", Weight.OWN_WORK)}
    assert told(visit, lent, FIRST + timedelta(days=1)) == set()


def test_whoever_wrote_a_document_of_the_visit_audits_own_work(cast):
    author = cast.auditors[0].user
    document = DocumentFactory(agency=cast.agency, unit=cast.units[1], state="IN_FORCE")
    former = RevisionFactory(
        document=document, agency=cast.agency, author=author, state="SUPERSEDED", order=1,
        in_force_date=FIRST - timedelta(days=90), ended_date=FIRST, approved_date=FIRST - timedelta(days=95),
        approved_hash="x",
    )  # fmt: skip
    visit = visited(cast, begun(cast), auditors=[], documents=[document])
    assert told(visit, author) == set()
    assert told(visit, author, FIRST - timedelta(days=1)) == {("wrote_document", Weight.OWN_WORK)}
    Revision.objects.filter(pk=former.pk).update(state="DRAFT", in_force_date=None, ended_date=None)
    assert told(visit, author) == {("wrote_document", Weight.OWN_WORK)}


def test_the_head_of_the_unit_that_keeps_a_document_owns_it(cast):
    document = DocumentFactory(agency=cast.agency, unit=cast.units[1])
    visit = visited(cast, begun(cast), 2, auditors=[], documents=[document])
    assert told(visit, cast.unit_head.user) == {("owns_document", Weight.OWN_WORK)}


def test_the_same_unit_needs_a_reason_and_is_a_warning_in_a_small_agency(cast):
    audit = begun(cast)
    own = cast.auditors[1].user
    with pytest.raises(Refused) as refused:
        visited(cast, audit, auditors=[own])
    assert refused.value.codes == ("same_unit",)
    visit = visited(cast, audit, auditors=[own, cast.auditors[0].user], override_reason="Chỉ người này hiểu lĩnh vực")
    given_ = {one.user: one.override_reason for one in visit.auditors.all()}
    assert given_ == {own: "Chỉ người này hiểu lĩnh vực", cast.auditors[0].user: ""}
    assert told(visit, own) == {("same_unit", Weight.SAME_UNIT)}
    cast.agency.is_small = True
    cast.agency.save()
    visit.agency.refresh_from_db()
    assert told(visit, own) == {("same_unit", Weight.WARNING)}


def test_own_work_is_refused_whatever_the_reason_also_in_a_small_agency(agency):
    agency.is_small = True
    agency.save()
    cast = cast_of(agency)
    seat = Seat.objects.get(agency=agency, user=cast.auditors[1].user)
    seat.role = Seat.Role.UNIT_HEAD
    seat.save()
    audit = begun(cast)
    with pytest.raises(Refused) as refused:
        visited(cast, audit, auditors=[cast.auditors[1].user], override_reason="Không có ai khác")
    assert refused.value.codes == ("own_work",)


def test_a_visit_moved_to_another_unit_is_judged_by_that_unit(cast):
    audit = begun(cast)
    visit = visited(cast, audit)
    with pytest.raises(Refused) as refused:
        change_visit(visit, actor=cast.secretary, version=visit.version, unit=cast.units[0])
    assert refused.value.codes == ("same_unit",)


def test_many_visits_are_judged_by_as_many_queries_as_one(cast):
    audit = begun(cast)
    users = [one.user for one in cast.auditors]

    def counted(count):
        for _number in range(count):
            visit = VisitFactory(audit=audit, unit=UnitFactory(agency=cast.agency))
            visit.documents.set([DocumentFactory(agency=cast.agency, unit=visit.unit)])
            VisitAuditor.objects.create(agency=cast.agency, visit=visit, user=users[0])
        visits = list(writing.visits_of(audit))
        with CaptureQueriesContext(connection) as queries:
            ties = Ties.of(cast.agency, visits, users=[one.pk for one in users])
            for visit in visits:
                for user in users:
                    ties_of(visit, user.pk, ties)
        return len(queries)

    assert counted(1) == counted(30) <= 5


def planned_so(cast, heads, wrote, visits):
    """Return an audit with visits as far as they are accepted, in an agency where people head units and wrote documents."""
    documents = [DocumentFactory(agency=cast.agency, unit=unit) for unit in cast.units]
    for who, unit in heads:
        SeatFactory(agency=cast.agency, user=cast.auditors[who].user, role=Seat.Role.UNIT_HEAD, unit=cast.units[unit])
    for who, which in wrote:
        if not documents[which].revisions.exists():
            RevisionFactory(document=documents[which], agency=cast.agency, author=cast.auditors[who].user)
    audit = begun(cast)
    for unit, people, reason in visits:
        users = [cast.auditors[who].user for who in dict.fromkeys(people)]
        try:
            visited(cast, audit, unit, auditors=users, documents=[documents[unit]], override_reason=reason)
        except Refused:
            visited(cast, audit, unit, auditors=[])
    return audit


@given(
    small=booleans(),
    heads=lists(tuples(integers(0, 2), integers(0, 2)), max_size=2),
    wrote=lists(tuples(integers(0, 2), integers(0, 2)), max_size=2),
    visits=lists(
        tuples(integers(0, 2), lists(integers(0, 2), min_size=1, max_size=2), sampled_from(["", "Vì chuyên môn"])),
        min_size=1,
        max_size=4,
    ),
    meanwhile=lists(tuples(integers(0, 2), integers(0, 2)), max_size=1),
)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_accepted_plan_holds_a_dependent_auditor_without_an_override(small, heads, wrote, visits, meanwhile):
    cast = cast_of(AgencyFactory(is_small=small))
    audit = planned_so(cast, heads, wrote, visits)
    audit.refresh_from_db()
    try:
        approval = submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)
        for who, unit in meanwhile:
            SeatFactory(
                agency=cast.agency, user=cast.auditors[who].user, role=Seat.Role.UNIT_HEAD, unit=cast.units[unit]
            )
        approve(approval, actor=cast.chair, version=approval.version, on=TODAY)
    except Refused:
        pass
    audit = Audit.objects.get(pk=audit.pk)
    if audit.state != Audit.State.PLANNED:
        return
    for visit in writing.visits_of(audit):
        assert visit.auditors.all()
        for one in visit.auditors.all():
            assert all(tie.is_accepted(one.override_reason) for tie in why_not_independent(visit, one.user))
