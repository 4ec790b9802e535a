"""Sets on their way: approved on the system or by paper, left out, returned, put into force; the work they become."""

from datetime import date

import pytest

from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, set_route, withdraw
from sotay.approvals.guards import StepChosen
from sotay.approvals.queries import get_approval_page
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.planning.jobs import put_sets_in_force
from sotay.planning.models import ObjectiveSet
from sotay.planning.objectives.commands import (
    PURPOSE,
    add_plan_line,
    change_plan_line,
    drop_set,
    put_in_force,
    remove_plan_line,
    revise_set,
    submit_set,
    submit_sets,
)
from sotay.work.models import Assignment
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory

pytestmark = pytest.mark.django_db
State = ObjectiveSet.State


@pytest.fixture(autouse=True)
def _in_june(monkeypatch):
    """Let sets come into force on the day the tests are told in."""
    monkeypatch.setattr("sotay.planning.objectives.commands.today", lambda: TODAY)


def complete(agency, **more):
    """Return a draft that can be submitted."""
    one = ObjectiveSetFactory(agency=agency, **more)
    PlanLineFactory(objective=ObjectiveFactory(set=one))
    return one


def fresh(one):
    return ObjectiveSet.objects.select_related("agency", "unit").get(pk=one.pk)


def submitted(one, actor, **more):
    return submit_set(fresh(one), actor=actor, version=fresh(one).version, on=TODAY, **more)


def approved(one, actor, head, **more):
    approval = submitted(one, actor, **more)
    approve(approval, actor=head, version=approval.version, on=TODAY)
    return fresh(one)


def test_approved_by_the_head_it_is_in_force_the_same_day(agency, secretary, head):
    one = approved(complete(agency), secretary, head)

    assert (one.state, one.approved_date, one.in_force_date) == (State.IN_FORCE, TODAY, TODAY)
    assert verify_chain(agency).broken_at is None


def test_an_agency_may_let_the_head_of_the_committee_approve(agency, secretary, head):
    chief = person(agency, Seat.Role.COMMITTEE_HEAD)
    step = StepChosen(label="Phê duyệt", rule="ONE", role="COMMITTEE_HEAD")
    set_route(agency, actor=secretary, purpose=PURPOSE, steps=[step])

    one = approved(complete(agency), secretary, chief)

    assert one.state == State.IN_FORCE
    assert Assignment.objects.get().giver == chief.user


def test_by_a_signed_paper_the_approval_bears_its_date(agency, secretary, head):
    one = complete(agency)
    approval = submitted(one, secretary)

    approve_by_paper(
        approval,
        actor=person(agency, Seat.Role.CLERK),
        version=1,
        number="12/KH-STTTT",
        date=date(2026, 1, 20),
        signer_name="Trần Văn Giám",
        signer_title="Giám đốc",
    )

    assert (fresh(one).approved_date, fresh(one).in_force_date) == (date(2026, 1, 20), date(2026, 1, 20))
    assert Assignment.objects.get().giver == head.user
    assert Assignment.objects.get().giver_role == "HEAD"
    assert Entry.objects.get(action="planning.set.approved").data["paper"] == "12/KH-STTTT"


def test_what_is_in_force_later_waits_for_its_day(agency, secretary, head, monkeypatch):
    one = approved(complete(agency, year=2027), secretary, head)
    assert (one.state, one.in_force_date) == (State.APPROVED, date(2027, 1, 1))
    assert not Assignment.objects.exists()
    job = Actor.system("planning.put_in_force", agency=agency)
    assert put_in_force(one, actor=job, on=date(2026, 12, 31)) is UNCHANGED
    one.objectives.get().plan.update(from_date=None, to_date=date(2027, 6, 30))
    monkeypatch.setattr("sotay.planning.jobs.today", lambda: date(2027, 1, 1))

    put_sets_in_force()

    assert fresh(one).state == State.IN_FORCE
    work = Assignment.objects.get()
    assert (work.due_date, work.giver) == (date(2027, 6, 30), head.user)
    put_sets_in_force()
    assert Assignment.objects.count() == 1


