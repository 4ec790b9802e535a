"""Audits: begun, planned, approved, told, begun in the room, closed, given up; who may not, and why not."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.evaluation.audits.plan.commands import (
    begin_audit,
    cancel_audit,
    change_audit,
    change_visit,
    hold_closing_meeting,
    name_decision,
    reopen_plan,
    set_tasks,
    set_team,
    start_audit,
    submit_plan,
    withdraw_plan,
)
from sotay.evaluation.audits.plan.visits.commands import (
    assign_auditors,
    give_notice,
    move_visit,
    propose_visits,
    remove_visit,
    set_aside_visit,
)
from sotay.evaluation.models import Audit, AuditMember, Visit, VisitAuditor
from sotay.evaluation.models import Auditor as AuditorEntry
from sotay.organisation.decisions.queries import NewDecision
from sotay.standard.parameters.models import ParameterValue
from sotay.work.notices.models import Notice
from tests.conftest import TODAY, person
from tests.evaluation.audits.plan.conftest import FIRST, LAST, at, begun, visited
from tests.factories.agency import UnitFactory
from tests.factories.evaluation import AuditorFactory
from tests.factories.findings import FindingFactory, LineFactory

pytestmark = pytest.mark.django_db
State, Part = Audit.State, AuditMember.Part


def planned(cast, **values):
    """Return an audit whose plan was approved."""
    audit = begun(cast)
    visited(cast, audit, **values)
    audit.refresh_from_db()
    approval = submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)
    approve(approval, actor=cast.chair, version=approval.version, on=TODAY)
    return Audit.objects.get(pk=audit.pk)


def codes(act):
    """Return the codes of a refusal."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.codes


def test_an_audit_is_begun_with_its_code_and_the_scale_of_the_agency(cast):
    ParameterValue.objects.create(
        agency=cast.agency, code="audit.scale", value="FULL", valid_from_date=date(2026, 1, 1)
    )
    one = begin_audit(cast.agency, actor=cast.secretary, on=TODAY, from_date=FIRST, to_date=LAST)
    other = begin_audit(
        cast.agency, actor=cast.secretary, on=TODAY, title="  Lần   hai ", from_date=FIRST, to_date=LAST
    )
    assert (one.code, one.slug, one.scale, one.state) == ("ĐG-2026-01", "dg-2026-01", "FULL", State.PLANNING)
    assert (other.code, other.title) == ("ĐG-2026-02", "Lần hai")


def test_an_audit_that_ends_before_it_starts_is_refused(cast):
    act = lambda: begin_audit(cast.agency, actor=cast.secretary, on=TODAY, from_date=LAST, to_date=FIRST)  # noqa: E731
    assert codes(act) == ("ends_before_it_starts",)


def test_an_official_begins_no_audit(cast):
    with pytest.raises(PermissionDenied):
        begin_audit(cast.agency, actor=cast.auditors[0], on=TODAY, from_date=FIRST, to_date=LAST)


def test_a_plan_is_changed_by_the_version_it_was_read_with(cast):
    audit = begun(cast)
    change_audit(audit, actor=cast.auditors[0], version=audit.version, purpose="Xem hiệu lực")
    with pytest.raises(Stale):
        change_audit(audit, actor=cast.secretary, version=audit.version, purpose="Khác")
    again = Audit.objects.get(pk=audit.pk)
    assert change_audit(again, actor=cast.secretary, version=again.version, purpose="Xem hiệu lực") is UNCHANGED
    with pytest.raises(PermissionDenied):
        change_audit(again, actor=cast.auditors[1], version=again.version, purpose="Không được")


def test_visits_stay_within_the_days_of_the_audit(cast):
    audit = begun(cast)
    assert codes(lambda: visited(cast, audit, starts_at=at(8, day=29), ends_at=at(9, day=29))) == ("outside",)
    visited(cast, audit)
    audit.refresh_from_db()
    act = lambda: change_audit(audit, actor=cast.secretary, version=audit.version, from_date=LAST)  # noqa: E731
    assert codes(act) == ("visits_outside",)


