"""Grants: given, shown in both journals, taken back at once, refused, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.models import Grant
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.organisation.grants.commands import give_grant, revoke_grant
from tests.conftest import TODAY
from tests.factories.agency import SeatFactory, UserFactory
from tests.factories.organisation import GrantFactory

pytestmark = pytest.mark.django_db
DAYS = {"from_date": TODAY, "to_date": date(2026, 6, 30), "purpose": "Kiểm tra năm 2026"}


def granted(agency, actor, **more):
    return give_grant(agency, actor=actor, on=TODAY, **(DAYS | more))


def test_a_grant_to_an_agency_lets_its_people_read_and_stands_in_both_journals(agency, secretary, other_agency):
    inspector = SeatFactory(agency=other_agency).user

    granted(agency, secretary, to_agency=other_agency)

    assert actor_of(inspector, agency=agency, on=TODAY).is_guest
    assert actor_of(inspector, agency=agency, on=date(2026, 7, 1)) is None
    entries = Entry.objects.filter(action="organisation.grant.given")
    assert {entry.agency for entry in entries} == {agency, other_agency}


def test_a_grant_to_a_person_is_told_where_the_person_sits(agency, secretary, other_agency):
    inspector = SeatFactory(agency=other_agency).user

    granted(agency, secretary, to_user=inspector)

    assert Entry.objects.filter(agency=other_agency, action="organisation.grant.given").exists()


def test_a_grant_taken_back_ends_at_once(agency, secretary, other_agency):
    inspector = SeatFactory(agency=other_agency).user
    grant = granted(agency, secretary, to_agency=other_agency)

    revoke_grant(grant, actor=secretary, version=1, on=TODAY, reason="Kiểm tra xong")

    assert actor_of(inspector, agency=agency, on=TODAY) is None
    assert Entry.objects.filter(agency=other_agency, action="organisation.grant.revoked").exists()
    with pytest.raises(Refused) as refusal:
        revoke_grant(grant, actor=secretary, version=2, on=TODAY, reason="x")
    assert refusal.value.codes == ("revoked_already",)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (lambda a, o, m: {}, "to_one_only"),
        (lambda a, o, m: {"to_agency": o, "to_user": UserFactory()}, "to_one_only"),
        (lambda a, o, m: {"to_agency": a}, "to_itself"),
        (lambda a, o, m: {"to_user": m}, "member_already"),
        (lambda a, o, m: {"to_agency": o, "to_date": date(2026, 1, 1)}, "ends_before_start"),
        (lambda a, o, m: {"to_agency": o, "from_date": date(2026, 1, 1), "to_date": date(2026, 2, 1)}, "over_already"),
    ],
)
def test_give_grant_refuses(agency, secretary, other_agency, wanted, code):
    with pytest.raises(Refused) as refusal:
        granted(agency, secretary, **wanted(agency, other_agency, secretary.user))

    assert refusal.value.codes == (code,)
    assert not Grant.objects.exists()


def test_the_same_grant_twice_is_refused(agency, secretary, other_agency):
    granted(agency, secretary, to_agency=other_agency)
    with pytest.raises(Refused) as refusal:
        granted(agency, secretary, to_agency=other_agency)
    assert refusal.value.codes == ("granted_already",)


def test_give_grant_is_denied_to_an_official(agency, official, other_agency):
    with pytest.raises(PermissionDenied):
        granted(agency, official, to_agency=other_agency)


def test_the_form_finds_agencies_and_people_by_their_names(agency, secretary, other_agency, signed_in):
    client, url = signed_in(secretary), reverse("organisation:grant_give", kwargs={"agency": agency.short_name})
    days = {"from_date": "01/06/2026", "to_date": "31/12/2099", "purpose": "Theo dõi"}

    assert client.send(url, {"to_agency": "khong-co", **days}).status_code == 422
    assert client.send(url, {"to_agency": other_agency.short_name, **days}).status_code == 302
    grant = Grant.objects.get()
    assert grant.to_agency == other_agency
    revoke = reverse("organisation:grant_revoke", kwargs={"agency": agency.short_name, "uuid": grant.uuid})
    assert client.send(revoke, {"version": 1, "reason": "Thôi"}).status_code == 302
    grant.refresh_from_db()
    assert grant.revoked_at


def test_the_list_asks_as_often_for_30_as_for_1(agency, secretary, signed_in):
    url, client = reverse("organisation:grant_list", kwargs={"agency": agency.short_name}), signed_in(secretary)

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    GrantFactory(agency=agency)
    few = asked()
    GrantFactory.create_batch(29, agency=agency)
    assert asked() == few <= 12
    assert "Kiểm tra theo kế hoạch" in client.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")
