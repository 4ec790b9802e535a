"""A hand-over tells what the seat owes and what it has submitted."""

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.leadership.policy.commands import prepare_policy, submit_policy
from sotay.organisation.people.handover import all_held

pytestmark = pytest.mark.django_db


def held(actor, key):
    seat = Seat.objects.get(pk=actor.seats[0].pk)
    return {part.key: part.items for part in all_held(seat, on=today())}[key]


def test_the_secretarys_page_tells_what_is_owed_by_the_seat(agency, secretary, head):
    agency.in_use_from_date = today().replace(year=today().year - 1)
    agency.save()

    due = [item.due_date for item in held(secretary, "owed")]

    assert due
    assert due == sorted(due)


def test_an_official_owes_less_by_the_seat(agency, secretary, official):
    agency.in_use_from_date = today().replace(year=today().year - 1)
    agency.save()

    assert len(held(official, "owed")) < len(held(secretary, "owed"))


def test_what_was_submitted_and_is_open_is_told(agency, secretary, head):
    policy = prepare_policy(agency, actor=secretary, text="Phục vụ đúng hẹn.")
    submit_policy(policy, actor=secretary, version=policy.version, on=today())

    (item,) = held(secretary, "submitted")
    assert "Chính sách chất lượng" in str(item.text)
    assert held(head, "submitted") == ()
