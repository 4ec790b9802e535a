"""The policy: prepared, approved in two ways, returned, read, posted, refused, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.leadership.models import Policy, Posting, Reading
from sotay.leadership.policy.commands import (
    change_policy,
    confirm_reading,
    post_policy,
    prepare_policy,
    submit_policy,
)
from tests.conftest import TODAY, person
from tests.factories.leadership import PolicyFactory

pytestmark = pytest.mark.django_db
State = Policy.State


def fresh(policy):
    return Policy.objects.get(pk=policy.pk)


def submitted(policy, actor):
    return submit_policy(policy, actor=actor, version=policy.version, on=TODAY)


def test_prepare_policy_counts_editions_and_keeps_the_text(agency, secretary):
    PolicyFactory(agency=agency, in_force=True)

    policy = prepare_policy(agency, actor=secretary, text=" - Phục vụ\r\n", reason="Sáp nhập")

    assert (policy.edition, policy.text, policy.state) == (2, "- Phục vụ", State.DRAFT)
    assert Entry.objects.get().action == "leadership.policy.prepared"


def test_prepare_policy_refuses_a_second_draft_and_no_text(agency, secretary):
    PolicyFactory(agency=agency)

    with pytest.raises(Refused) as refusal:
        prepare_policy(agency, actor=secretary, text=" ")

    assert refusal.value.codes == ("prepared_already", "text_missing")


def test_change_policy_makes_a_sample_ones_own_and_changes_nothing_twice(agency, secretary):
    policy = PolicyFactory(agency=agency, is_sample=True)

    policy = change_policy(policy, actor=secretary, version=1, text="Của cơ quan")

    assert not policy.is_sample
    assert change_policy(policy, actor=secretary, version=policy.version, text="Của cơ quan") is UNCHANGED
    with pytest.raises(Stale):
        change_policy(policy, actor=secretary, version=1, text="Khác")


def test_change_policy_refuses_what_is_in_force_or_empty(agency, secretary):
    policy = PolicyFactory(agency=agency, in_force=True)

    with pytest.raises(Refused) as refusal:
        change_policy(policy, actor=secretary, version=1, text="")

    assert refusal.value.codes == ("not_draft", "text_missing")


def test_submit_policy_refuses_a_sample_nobody_changed(agency, secretary, head):
    with pytest.raises(Refused) as refusal:
        submitted(PolicyFactory(agency=agency, is_sample=True), secretary)

    assert refusal.value.codes == ("sample_unchanged",)


def test_approved_by_the_head_it_is_in_force_and_supersedes_the_one_before(agency, secretary, head):
    before = PolicyFactory(agency=agency, in_force=True)
    policy = PolicyFactory(agency=agency, edition=2)
    approval = submitted(policy, secretary)
    assert fresh(policy).state == State.SUBMITTED

    approve(approval, actor=head, version=approval.version, on=TODAY)

    assert (fresh(policy).state, fresh(policy).approved_date) == (State.IN_FORCE, TODAY)
    assert (fresh(before).state, fresh(before).superseded_date) == (State.SUPERSEDED, TODAY)
    assert list(Policy.objects.in_force(TODAY)) == [policy]
    assert list(Policy.objects.in_force(date(2026, 6, 5))) == [before]


def test_approved_by_a_signed_paper_it_bears_the_day_of_the_paper(agency, secretary, head):
    policy = PolicyFactory(agency=agency)
    approval = submitted(policy, secretary)

    signed = {"number": "7/QĐ-STN", "date": date(2026, 6, 8), "signer_name": "Trần Thị Ký"}
    approve_by_paper(approval, actor=secretary, version=approval.version, **signed)

    assert (fresh(policy).state, fresh(policy).approved_date) == (State.IN_FORCE, date(2026, 6, 8))


def test_returned_it_can_be_written_and_submitted_again(agency, secretary, head):
    policy = PolicyFactory(agency=agency)
    approval = submitted(policy, secretary)

    return_with_reason(approval, actor=head, version=approval.version, reason="Bổ sung cam kết")

    assert fresh(policy).state == State.DRAFT
    assert submitted(fresh(policy), secretary).pk != approval.pk


def test_writing_is_denied_to_an_official_and_to_another_agencys_secretary(agency, official, other_agency):
    policy = PolicyFactory(agency=agency)

    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            prepare_policy(agency, actor=actor, text="x")
        with pytest.raises(PermissionDenied):
            change_policy(policy, actor=actor, version=1, text="x")
        with pytest.raises(PermissionDenied):
            submitted(policy, actor)
        with pytest.raises(PermissionDenied):
            post_policy(policy, actor=actor, place="Một cửa", posted_date=TODAY)


def test_confirm_reading_is_kept_once(agency, official):
    policy = PolicyFactory(agency=agency, in_force=True)

    reading = confirm_reading(policy, actor=official, on=TODAY)

    assert (reading.user, reading.read_date) == (official.user, TODAY)
    assert confirm_reading(policy, actor=official, on=TODAY) is UNCHANGED
    assert Reading.objects.count() == Entry.objects.count() == 1


def test_confirm_reading_refuses_a_draft_and_a_day_before_the_approval(agency, official):
    policy = PolicyFactory(agency=agency, in_force=True)

    for one, on, code in (
        (PolicyFactory(agency=agency, edition=2), TODAY, "not_in_force"),
        (policy, date(2026, 5, 31), "read_before_approved"),
    ):
        with pytest.raises(Refused) as refusal:
            confirm_reading(one, actor=official, on=on)
        assert refusal.value.codes == (code,)


def test_confirm_reading_is_denied_to_people_of_another_agency(agency, other_agency):
    policy = PolicyFactory(agency=agency, in_force=True)

    with pytest.raises(PermissionDenied):
        confirm_reading(policy, actor=person(other_agency, Seat.Role.OFFICIAL), on=TODAY)


def test_post_policy_keeps_each_place_once_and_refuses_drafts_and_no_place(agency, secretary):
    policy = PolicyFactory(agency=agency, in_force=True)

    post_policy(policy, actor=secretary, place="Bộ phận Một cửa ", posted_date=TODAY)

    assert post_policy(policy, actor=secretary, place="Bộ phận Một cửa", posted_date=TODAY) is UNCHANGED
    assert Posting.objects.get().place == "Bộ phận Một cửa"
    with pytest.raises(Refused) as refusal:
        post_policy(PolicyFactory(agency=agency, edition=2), actor=secretary, place=" ", posted_date=TODAY)
    assert refusal.value.codes == ("not_in_force", "place_missing")