def test_the_day_in_force_is_the_one_chosen_at_submission(agency, secretary, head):
    one = approved(complete(agency), secretary, head, in_force_date=date(2026, 1, 1))

    assert (one.state, one.in_force_date) == (State.IN_FORCE, date(2026, 1, 1))


def test_returned_it_is_a_draft_again_with_the_reason(agency, secretary, head):
    one = complete(agency)
    approval = submitted(one, secretary)

    return_with_reason(approval, actor=head, version=1, reason="Nâng chỉ tiêu")

    assert (fresh(one).state, fresh(one).returned_reason) == (State.DRAFT, "Nâng chỉ tiêu")
    assert approved(one, secretary, head).returned_reason == ""


def test_withdrawn_it_is_a_draft_again(agency, secretary, head):
    one = complete(agency)
    approval = submitted(one, secretary)

    withdraw(approval, actor=secretary, version=1, reason="Bổ sung")

    assert (fresh(one).state, fresh(one).returned_reason) == (State.DRAFT, "")  # nobody returned it
    assert Entry.objects.get(action="planning.set.withdrawn").reason == "Bổ sung"
    assert not Entry.objects.filter(action="planning.set.returned").exists()
    with pytest.raises(Refused) as refused:  # it was shown, so it is not dropped without a trace
        drop_set(fresh(one), actor=secretary, version=fresh(one).version, reason="Thôi")
    assert refused.value.codes == ("was_submitted",)


def test_it_is_in_force_within_its_year(agency, secretary, head):
    one = complete(agency)

    with pytest.raises(Refused) as refused:
        submit_set(one, actor=secretary, version=one.version, in_force_date=date(one.year + 1, 1, 1), on=TODAY)
    assert [(reason.code, reason.field) for reason in refused.value.reasons] == [
        ("in_force_after_year", "in_force_date")
    ]


def test_all_units_under_one_decision_with_one_left_out(agency, secretary, head):
    sets = [complete(agency) for _time in range(3)]

    approval = submit_sets(sets, actor=secretary, on=TODAY)
    page = get_approval_page(approval.uuid, viewer=head)
    assert [len(item.shown["rows"]) for item in page.items] == [1, 1, 1]
    out = approval.items.get(subject_uuid=sets[1].uuid)
    approve(approval, actor=head, version=1, leave_out={out.pk: "Chỉ tiêu thấp"}, on=TODAY)

    assert [fresh(one).state for one in sets] == [State.IN_FORCE, State.DRAFT, State.IN_FORCE]
    assert fresh(sets[1]).returned_reason == "Chỉ tiêu thấp"
    assert Assignment.objects.count() == 2


def test_submit_sets_refuses_all_for_the_gap_of_one(agency, secretary, head):
    sets = [complete(agency), ObjectiveSetFactory(agency=agency)]

    with pytest.raises(Refused) as refusal:
        submit_sets(sets, actor=secretary, on=TODAY)

    assert refusal.value.codes == ("set_empty",)
    assert {fresh(one).state for one in sets} == {State.DRAFT}


def test_a_second_approval_of_the_same_page_is_stale(agency, secretary, head):
    deputy = person(agency, Seat.Role.DEPUTY_HEAD, manner="IN_CHARGE")
    approval = submitted(complete(agency), secretary)
    approve(approval, actor=head, version=1, on=TODAY)

    with pytest.raises(Stale):
        approve(approval, actor=deputy, version=1, on=TODAY)


def test_a_unit_that_ended_after_submission_can_still_be_decided(agency, secretary, head):
    unit = UnitFactory(agency=agency)
    one = complete(agency, unit=unit)
    approval = submitted(one, secretary)
    unit.ended_date = TODAY
    unit.save()

    approve(approval, actor=head, version=1, on=TODAY)

    assert fresh(one).state == State.IN_FORCE


def revised(one, actor, *, reason="Sáp nhập"):
    return revise_set(one, actor=actor, version=one.version, reason=reason)