def test_only_valid_auditors_lead_and_audit(cast):
    audit = begun(cast)
    stranger = person(cast.agency, Seat.Role.OFFICIAL)
    over = person(cast.agency, Seat.Role.OFFICIAL)
    AuditorFactory(agency=cast.agency, user=over.user, to_date=FIRST - timedelta(1))

    def team(lead, *auditors):
        return lambda: set_team(
            audit, actor=cast.secretary, version=audit.version, on=TODAY, lead=lead, auditors=auditors
        )

    lead, second = cast.auditors[0].user, cast.auditors[1].user
    assert codes(team(lead, stranger.user)) == ("no_valid_auditor",)
    assert codes(team(lead, over.user)) == ("no_valid_auditor",)
    assert codes(team(second)) == ("may_not_lead",)
    assert codes(team(lead, lead)) == ("member_twice",)


def test_who_leaves_the_team_leaves_its_visits(cast):
    audit = begun(cast)
    visited(cast, audit, 2, auditors=[cast.auditors[0].user, cast.auditors[1].user])
    audit.refresh_from_db()
    set_team(audit, actor=cast.secretary, version=audit.version, on=TODAY, lead=cast.auditors[0].user)
    assert [one.user for one in VisitAuditor.objects.all()] == [cast.auditors[0].user]


def test_the_decision_may_come_with_the_plan_or_later(cast):
    audit = begun(cast)
    paper = NewDecision(number="12/QĐ-STN", date=TODAY)
    audit = name_decision(audit, actor=cast.secretary, version=audit.version, on=TODAY, decision=paper)
    assert audit.decision.number == "12/QĐ-STN"
    act = lambda: name_decision(audit, actor=cast.secretary, version=audit.version, on=TODAY, decision=None)  # noqa: E731
    assert codes(act) == ("decision_missing",)


def test_a_plan_without_team_visits_and_auditors_is_not_submitted(cast):
    audit = begin_audit(cast.agency, actor=cast.secretary, on=TODAY, from_date=FIRST, to_date=LAST)
    act = lambda: submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)  # noqa: E731
    assert codes(act) == ("no_lead", "no_visits")
    audit = begun(cast)
    visited(cast, audit, auditors=[])
    audit.refresh_from_db()
    assert codes(act := lambda: submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)) == (
        "no_auditor",
    )


def test_a_plan_is_approved_on_the_system_or_by_a_paper(cast):
    audit = planned(cast)
    assert (audit.state, audit.planned_date) == (State.PLANNED, TODAY)
    other = begun(cast)
    visited(cast, other)
    other.refresh_from_db()
    approval = submit_plan(other, actor=cast.secretary, version=other.version, on=TODAY)
    day = TODAY - timedelta(days=3)
    approve_by_paper(approval, actor=cast.secretary, version=approval.version, number="5/KH", date=day, signer_name="A")
    other.refresh_from_db()
    assert (other.state, other.planned_date) == (State.PLANNED, day)


def test_a_plan_comes_back_with_the_reason_or_is_taken_back(cast):
    audit = begun(cast)
    visited(cast, audit)
    audit.refresh_from_db()
    approval = submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)
    return_with_reason(approval, actor=cast.chair, version=approval.version, reason="Thiếu Văn phòng")
    audit.refresh_from_db()
    assert (audit.state, audit.returned_reason) == (State.PLANNING, "Thiếu Văn phòng")
    submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)
    audit.refresh_from_db()
    assert codes(lambda: visited(cast, audit, 2)) == ("submitted",)
    audit = withdraw_plan(audit, actor=cast.secretary, version=audit.version, reason="Sửa giờ")
    assert (audit.state, audit.returned_reason) == (State.PLANNING, "Sửa giờ")
    assert not Approval.objects.filter(state=Approval.State.OPEN).exists()


def test_an_auditor_who_became_head_of_the_unit_meanwhile_holds_up_the_approval(cast):
    audit = begun(cast)
    visited(cast, audit)
    audit.refresh_from_db()
    approval = submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)
    Seat.objects.create(
        agency=cast.agency, user=cast.auditors[0].user, role="UNIT_HEAD", unit=cast.units[1], from_date=TODAY
    )
    act = lambda: approve(approval, actor=cast.chair, version=approval.version, on=TODAY)  # noqa: E731
    assert codes(act) == ("own_work",)


