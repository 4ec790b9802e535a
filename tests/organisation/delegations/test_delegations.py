"""Seats lent: given, ended sooner, refused, denied; the borrower acts for the seat."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.models import Delegation, Seat
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.organisation.delegations.commands import delegate_seat, end_delegation
from tests.conftest import TODAY, person
from tests.factories.agency import SeatFactory, UserFactory
from tests.factories.organisation import DelegationFactory

pytestmark = pytest.mark.django_db
DAYS = {"from_date": TODAY, "to_date": date(2026, 6, 30), "reason": "Nghỉ phép"}


def lent(seat, actor, to, **more):
    return delegate_seat(seat, actor=actor, on=TODAY, person=to, **(DAYS | more))


def codes(seat, actor, to, **more):
    with pytest.raises(Refused) as refusal:
        lent(seat, actor, to, **more)
    return refusal.value.codes


def test_a_lent_seat_is_held_for_its_days_and_told_in_the_journal(agency, head, official):
    seat = Seat.objects.get(user=head.user)

    lent(seat, head, official.user)

    inside = actor_of(official.user, agency=agency, on=date(2026, 6, 30))
    assert inside.holds(Seat.Role.HEAD)
    assert not actor_of(official.user, agency=agency, on=date(2026, 7, 1)).holds(Seat.Role.HEAD)
    assert Entry.objects.get().subject_uuid == seat.uuid


def test_lending_refuses_oneself_strangers_past_days_and_days_outside_the_seat(agency, secretary, official):
    seat = SeatFactory(agency=agency, to_date=date(2026, 12, 31))

    assert codes(seat, secretary, seat.user) == ("to_oneself",)
    assert codes(seat, secretary, UserFactory()) == ("not_a_member",)
    assert codes(seat, secretary, official.user, to_date=date(2027, 1, 1)) == ("outside_seat",)
    assert codes(seat, secretary, official.user, from_date=date(2026, 2, 1), to_date=date(2026, 3, 1)) == (
        "over_already",
    )
    lent(seat, secretary, official.user)
    assert codes(seat, secretary, official.user) == ("lent_already",)


def test_a_seat_is_lent_by_its_holder_or_an_administrator_and_never_lent_on(agency, secretary, official):
    seat, colleague = SeatFactory(agency=agency), person(agency, Seat.Role.OFFICIAL)
    lent(seat, secretary, official.user)

    for actor in (colleague, actor_of(official.user, agency=agency, on=TODAY)):
        with pytest.raises(PermissionDenied):
            lent(seat, actor, colleague.user, from_date=date(2026, 8, 1), to_date=date(2026, 8, 2))


def test_a_loan_ends_sooner(agency, secretary):
    loan = DelegationFactory(agency=agency)

    ended = end_delegation(loan, actor=secretary, version=1, on=TODAY, to_date=TODAY, reason="Về sớm")

    assert ended.to_date == TODAY
    with pytest.raises(Refused) as refusal:
        end_delegation(ended, actor=secretary, version=2, on=TODAY, to_date=date(2026, 7, 1), reason="x")
    assert refusal.value.codes == ("not_sooner",)


def test_the_form_lends_and_the_list_shows_it(agency, secretary, signed_in, official):
    seat, client = SeatFactory(agency=agency), signed_in(secretary)
    url = reverse("organisation:delegation_give", kwargs={"agency": agency.short_name, "uuid": seat.uuid})
    typed = {"from_date": "01/06/2026", "to_date": "31/12/2099", "reason": "Đi học", "person": official.user.username}

    assert client.send(url, typed).status_code == 302

    loan = Delegation.objects.get()
    assert loan.to_user == official.user
    page = reverse("organisation:delegation_list", kwargs={"agency": agency.short_name})
    assert "Đi học" in client.get(page).content.decode()
    assert "Đi học" in client.get(page, {"export": "csv"}).getvalue().decode("utf-8-sig")


def test_the_list_asks_as_often_for_30_as_for_1(agency, secretary, signed_in):
    url, client = reverse("organisation:delegation_list", kwargs={"agency": agency.short_name}), signed_in(secretary)

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    DelegationFactory(agency=agency)
    few = asked()
    DelegationFactory.create_batch(29, agency=agency)
    assert asked() == few <= 12