def test_a_revision_supersedes_when_it_is_in_force_and_doubles_no_work(agency, secretary, head):
    one = approved(complete(agency), secretary, head)
    work = Assignment.objects.get()
    assert (work.title, work.origin_uuid) == ("Rà soát hồ sơ sắp đến hạn hằng tuần", one.objectives.get().uuid)
    assert (work.owner_role, work.due_date) == ("UNIT_HEAD", date(2026, 11, 30))

    new = approved(revised(one, secretary), secretary, head)

    assert (fresh(one).state, new.state) == (State.SUPERSEDED, State.IN_FORCE)
    assert Assignment.objects.get() == work
    assert Assignment.objects.get().version == work.version
    assert new.objectives.get().plan.get().assignment == work


def test_a_revision_changes_cancels_and_adds_work(agency, secretary, head):
    one = complete(agency)
    PlanLineFactory(objective=one.objectives.get(), what="Tập huấn")
    one = approved(one, secretary, head)
    kept, gone = Assignment.objects.order_by("pk")

    new = revised(one, secretary)
    objective = new.objectives.get()
    first, second = objective.plan.order_by("order", "pk")
    owner = Owner(role="SECRETARY")
    change_plan_line(first, actor=secretary, version=1, owner=owner, to_date=date(2026, 12, 15))
    remove_plan_line(second, actor=secretary, version=1)
    add_plan_line(
        objective, actor=secretary, owner=owner, what="Khảo sát", to_date=date(2026, 9, 30), judged_by="Báo cáo"
    )
    approved(new, secretary, head)

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.due_date, kept.owner_role, kept.state) == (date(2026, 12, 15), "SECRETARY", "GIVEN")
    assert gone.state == "CANCELLED"
    assert "Sáp nhập" in gone.state_reason
    assert list(Assignment.objects.exclude(pk__in=[kept.pk, gone.pk]).values_list("title", flat=True)) == ["Khảo sát"]


def test_work_that_was_done_is_left_alone_by_a_revision(agency, secretary, head):
    one = approved(complete(agency), secretary, head)
    Assignment.objects.update(state="DONE", done_date=TODAY, result="Đã làm")
    new = revised(one, secretary)
    remove_plan_line(new.objectives.get().plan.get(), actor=secretary, version=1)
    line = {"what": "Việc mới", "to_date": date(2026, 9, 30), "judged_by": "Sổ", "owner": Owner(role="SECRETARY")}
    add_plan_line(new.objectives.get(), actor=secretary, **line)

    approved(new, secretary, head)

    assert sorted(Assignment.objects.values_list("state", flat=True)) == ["DONE", "GIVEN"]


def test_a_line_whose_day_has_passed_becomes_no_work(agency, secretary, head):
    one = ObjectiveSetFactory(agency=agency)
    PlanLineFactory(objective=ObjectiveFactory(set=one), to_date=date(2026, 6, 11))

    approved(one, secretary, head)

    assert not Assignment.objects.exists()


def test_an_older_revision_never_replaces_a_newer_one(agency, secretary, head):
    one = approved(complete(agency), secretary, head)
    later = approved(revised(one, secretary), secretary, head, in_force_date=date(2026, 9, 1))
    assert (fresh(one).state, later.state) == (State.IN_FORCE, State.APPROVED)

    newest = approved(revised(later, secretary), secretary, head)

    assert [fresh(each).state for each in (one, later, newest)] == ["SUPERSEDED", "SUPERSEDED", "IN_FORCE"]


def test_a_revision_begun_before_the_set_was_in_force_doubles_no_work(agency, secretary, head):
    later = date(2026, 7, 1)
    one = approved(complete(agency), secretary, head, in_force_date=later)
    new = approved(revised(one, secretary), secretary, head, in_force_date=later)
    job = Actor.system("planning.put_in_force", agency=agency)
    put_in_force(one, actor=job, on=later)
    work = Assignment.objects.get()

    put_in_force(new, actor=job, on=later)

    assert fresh(new).state == State.IN_FORCE
    assert Assignment.objects.get() == work
    assert work.state == "GIVEN"