def test_an_approved_plan_is_opened_again_only_to_be_approved_anew(cast):
    audit = planned(cast)
    visit = audit.visits.get()
    change = lambda: change_visit(visit, actor=cast.secretary, version=visit.version, content="Khác")  # noqa: E731
    assert codes(change) == ("approved",)
    audit = reopen_plan(audit, actor=cast.secretary, version=audit.version, reason="Thêm đơn vị")
    assert (audit.state, audit.planned_date) == (State.PLANNING, None)
    assert change().content == "Khác"


def test_units_are_told_by_name_and_late_notice_is_seen(cast):
    audit = planned(cast, representative=person(cast.agency, Seat.Role.OFFICIAL).user)
    later = lambda: give_notice(  # noqa: E731
        audit, actor=cast.secretary, version=audit.version, on=TODAY, notice_date=TODAY + timedelta(1)
    )
    assert codes(later) == ("notice_later",)
    audit = give_notice(audit, actor=cast.secretary, version=audit.version, on=TODAY, notice_date=TODAY)
    told = Notice.objects.filter(kind=Notice.Kind.TOLD)
    assert {one.user for one in told} == {cast.unit_head.user, audit.visits.get().representative}
    assert "08:00–11:00, 22/06/2026" in told[0].text
    again = lambda: give_notice(  # noqa: E731
        audit, actor=cast.secretary, version=audit.version, on=TODAY, notice_date=TODAY
    )
    assert codes(again) == ("told_already",)


def test_time_and_place_move_with_a_reason_told_to_those_concerned(cast):
    audit = planned(cast)
    visit = audit.visits.get()

    def moved(**values):
        values = {"starts_at": at(14), "ends_at": at(16), "place": "Phòng họp 2", "reason": "Trùng họp"} | values
        return move_visit(visit, actor=cast.secretary, version=visit.version, **values)

    assert codes(lambda: moved(reason=" ")) == ("reason_missing",)
    assert codes(lambda: moved(starts_at=at(14, day=29), ends_at=at(16, day=29))) == ("outside",)
    assert codes(lambda: moved(representative=cast.auditors[0].user)) == ("represents_and_audits",)
    assert moved().place == "Phòng họp 2"
    told = Notice.objects.filter(kind=Notice.Kind.TOLD)
    assert {one.user for one in told} == {cast.unit_head.user, cast.auditors[0].user}
    assert all("Trùng họp" in one.text for one in told)


def test_a_visit_is_moved_only_once_the_plan_is_approved(cast):
    audit = begun(cast)
    visit = visited(cast, audit)
    act = lambda: move_visit(  # noqa: E731
        visit, actor=cast.secretary, version=visit.version, starts_at=at(14), ends_at=at(15), reason="x"
    )
    assert codes(act) == ("not_in_the_room",)


def test_an_audit_begins_when_its_plan_stands_and_only_once(cast):
    audit = begun(cast)
    assert codes(lambda: start_audit(audit, actor=cast.secretary, on=TODAY)) == ("not_approved",)
    audit = planned(cast)
    assert start_audit(audit, actor=cast.auditors[1], on=TODAY).state == State.UNDERWAY
    assert start_audit(audit, actor=cast.auditors[1], on=TODAY) is UNCHANGED
    with pytest.raises(PermissionDenied):
        start_audit(audit, actor=cast.unit_head, on=TODAY)


