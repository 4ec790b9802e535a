"""From the log to closure: every gate, who may, rounds, and the pages on the way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.actor import actor_of
from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.approvals import commands as approvals
from sotay.approvals.models import Approval
from sotay.commands import Refused, lock
from sotay.improvement.models import Nonconformity
from sotay.improvement.nonconformities import commands
from sotay.improvement.nonconformities.rounds import commands as rounds
from sotay.improvement.nonconformities.rounds.queries import actions_of, round_now
from sotay.pages import url_of
from sotay.work.assignments import commands as work
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role
DAY = TODAY - timedelta(days=60)
KEPT = {"grade": "MINOR", "due_date": TODAY, "reason": "Phân công lại"}


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def qmr(agency):
    return person(agency, Role.QMR)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def worker(agency, unit):
    return person(agency, Role.OFFICIAL, unit=unit)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def again(sheet):
    return Nonconformity.objects.select_related("agency", "unit", "owner_user", "owner_unit").get(pk=sheet.pk)


def do(act, sheet, actor, **more):
    sheet = again(sheet)
    return act(sheet, actor=actor, version=sheet.version, on=TODAY, **more)


def logged(agency, official, unit, **more):
    said = {"what": "Không ghi ngày nhận", "found_date": DAY, "unit": unit, "evidence": "HS-01"} | more
    return commands.log_nonconformity(agency, actor=official, on=TODAY, **said)


def accept(sheet, actor, owner, grade="MINOR", **more):
    said = {"grade": grade, "owner": Owner(owner.user), "accepted_date": DAY} | more
    return do(commands.accept_nonconformity, sheet, actor, **said)


def correct(sheet, actor):
    return do(commands.correct_nonconformity, sheet, actor, correction="Đã ghi lại", correction_date=DAY)


def need(sheet, actor, kind="ACTION", reason=""):
    return do(commands.evaluate_need, sheet, actor, need=kind, reason=reason, need_date=DAY)


def analyse(sheet, actor, **more):
    sheet = again(sheet)
    said = {
        "method": "FIVE_WHY",
        "causes": [("", "Biểu không có ô ngày")],
        "root_cause": "Biểu thiếu ô",
        "has_similar": False,
    }
    return rounds.write_analysis(sheet, actor=actor, version=sheet.version, **said | more)


def plan(sheet, actor, owner, what="Thêm ô ngày vào biểu"):
    return do(rounds.add_action, sheet, actor, what=what, owner=Owner(owner.user), due_date=TODAY)


def submit(sheet, actor):
    return do(rounds.submit_plan, sheet, actor)


def approve(sheet, actor):
    approval = Approval.objects.get(subject_uuid=sheet.uuid, state=Approval.State.OPEN)
    return approvals.approve(approval, actor=actor, version=approval.version, on=TODAY)


def finish(sheet, doer, giver, day=DAY):
    for action in actions_of(round_now(again(sheet))):
        job = lock(action.assignment)
        work.finish_assignment(job, actor=doer, version=job.version, result="Đã làm", done_date=day, on=TODAY)
        job = lock(action.assignment)
        work.confirm_assignment(job, actor=giver, version=job.version, on=TODAY)


def tell(sheet, actor, risks=False, system=False, text=""):
    sheet = again(sheet)
    said = {"changes_risks": risks, "changes_system": system, "changes_text": text}
    return rounds.tell_changes(sheet, actor=actor, version=sheet.version, **said)


def verify(sheet, actor, verdict="EFFECTIVE", day=TODAY, **more):
    said = {"verdict": verdict, "verified_date": day, "verdict_text": "Đã xem 20 phiếu"} | more
    return do(rounds.verify_effect, sheet, actor, **said)


def acting(agency, official, unit, qmr, unit_head, worker, grade="MINOR"):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head, grade)
    correct(sheet, worker)
    need(sheet, unit_head)
    analyse(sheet, unit_head)
    plan(sheet, unit_head, worker)
    submit(sheet, unit_head)
    approve(sheet, qmr)
    return again(sheet)


@pytest.fixture
def in_work(agency, official, unit, qmr, unit_head, worker):
    return acting(agency, official, unit, qmr, unit_head, worker)


@pytest.fixture
def done(in_work, worker, qmr):
    finish(in_work, worker, qmr)
    return again(in_work)


def test_the_whole_way_to_closure(done, unit_head, qmr):
    assert (done.state, round_now(done).verify_from) == ("VERIFYING", DAY)
    tell(done, unit_head)
    assert verify(done, qmr).state == "CLOSED"
    one = again(done)
    assert (one.closed_date, one.closed_by, round_now(one).verdict) == (TODAY, qmr.user, "EFFECTIVE")


def test_actions_are_work_with_the_sheet_as_origin(in_work, worker, qmr):
    job = actions_of(round_now(in_work)).get().assignment
    assert (job.origin_uuid, job.owner_user, job.giver) == (in_work.uuid, worker.user, qmr.user)


def test_a_plan_lacks_cause_likeness_and_actions(agency, official, unit, qmr, unit_head, worker):
    sheet = logged(agency, official, unit)
    assert refused(submit, sheet, qmr) == ("not_evaluated",)
    accept(sheet, qmr, unit_head)
    assert "not_corrected" in refused(need, sheet, unit_head)
    correct(sheet, worker)
    need(sheet, unit_head)
    assert refused(submit, sheet, unit_head) == (
        "causes_missing",
        "root_cause_missing",
        "similar_not_told",
        "actions_missing",
    )


def test_a_plan_of_the_one_who_would_approve_it_passes_on_to_the_next_seat(
    agency, official, unit, qmr, unit_head, worker
):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    correct(sheet, worker)
    need(sheet, unit_head)
    analyse(sheet, qmr)
    plan(sheet, unit_head, worker)
    submit(sheet, unit_head)
    assert refused(approve, sheet, qmr) == ("author_alone",), "nobody else sits there: a signed paper is awaited"
    open_one = Approval.objects.get(subject_uuid=sheet.uuid, state=Approval.State.OPEN)
    approvals.withdraw(open_one, actor=unit_head, version=open_one.version, reason="Chờ thủ trưởng")
    head = person(agency, Role.HEAD)
    submit(sheet, unit_head)
    with pytest.raises(PermissionDenied):
        approve(sheet, qmr)
    approve(sheet, head)
    assert again(sheet).state == "ACTING"


def test_correction_alone_is_not_the_owners_to_say_and_wants_a_reason(agency, official, unit, qmr, unit_head, worker):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, qmr)
    correct(sheet, worker)
    assert refused(need, sheet, qmr, "CORRECTION") == ("owner_decides", "reason_missing")
    assert "not_yours_to_say" in refused(need, sheet, unit_head, "CORRECTION", "Lỗi nhỏ")


def test_correction_alone_is_looked_at_by_another_and_closed(agency, official, unit, qmr, unit_head, worker):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    correct(sheet, worker)
    assert need(sheet, qmr, "CORRECTION", "Sai sót đơn lẻ").state == "VERIFYING"
    with pytest.raises(PermissionDenied):
        verify(sheet, worker)
    assert verify(sheet, qmr).state == "CLOSED"


def test_a_correction_that_did_not_do_begins_causes(agency, official, unit, qmr, unit_head, worker):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    correct(sheet, worker)
    need(sheet, qmr, "CORRECTION", "Sai sót đơn lẻ")
    one = verify(sheet, qmr, "NOT_EFFECTIVE")
    assert (one.state, one.round, one.need) == ("ANALYSING", 2, "ACTION")


def test_findings_of_audits_always_need_action(agency, official, unit, qmr, unit_head, worker):
    sheet = logged(agency, official, unit, source="AUDIT")
    accept(sheet, qmr, unit_head)
    correct(sheet, worker)
    assert refused(need, sheet, qmr, "CORRECTION", "Lỗi nhỏ") == ("always_acted_upon",)


def test_a_major_one_waits_thirty_days(agency, official, unit, qmr, unit_head, worker):
    sheet = acting(agency, official, unit, qmr, unit_head, worker, grade="MAJOR")
    finish(sheet, worker, qmr, day=TODAY - timedelta(days=10))
    tell(sheet, unit_head)
    assert round_now(again(sheet)).verify_from == TODAY + timedelta(days=20)
    assert refused(verify, sheet, qmr) == ("too_early",)


def test_neither_owner_nor_doer_verifies(agency, official, unit, qmr, worker, secretary):
    sheet = acting(agency, official, unit, qmr, secretary, worker)
    finish(sheet, worker, qmr)
    tell(sheet, secretary)
    assert refused(verify, sheet, secretary) == ("verifies_own",)
    doer = Seat.objects.create(agency=agency, user=worker.user, role=Role.AUDITOR, from_date=date(2020, 1, 1))
    assert refused(verify, sheet, actor_of(doer.user, agency=agency, on=TODAY)) == ("verifies_own",)
    assert verify(sheet, qmr).state == "CLOSED"


def test_a_former_owner_does_not_verify(done, unit_head, secretary, qmr):
    do(commands.hand_over_nonconformity, done, qmr, owner=Owner(secretary.user), **KEPT)
    do(commands.hand_over_nonconformity, done, qmr, owner=Owner(unit_head.user), **KEPT)
    tell(done, unit_head)
    assert refused(verify, done, secretary) == ("verifies_own",)


def test_a_verifier_does_not_become_the_owner(done, unit_head, secretary, qmr):
    tell(done, unit_head)
    verify(done, secretary, "INCONCLUSIVE", DAY, again_date=TODAY)
    hand = {"owner": Owner(secretary.user), **KEPT}
    assert refused(do, commands.hand_over_nonconformity, done, qmr, **hand) == ("owner_verified",)
    seat = {"owner": Owner(role=Role.SECRETARY), **KEPT}
    assert refused(do, commands.hand_over_nonconformity, done, qmr, **seat) == ("owner_verified",)


def test_inconclusive_waits_for_the_new_day(done, unit_head, qmr):
    tell(done, unit_head)
    assert refused(verify, done, qmr, "INCONCLUSIVE") == ("again_missing",)
    verify(done, qmr, "INCONCLUSIVE", again_date=TODAY + timedelta(days=5))
    assert again(done).state == "VERIFYING"
    assert refused(verify, done, qmr) == ("too_early",)


def test_an_effect_not_reached_begins_a_second_round_on_the_same_sheet(done, unit_head, qmr, worker):
    one = verify(done, qmr, "NOT_EFFECTIVE")
    assert (one.state, one.round) == ("ANALYSING", 2)
    assert refused(submit, done, unit_head) == ("causes_missing", "root_cause_missing", "actions_missing")
    analyse(done, unit_head)
    plan(done, unit_head, worker, what="Tập huấn lại")
    submit(done, unit_head)
    approve(done, qmr)
    finish(done, worker, qmr)
    tell(done, unit_head)
    assert verify(done, qmr).state == "CLOSED"


def test_changes_are_asked_before_closing_and_lead_to_a_request(done, unit_head, qmr):
    assert refused(verify, done, qmr) == ("changes_not_told",)
    tell(done, unit_head, system=True, text="Sửa biểu 03")
    assert refused(verify, done, qmr) == ("request_missing",)


def test_a_closed_sheet_is_opened_again_with_a_reason(done, unit_head, qmr, secretary):
    tell(done, unit_head)
    verify(done, qmr)
    assert refused(do, commands.reopen_nonconformity, done, secretary, reason=" ") == ("reason_missing",)
    one = do(commands.reopen_nonconformity, done, secretary, reason="Lặp lại")
    assert (one.state, one.round, one.closed_date) == ("ANALYSING", 2, None)
    with pytest.raises(PermissionDenied):
        do(commands.reopen_nonconformity, done, unit_head, reason="x")


def test_work_that_was_cancelled_is_given_again(in_work, worker, qmr):
    action = actions_of(round_now(in_work)).get()
    job = lock(action.assignment)
    work.cancel_assignment(job, actor=qmr, version=job.version, reason="Nhầm", on=TODAY)
    assert again(in_work).state == "ACTING"
    action = actions_of(round_now(in_work)).get()
    rounds.give_action_again(
        action, actor=qmr, version=action.version, on=TODAY, owner=Owner(worker.user), due_date=TODAY
    )
    finish(in_work, worker, qmr)
    assert again(in_work).state == "VERIFYING"


def test_who_reported_an_action_never_verifies_though_the_work_passed_to_another(
    in_work, worker, qmr, secretary, agency
):
    auditor = person(agency, Role.AUDITOR)
    job = lock(actions_of(round_now(in_work)).get().assignment)
    given = {"title": job.title, "due_date": TODAY, "on": TODAY}
    work.change_assignment(job, actor=qmr, version=job.version, owner=Owner(auditor.user), **given)
    job = lock(job)
    work.finish_assignment(job, actor=auditor, version=job.version, result="Đã làm", done_date=DAY, on=TODAY)
    job = lock(job)
    work.send_back(job, actor=qmr, version=job.version, reason="Thiếu biểu")
    job = lock(job)
    work.change_assignment(job, actor=qmr, version=job.version, owner=Owner(worker.user), **given)
    finish(in_work, worker, qmr)
    tell(in_work, qmr)
    assert refused(verify, in_work, auditor) == ("verifies_own",)
    assert verify(in_work, secretary).state == "CLOSED"


def test_who_corrected_first_never_verifies_though_another_wrote_it_anew(
    agency, official, unit, qmr, unit_head, worker
):
    first = person(agency, Role.OFFICIAL, unit=unit)
    Seat.objects.create(agency=agency, user=first.user, role=Role.AUDITOR, from_date=date(2020, 1, 1))
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    correct(sheet, first)
    correct(sheet, worker)
    need(sheet, qmr, "CORRECTION", "Đơn lẻ")
    assert refused(verify, sheet, actor_of(first.user, agency=agency, on=TODAY)) == ("verifies_own",)


def test_a_correction_alone_is_not_closed_before_it_was_taken_up(
    agency, official, unit, qmr, unit_head, worker, secretary
):
    sheet = logged(agency, official, unit)
    correct(sheet, worker)
    accept(sheet, qmr, unit_head, accepted_date=TODAY)
    do(commands.evaluate_need, sheet, qmr, need="CORRECTION", reason="Đơn lẻ", need_date=TODAY)
    assert refused(verify, sheet, secretary, day=DAY) == ("verified_too_early",)
    assert verify(sheet, secretary).closed_date == TODAY


def test_what_was_accepted_is_not_taken_from_under_it(agency, official, unit, qmr, unit_head):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    change = commands.change_nonconformity
    assert refused(do, change, sheet, qmr, evidence=" ") == ("evidence_missing",)
    assert refused(do, change, sheet, qmr, found_date=TODAY) == ("found_after",)
    assert do(change, sheet, qmr, found_date=DAY - timedelta(days=1)).version == 3


def test_what_an_audit_found_stays_of_an_audit(agency, official, unit, qmr, unit_head, worker):
    finding = FindingFactory(audit=AuditFactory(agency=agency, met=True), grade="MINOR")
    assert refused(logged, agency, qmr, unit, origin=finding, source="SELF") == ("source_of_origin",)
    sheet = logged(agency, qmr, unit, origin=finding)
    accept(sheet, qmr, unit_head)
    assert refused(do, commands.change_nonconformity, sheet, qmr, source="SELF") == ("source_of_origin",)
    correct(sheet, worker)
    assert refused(need, sheet, qmr, "CORRECTION", "Đơn lẻ") == ("always_acted_upon",)


def test_a_sheet_whose_owner_left_is_opened_again_with_another(done, unit_head, qmr, secretary, worker, signed_in):
    tell(done, unit_head)
    verify(done, qmr)
    Seat.objects.filter(user=unit_head.user).update(to_date=TODAY - timedelta(days=1))
    again_ = commands.reopen_nonconformity
    assert refused(do, again_, done, secretary, reason="Lặp lại") == ("owner_left",)
    page = signed_in(secretary).get(url_of(done) + "reopen/").content.decode()
    assert 'name="owner"' in page
    one = do(again_, done, secretary, reason="Lặp lại", owner=Owner(worker.user))
    assert (one.state, one.owner_user) == ("ANALYSING", worker.user)


def test_a_changed_owner_or_limit_has_a_reason_and_no_ended_unit(done, agency, unit, qmr):
    ended = UnitFactory(agency=agency, ended_date=TODAY - timedelta(days=1))
    hand = commands.hand_over_nonconformity
    later = {"grade": "MINOR", "due_date": TODAY + timedelta(days=90), "owner": Owner(role=Role.UNIT_HEAD, unit=unit)}
    assert refused(do, hand, done, qmr, **later, reason=" ") == ("reason_missing",)
    later["owner"] = Owner(role=Role.UNIT_HEAD, unit=ended)
    assert refused(do, hand, done, qmr, **later, reason="Sáp nhập") == ("unit_ended",)


def test_an_action_of_a_round_that_is_over_stays(done, unit_head, qmr):
    action = actions_of(round_now(done)).get()
    verify(done, qmr, "NOT_EFFECTIVE")
    assert refused(rounds.remove_action, action, actor=unit_head, version=action.version) == ("of_a_former_round",)
    change = {"what": "Khác", "owner": Owner(unit_head.user), "due_date": TODAY, "on": TODAY}
    codes = refused(rounds.change_action, action, actor=unit_head, version=action.version, **change)
    assert codes == ("of_a_former_round",)


def test_the_like_elsewhere_says_where(agency, official, unit, qmr, unit_head, worker):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    correct(sheet, worker)
    need(sheet, unit_head)
    analyse(sheet, unit_head, has_similar=True)
    plan(sheet, unit_head, worker)
    assert refused(submit, sheet, unit_head) == ("similar_text_missing",)
    analyse(sheet, unit_head, has_similar=True, similar_text="Phòng Tài chính; đã xem 12 phiếu")
    assert submit(sheet, unit_head).state == "OPEN"


def test_of_an_inspection_whose_limit_has_passed(agency, official, unit, qmr, unit_head, worker, secretary):
    minutes = InspectionFactory(agency=agency, minuted=True, fixes_due_date=DAY + timedelta(days=10))
    sheet = logged(agency, official, unit, origin=InspectionFindingFactory(inspection=minutes))
    one = accept(sheet, qmr, unit_head, accepted_date=TODAY)
    assert one.due_date == DAY + timedelta(days=10), "late from the first day: the limit is that of the minutes"
    correct(sheet, worker)
    need(sheet, unit_head)
    analyse(sheet, unit_head)
    plan(sheet, unit_head, worker)
    submit(sheet, unit_head)
    approve(sheet, qmr)
    finish(sheet, worker, qmr)
    assert verify(sheet, secretary, "NOT_EFFECTIVE").due_date > TODAY


def test_a_plan_sent_back_is_written_again(agency, official, unit, qmr, unit_head, worker):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    correct(sheet, worker)
    need(sheet, unit_head)
    analyse(sheet, unit_head)
    plan(sheet, unit_head, worker)
    submit(sheet, unit_head)
    assert refused(analyse, sheet, unit_head) == ("stands_elsewhere",)
    approval = Approval.objects.get(subject_uuid=sheet.uuid)
    approvals.return_with_reason(approval, actor=qmr, version=approval.version, reason="Chưa tới gốc")
    assert (again(sheet).state, round_now(again(sheet)).returned_reason) == ("ANALYSING", "Chưa tới gốc")


def test_rejected_with_reason_by_who_runs_the_system(agency, official, unit, secretary):
    sheet = logged(agency, official, unit)
    with pytest.raises(PermissionDenied):
        commands.reject_nonconformity(sheet, actor=official, version=sheet.version, reason="x")
    assert refused(commands.reject_nonconformity, sheet, actor=secretary, version=sheet.version, reason="") == (
        "reason_missing",
    )
    assert (
        commands.reject_nonconformity(sheet, actor=secretary, version=sheet.version, reason="Trùng").state == "REJECTED"
    )


def test_without_evidence_it_is_not_accepted_and_the_limit_is_that_of_the_grade(agency, official, unit, qmr, unit_head):
    sheet = logged(agency, official, unit, evidence="")
    assert refused(accept, sheet, qmr, unit_head) == ("evidence_missing",)
    one = again(sheet)
    commands.change_nonconformity(one, actor=official, version=one.version, on=TODAY, evidence="HS-02", clause="8.5.1")
    one = accept(sheet, qmr, unit_head, grade="MAJOR")
    assert (one.due_date, one.clause) == (DAY + timedelta(days=60), "8.5.1")


PAGES = (
    ("nonconformity_detail", 200), ("nonconformity_print", 200), ("nonconformity_change", 200),
    ("nonconformity_accept", 200), ("nonconformity_reject", 200), ("nonconformity_correct", 200),
    ("nonconformity_need", 200), ("nonconformity_hand_over", 200), ("nonconformity_reopen", 200),
    ("nonconformity_submit", 200), ("nonconformity_changes", 200), ("nonconformity_verify", 200), ("action_new", 200),
)  # fmt: skip


@pytest.mark.parametrize(("name", "status"), PAGES)
def test_every_page_opens_in_every_state(name, status, agency, secretary, signed_in, done):
    client = signed_in(secretary)
    for how in ({}, {"accepted": True}, {"rejected": True}):
        sheet = NonconformityFactory(agency=agency, **how)
        path = f"/{agency.short_name}/improvement/nonconformities/{sheet.slug}/"
        assert client.get(path + _tail(name)).status_code == status
    path = f"/{agency.short_name}/improvement/nonconformities/{done.slug}/"
    assert client.get(path + _tail(name)).status_code == status


def _tail(name):
    word = name.removeprefix("nonconformity_").replace("_", "-")
    return {"detail": "", "action-new": "actions/new/"}.get(word, f"{word}/")


def test_who_approves_sees_causes_and_actions(agency, official, unit, qmr, unit_head, worker, signed_in):
    sheet = logged(agency, official, unit)
    accept(sheet, qmr, unit_head)
    correct(sheet, worker)
    need(sheet, unit_head)
    analyse(sheet, unit_head)
    plan(sheet, unit_head, worker)
    approval = submit(sheet, unit_head)
    page = signed_in(qmr).get(url_of(approval)).content.decode()
    for words in ("Biểu không có ô ngày", "Biểu thiếu ô", "Thêm ô ngày vào biểu", str(worker.user)):
        assert words in page
