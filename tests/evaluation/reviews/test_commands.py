"""Each command upon reviews: what it does, when it refuses, whom it denies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.holding import Owner
from sotay.agency.models import Decision, Seat
from sotay.approvals import commands as approvals
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Stale
from sotay.evaluation.models import ReviewDecision, ReviewInput
from sotay.evaluation.reviews import commands
from sotay.evaluation.reviews.minutes import commands as minutes
from sotay.evaluation.reviews.models import Input
from sotay.evaluation.reviews.pack import Figure
from sotay.journal.models import Entry
from sotay.organisation.decisions.queries import NewDecision
from sotay.work.models import Assignment, Notice
from tests.conftest import TODAY, person
from tests.evaluation.reviews import acts
from tests.evaluation.reviews.acts import HELD, fresh, refused
from tests.factories.agency import UnitFactory
from tests.factories.outputs import OutputFactory
from tests.factories.reviews import ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def unit_head(agency, unit):
    return acts.unit_head(agency, unit)


@pytest.fixture
def review(agency, secretary, head):
    return acts.begin(agency, secretary)


def told():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_a_review_is_planned_with_its_twelve_inputs_and_the_next_code(agency, secretary, head):
    one, two = acts.begin(agency, secretary), acts.begin(agency, secretary)

    assert (one.code, two.code, one.slug) == ("XXLD-2026-01", "XXLD-2026-02", "xxld-2026-01")
    assert (one.title, one.year, one.state, one.chair) == ("Xem xét của lãnh đạo", 2026, "PLANNED", head.user)
    assert list(one.inputs.order_by("pk").values_list("key", flat=True)) == Input.values
    assert told() == ["evaluation.review.planned"] * 2


def test_planning_refuses_days_the_wrong_way_round(agency, secretary):
    begin = acts.begin

    assert refused(begin, agency, secretary, to_date=date(2025, 12, 31)) == ("ends_before_it_starts",)
    assert refused(begin, agency, secretary, to_date=date(2026, 6, 6)) == ("figures_after_meeting",)
    assert refused(begin, agency, secretary, title=" ") == ("title_missing",)
    assert refused(begin, agency, secretary, comments_due_date=date(2026, 6, 6)) == ("comments_after_meeting",)


def test_officials_and_others_plan_nothing(agency, official, other_agency):
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            acts.begin(agency, actor)


def test_a_plan_is_changed_until_the_meeting(review, secretary):
    changed = commands.change_review(
        review, actor=secretary, version=1, on=TODAY, title=review.title, place="Hội trường"
    )

    assert (changed.place, changed.version) == ("Hội trường", 2)
    with pytest.raises(Stale):
        commands.change_review(review, actor=secretary, version=1, on=TODAY, place="Nơi khác")
    assert commands.change_review(changed, actor=secretary, version=2, on=TODAY, place="Hội trường") is UNCHANGED
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    late = {"actor": secretary, "version": fresh(review).version, "on": TODAY, "place": "Nơi khác"}
    assert refused(commands.change_review, review, **late) == ("not_open",)


def test_units_are_told_what_to_report_on(review, secretary, unit):
    commands.assign_reports(review, actor=secretary, version=1, units={"c3": unit})

    assert review.inputs.get(key="c3").unit == unit
    same = commands.assign_reports(review, actor=secretary, version=fresh(review).version, units={"c3": unit})
    assert same is UNCHANGED


def test_invitations_are_told_to_those_concerned(review, secretary, head, unit_head, official):
    invited = acts.invite(review, secretary)

    assert (invited.state, invited.invited_date) == ("INVITED", date(2026, 5, 25))
    people = set(Notice.objects.filter(kind="TOLD").values_list("user_id", flat=True))
    assert people == {head.user.pk, unit_head.user.pk}  # not who sent it, nor who is not concerned
    assert "Phòng họp A" in Notice.objects.filter(kind="TOLD").first().text


def test_a_moved_meeting_and_a_cancelled_one_are_told(review, secretary, head):
    acts.invite(review, secretary)
    moved = {"meeting_at": acts.MEETING + timedelta(days=1)}
    commands.change_review(review, actor=secretary, version=fresh(review).version, on=TODAY, **moved)
    commands.cancel_review(review, actor=secretary, version=fresh(review).version, reason="Dời sang tháng 7", on=TODAY)

    assert Notice.objects.filter(kind="TOLD", user=head.user).count() == 3
    assert fresh(review).cancelled_reason == "Dời sang tháng 7"
    assert told()[-2:] == ["evaluation.review.moved", "evaluation.review.cancelled"]


def test_inviting_refuses_without_place_people_or_chair(agency, secretary):
    review = acts.begin(agency, secretary, place="", attendance="", chair=None)

    assert refused(acts.invite, review, secretary, day=date(2026, 6, 13)) == (
        "invited_later",
        "invited_after_meeting",
        "place_missing",
        "attendance_missing",
        "chair_missing",
    )


def test_only_the_head_chairs_or_a_deputy_with_a_written_authorisation(agency, secretary, head, unit_head):
    deputy = person(agency, Seat.Role.DEPUTY_HEAD)
    review = acts.begin(agency, secretary, chair=unit_head.user)
    assert refused(acts.invite, review, secretary) == ("chair_not_leading",)

    commands.change_review(review, actor=secretary, version=1, on=TODAY, chair=deputy.user)
    assert refused(acts.invite, review, secretary) == ("authorisation_missing",)

    paper = NewDecision(number="15/UQ-STTTT", date=date(2026, 5, 20))
    commands.change_review(review, actor=secretary, version=2, on=TODAY, decision=paper, part_of="Giao ban")
    assert acts.invite(review, secretary).authorisation.number == "15/UQ-STTTT"


def test_a_deputy_in_charge_counts_as_the_head(agency, secretary):
    acting = person(agency, Seat.Role.DEPUTY_HEAD, manner="ACTING")

    assert acts.invite(acts.begin(agency, secretary, chair=acting.user), secretary).state == "INVITED"


def test_units_add_to_inputs_until_the_numbers_are_frozen(review, secretary, unit, unit_head, agency):
    acts.invite(review, secretary)
    comment = commands.add_comment(review, actor=unit_head, key="d", text=" Thiếu máy quét ", unit=unit, on=TODAY)

    assert (comment.text, comment.input.key, comment.unit) == ("Thiếu máy quét", "d", unit)
    add = {"actor": unit_head, "key": "d", "unit": unit, "on": TODAY}
    assert refused(commands.add_comment, review, text=" ", **add) == ("text_missing",)
    other = add | {"unit": UnitFactory(agency=agency)}
    assert refused(commands.add_comment, review, text="Khác", **other) == ("not_your_unit",)
    acts.hold(review, secretary)
    assert refused(commands.add_comment, review, text="Muộn quá", **add) == ("frozen",)


def test_officials_add_nothing(review, secretary, official):
    acts.invite(review, secretary)
    with pytest.raises(PermissionDenied):
        commands.add_comment(review, actor=official, key="d", text="Ý kiến", unit=None, on=TODAY)


def test_an_input_is_written_about(review, secretary, official, unit):
    one = review.inputs.get(key="c1")
    written = commands.write_input(one, actor=secretary, version=1, text=" Chưa khảo sát ", unit=unit)

    assert (written.text, written.unit) == ("Chưa khảo sát", unit)
    assert commands.write_input(one, actor=secretary, version=2, text="Chưa khảo sát", unit=unit) is UNCHANGED
    with pytest.raises(PermissionDenied):
        commands.write_input(one, actor=official, version=2, text="Khác", unit=None)


def test_the_meeting_freezes_the_numbers_and_later_records_do_not_change_them(agency, review, secretary):
    OutputFactory(agency=agency, found_date=date(2026, 5, 4))
    acts.invite(review, secretary)
    held = acts.hold(review, secretary, absent="Phòng A")

    assert (held.state, held.held_date, held.absent) == ("HELD", HELD, "Phòng A")
    assert held.frozen_at is not None
    frozen = ReviewInput.objects.get(review=review, key="c3").numbers
    (found,) = [one for one in frozen if one["code"] == "outputs.found"]
    assert (found["value"], found["title"], found["link"]) == (
        1,
        "Đầu ra không phù hợp phát hiện trong kỳ",
        "operation:output_list",
    )
    assert found["query"] == {"state": "KEPT", "since": "01/01/2026", "until": "31/05/2026"}

    OutputFactory(agency=agency, found_date=date(2026, 5, 5))
    assert ReviewInput.objects.get(review=review, key="c3").numbers == frozen


def test_holding_refuses_what_was_not_invited_lies_ahead_or_had_nobody(review, secretary):
    assert refused(acts.hold, review, secretary) == ("not_invited",)
    acts.invite(review, secretary)
    assert refused(acts.hold, review, secretary, day=date(2026, 6, 13)) == ("held_later",)
    assert refused(acts.hold, review, secretary, day=date(2026, 5, 24), present=" ") == (
        "held_before",
        "present_missing",
    )


def test_minutes_are_written_submitted_and_approved_and_decisions_become_work(agency, review, secretary, head, unit):
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    acts.write(review, secretary)
    decision = acts.decide(review, secretary, owner=Owner(role="UNIT_HEAD", unit=unit), input_key="c3")
    approval = acts.submit(review, secretary)
    assert fresh(review).state == "SUBMITTED"
    acts.approve(review, head)

    concluded = fresh(review)
    assert (concluded.state, concluded.concluded_date) == ("CONCLUDED", TODAY)
    decision.refresh_from_db()
    work = decision.assignment
    assert (work.title, work.owner_role, work.owner_unit, work.due_date) == (
        "Rà soát quy trình",
        "UNIT_HEAD",
        unit,
        date(2026, 7, 31),
    )
    assert (work.giver, work.giver_role, work.origin_uuid) == (head.user, "HEAD", decision.uuid)
    assert approval.title == str(review)


def test_a_signed_paper_concludes_as_well_and_gives_the_heads_work(agency, review, secretary, head):
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    acts.write(review, secretary)
    acts.decide(review, secretary, owner=Owner(secretary.user), due_date=date(2026, 6, 7))
    acts.submit(review, secretary)
    approval = Approval.objects.get(subject_uuid=review.uuid)
    paper = {"number": "21/BB-STTTT", "date": date(2026, 6, 8), "signer_name": "Nguyễn Văn An"}
    approvals.approve_by_paper(approval, actor=secretary, version=approval.version, **paper)

    assert fresh(review).concluded_date == date(2026, 6, 8)
    work = Assignment.objects.get(agency=agency)
    assert (work.giver, work.given_date, work.due_date) == (head.user, date(2026, 6, 8), date(2026, 6, 7))


def test_submitting_says_all_that_minutes_lack(review, secretary):
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    assert refused(acts.submit, review, secretary) == (
        "inputs_open",
        "judgement_missing",
        "policy_missing",
        "outputs_silent",
    )

    acts.write(review, secretary, judgement="PARTLY", policy_suitable=False, none_kinds=["IMPROVEMENT", "CHANGE"])
    acts.decide(review, secretary)
    assert refused(acts.submit, review, secretary) == (
        "judgement_unsaid",
        "policy_unsaid",
        "outputs_silent",
        "outputs_contradict",
        "decision_unassigned",
    )


def test_an_input_without_conclusion_says_why(review, secretary):
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    inputs = acts.CONCLUDED | {"e": {"conclusion": "", "why_none": "Chưa có rủi ro nào được ghi"}}
    acts.write(review, secretary, inputs=inputs)
    acts.decide(review, secretary, owner=Owner(secretary.user))
    review.inputs.filter(key="c3").update(numbers=[Figure("dossiers.on_time_rate", "Tỷ lệ", 97.52, "%").plain()])

    assert acts.submit(review, secretary).state == "OPEN"
    assert review.inputs.get(key="e").why_none == "Chưa có rủi ro nào được ghi"


def test_minutes_that_come_back_are_written_again_and_nothing_was_given(review, secretary, head):
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    acts.write(review, secretary)
    decision = acts.decide(review, secretary, owner=Owner(secretary.user))
    approval = acts.submit(review, secretary)
    assert refused(acts.write, review, secretary, absent="Phòng B") == ("not_held",)
    assert refused(acts.decide, review, secretary) == ("not_held",)
    approvals.return_with_reason(approval, actor=head, version=approval.version, reason="Thiếu ý kiến Phòng A")

    back = fresh(review)
    assert (back.state, back.returned_reason) == ("HELD", "Thiếu ý kiến Phòng A")
    assert not Assignment.objects.exists()
    minutes.remove_decision(decision, actor=secretary, version=decision.version)
    assert not ReviewDecision.objects.exists()
    again = acts.decide(review, secretary, owner=Owner(secretary.user))
    changed = minutes.change_decision(
        again, actor=secretary, version=1, kind="RESOURCES", text="Mua máy quét", owner=Owner(secretary.user)
    )
    assert (changed.kind, changed.due_date) == ("RESOURCES", None)


def test_the_notice_of_conclusions_is_entered_after_the_approval(agency, secretary, head):
    review = ReviewFactory(agency=agency, submitted=True)
    enter = {"actor": secretary, "version": 1, "on": TODAY}
    paper = NewDecision(number="30/TB-STTTT", date=date(2026, 6, 9))
    assert refused(minutes.enter_notice, review, decision=None, **enter) == ("not_concluded", "paper_missing")

    review = ReviewFactory(agency=agency, concluded=True)
    early = NewDecision(number="1/TB", date=date(2026, 6, 4))
    assert refused(minutes.enter_notice, review, decision=early, **enter) == ("paper_before_meeting",)
    assert minutes.enter_notice(review, decision=paper, **enter).notice == Decision.objects.get(number="30/TB-STTTT")


def test_cancelling_needs_a_reason_and_a_meeting_that_was_not_held(review, secretary):
    cancel = commands.cancel_review
    assert refused(cancel, review, actor=secretary, version=1, reason=" ", on=TODAY) == ("reason_missing",)
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    version = fresh(review).version
    assert refused(cancel, review, actor=secretary, version=version, reason="Hủy", on=TODAY) == ("not_open",)


def test_heads_of_units_do_not_run_reviews(review, secretary, unit_head):
    for act in (acts.invite, acts.hold, acts.write, acts.decide, acts.submit):
        with pytest.raises(PermissionDenied):
            act(review, unit_head)


def by_deputy(agency, secretary):
    """Return a review with whole minutes that an authorised deputy chaired, and the deputy."""
    deputy = person(agency, Seat.Role.DEPUTY_HEAD)
    paper = NewDecision(number="15/UQ-STN", date=date(2026, 5, 20))
    review = acts.begin(agency, secretary, chair=deputy.user, decision=paper)
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    acts.write(review, secretary)
    acts.decide(review, secretary, owner=Owner(secretary.user))
    return review, deputy


def test_who_chaired_approves_the_minutes(agency, secretary, head):
    review, deputy = by_deputy(agency, secretary)
    approval = acts.submit(review, secretary)

    (step,) = approval.steps.all()
    assert (step.user, step.role) == (deputy.user, "")
    with pytest.raises(PermissionDenied):
        acts.approve(review, head)
    acts.approve(review, deputy)
    assert fresh(review).state == "CONCLUDED"
    assert Assignment.objects.get(agency=agency).giver == deputy.user


def test_the_head_approves_where_the_deputy_who_chaired_left_the_seat(agency, secretary, head):
    review, deputy = by_deputy(agency, secretary)
    Seat.objects.filter(user=deputy.user).update(to_date=TODAY - timedelta(days=1))

    (step,) = acts.submit(review, secretary).steps.all()
    assert (step.user, step.role) == (None, "HEAD")


def test_no_paper_older_than_the_meeting_approves_the_minutes(review, secretary, head):
    acts.invite(review, secretary)
    acts.hold(review, secretary)
    acts.write(review, secretary)
    acts.decide(review, secretary, owner=Owner(secretary.user))
    approval = acts.submit(review, secretary)
    paper = {"number": "9/BB-STN", "signer_name": "Trần Thị Ký", "version": approval.version}

    older = refused(approvals.approve_by_paper, approval, actor=secretary, date=HELD - timedelta(days=1), **paper)
    assert older == ("approved_before_meeting",)
    approvals.approve_by_paper(Approval.objects.get(pk=approval.pk), actor=secretary, date=HELD, **paper)
    assert fresh(review).concluded_date == HELD


def test_the_numbers_of_a_meeting_held_early_end_on_its_day(agency, secretary, head):
    review = acts.begin(agency, secretary, to_date=HELD)
    acts.invite(review, secretary)

    acts.hold(review, secretary, day=date(2026, 5, 29))

    assert fresh(review).to_date == date(2026, 5, 29)


def test_people_and_units_of_another_agency_have_no_part(agency, review, secretary, other_agency):
    stranger, unit = person(other_agency, Seat.Role.SECRETARY), UnitFactory(agency=other_agency)

    assert refused(acts.begin, agency, secretary, secretary=stranger.user) == ("of_another_agency",)
    told = {"actor": secretary, "version": review.version, "units": {"d": unit}}
    assert refused(commands.assign_reports, review, **told) == ("of_another_agency",)
    one = review.inputs.get(key="d")
    told = {"actor": secretary, "version": one.version, "text": "x", "unit": unit}
    assert refused(commands.write_input, one, **told) == ("of_another_agency",)