def test_the_closing_meeting_waits_for_every_visit(cast):
    audit = planned(cast)
    on = FIRST + timedelta(days=2)

    def closed(**values):
        one = Audit.objects.get(pk=audit.pk)
        return hold_closing_meeting(one, actor=cast.auditors[0], version=one.version, on=on, **values)

    assert codes(closed) == ("not_begun",)
    start_audit(audit, actor=cast.auditors[0], on=on)
    with pytest.raises(Refused) as refused:
        closed()
    assert refused.value.codes[0] == "visit_open"
    assert str(cast.auditors[0].user) in str(refused.value.reasons[0].text)
    visit = audit.visits.get()
    set_aside_visit(visit, actor=cast.secretary, version=visit.version, reason="Đơn vị giải thể")
    assert codes(closed) == ("nothing_audited",)
    finished = {"set_aside_reason": "", "finished_date": FIRST, "finished_by": cast.auditors[0].user}
    Visit.objects.filter(pk=visit.pk).update(**finished)
    assert codes(lambda: closed(held_date=on + timedelta(1))) == ("held_later",)
    audit = closed()
    assert (audit.state, audit.closed_meeting_date) == (State.MET, on)
    with pytest.raises(PermissionDenied):
        hold_closing_meeting(audit, actor=cast.unit_head, version=audit.version, on=on)


def test_the_closing_meeting_is_not_before_the_last_visit(cast):
    audit = planned(cast)
    visit = audit.visits.get()
    start_audit(audit, actor=cast.auditors[0], on=FIRST)
    Visit.objects.filter(pk=visit.pk).update(finished_date=FIRST, finished_by=cast.auditors[0].user)
    audit.refresh_from_db()
    act = lambda: hold_closing_meeting(  # noqa: E731
        audit, actor=cast.secretary, version=audit.version, on=LAST, held_date=FIRST - timedelta(1)
    )
    assert codes(act) == ("held_too_early",)


def test_an_audit_is_given_up_with_a_reason_before_its_closing_meeting(cast):
    audit = planned(cast)
    act = lambda reason: cancel_audit(audit, actor=cast.secretary, version=audit.version, reason=reason)  # noqa: E731
    assert codes(lambda: act(" ")) == ("reason_missing",)
    assert act("Sáp nhập").state == State.CANCELLED
    told = Notice.objects.filter(kind=Notice.Kind.TOLD, text="Cuộc đánh giá đã hủy. Sáp nhập")
    assert {one.user for one in told} == {cast.unit_head.user, cast.auditors[0].user}
    audit.refresh_from_db()
    assert codes(lambda: act("Lần nữa")) == ("stands_elsewhere",)
    with pytest.raises(PermissionDenied):
        cancel_audit(audit, actor=cast.auditors[0], version=audit.version, reason="Không")


def test_visits_are_proposed_for_every_unit_and_given_to_the_independent(cast):
    audit = begun(cast)
    made = propose_visits(audit, actor=cast.secretary, version=audit.version, on=TODAY)
    assert [one.unit for one in made] == cast.units
    given = {one.visit.unit: one.user for one in VisitAuditor.objects.select_related("visit__unit", "user")}
    own = {unit: one.user for unit, one in zip(cast.units, cast.auditors, strict=True)}
    assert set(given) == set(cast.units)
    assert all(given[unit] != own[unit] for unit in cast.units)
    audit.refresh_from_db()
    act = lambda: propose_visits(audit, actor=cast.secretary, version=audit.version, on=TODAY)  # noqa: E731
    assert codes(act) == ("all_have_visits",)
    assert codes(lambda: assign_auditors(audit, actor=cast.secretary, version=audit.version)) == ("nobody_free",)
    remove_visit(made[0], actor=cast.secretary)
    UnitFactory(agency=cast.agency)
    audit.refresh_from_db()
    assert len(propose_visits(audit, actor=cast.secretary, version=audit.version, on=TODAY)) == 2


def test_no_team_member_of_another_agency_and_no_unit_of_one(cast, other_agency):
    audit = begun(cast)
    cast.units.append(UnitFactory(agency=other_agency))
    assert codes(lambda: visited(cast, audit, 3)) == ("of_another_agency",)
    stranger = person(other_agency, Seat.Role.SECRETARY)
    with pytest.raises(PermissionDenied):
        cancel_audit(audit, actor=stranger, version=audit.version, reason="Không")


def test_an_audit_stays_in_its_year(cast):
    audit = begin_audit(
        cast.agency, actor=cast.secretary, on=TODAY, from_date=date(2026, 12, 28), to_date=date(2027, 1, 4)
    )
    later = {"from_date": date(2027, 1, 4), "to_date": date(2027, 1, 8)}
    assert "another_year" in codes(lambda: change_audit(audit, actor=cast.secretary, version=audit.version, **later))
    assert change_audit(audit, actor=cast.secretary, version=audit.version, to_date=date(2027, 1, 8)).year == 2026


def test_where_something_was_found_a_visit_is_neither_removed_nor_set_aside_nor_given_another_unit(cast):
    audit = planned(cast)
    visit = audit.visits.get()
    found = FindingFactory(audit=audit, unit=visit.unit, visit=visit)
    aside = {"actor": cast.secretary, "version": visit.version, "reason": "Bận"}
    assert codes(lambda: set_aside_visit(visit, **aside)) == ("has_findings",)

    audit = reopen_plan(audit, actor=cast.secretary, version=audit.version, reason="Thêm đơn vị")

    assert codes(lambda: remove_visit(visit, actor=cast.secretary)) == ("has_findings",)
    other = {"actor": cast.secretary, "version": visit.version, "unit": cast.units[2]}
    assert codes(lambda: change_visit(visit, **other)) == ("has_findings",)
    found.delete()
    LineFactory(visit=visit)
    assert codes(lambda: change_visit(visit, **other)) == ("answered",)
    visit.lines.all().delete()
    assert change_visit(visit, **other).unit == cast.units[2]


def test_a_visit_is_not_moved_past_the_end_of_an_auditors_entry(cast):
    audit = planned(cast)
    visit = audit.visits.get()
    AuditorEntry.objects.filter(user=cast.auditors[0].user).update(to_date=FIRST)
    moved = {"starts_at": at(8, day=23), "ends_at": at(11, day=23), "reason": "Đổi ngày"}
    assert codes(lambda: move_visit(visit, actor=cast.secretary, version=visit.version, **moved)) == (
        "no_longer_valid",
    )
    same_day = {"starts_at": at(14), "ends_at": at(16), "reason": "Đổi giờ"}
    assert move_visit(visit, actor=cast.secretary, version=visit.version, **same_day).starts_at == at(14)


def test_a_plan_given_up_after_it_was_opened_again_is_told_as_one_that_stood(cast):
    audit = planned(cast)
    audit = reopen_plan(audit, actor=cast.secretary, version=audit.version, reason="Đổi đoàn")
    cancel_audit(audit, actor=cast.secretary, version=audit.version, reason="Sáp nhập")
    told = Notice.objects.filter(subject_uuid=audit.uuid, user=cast.unit_head.user)
    assert [one.text for one in told] == ["Cuộc đánh giá đã hủy. Sáp nhập"]


def test_each_of_the_team_has_a_task(cast):
    audit = begun(cast)
    lead, second, _third = cast.auditors
    tasks = {lead.user.pk: "Phụ trách  chung", second.user.pk: "Đánh giá 8.5"}
    changed = set_tasks(audit, actor=cast.secretary, version=audit.version, tasks=tasks)
    assert list(changed.members.order_by("pk").values_list("task", flat=True)) == [
        "Phụ trách chung",
        "Đánh giá 8.5",
        "",
    ]
    assert set_tasks(changed, actor=cast.secretary, version=changed.version, tasks=tasks) is UNCHANGED
    with pytest.raises(Stale):
        set_tasks(audit, actor=cast.secretary, version=audit.version, tasks={})
    Audit.objects.filter(pk=audit.pk).update(state=State.PLANNED, planned_date=TODAY)
    changed.refresh_from_db()
    assert codes(lambda: set_tasks(changed, actor=cast.secretary, version=changed.version, tasks={})) == ("approved",)


def test_who_is_recognised_for_its_clauses_is_proposed_first(cast):
    audit = begun(cast)
    AuditorEntry.objects.filter(user=cast.auditors[0].user).update(clauses=["4", "5"])
    visit = visited(cast, audit, 1, auditors=[], clauses=["8.5"])
    audit.refresh_from_db()
    assign_auditors(audit, actor=cast.secretary, version=audit.version)
    assert [one.user for one in visit.auditors.all()] == [cast.auditors[2].user]
