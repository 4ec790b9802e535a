"""The account page, open sessions, the first page, idle accounts at night, and who gets which answer."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import get_resolver, reverse

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import now, today
from sotay.agency.models import Delegation, Grant, Seat, User
from sotay.commands import UNCHANGED
from sotay.journal.models import Entry
from sotay.organisation.people.commands import reset_password
from sotay.web.account import commands, queries, sessions
from sotay.web.account.jobs import lock_dormant_accounts, sweep_sessions
from sotay.web.account.models import DormantLock, OpenSession
from sotay.web.account.permissions import LOCK_DORMANT
from tests.factories.account import PASSWORD, entered, person_with_password, tried
from tests.factories.agency import AgencyFactory, SeatFactory

pytestmark = pytest.mark.django_db
END = "/accounts/sessions/end/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def token():
    from uuid import uuid4

    return str(uuid4())


def seated(user, agency, role=Seat.Role.OFFICIAL, **seat):
    return SeatFactory(agency=agency, user=user, role=role, from_date=today() - timedelta(days=9), **seat)


def test_the_account_page_tells_seats_in_every_agency_and_where_one_is_signed_in():
    user = person_with_password(full_name="Lê Thị Hiền")
    one, two = AgencyFactory(name="Sở Một"), AgencyFactory(name="Sở Hai")
    seated(user, one, Seat.Role.SECRETARY)
    seated(user, two, Seat.Role.AUDITOR)
    seated(user, AgencyFactory(name="Sở Cũ"), to_date=today() - timedelta(days=1))
    entered(user)

    page = entered(user).get("/accounts/").content.decode()

    for words in ("Lê Thị Hiền", "Sở Một", "Thư ký ISO", "Sở Hai", "Đánh giá viên nội bộ", "máy này", "127.0.0.1"):
        assert words in page
    assert "Sở Cũ" not in page
    assert page.count("127.0.0.1") == 2


def test_the_account_page_costs_the_same_for_one_agency_and_thirty(django_assert_max_num_queries):
    user = person_with_password()
    for _n in range(30):
        seated(user, AgencyFactory())
    client = entered(user)

    with django_assert_max_num_queries(9):
        client.get("/accounts/")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8.0", "curl/8.0"),
    ],
)
def test_a_device_is_called_as_people_call_it(said, shown):
    assert OpenSession(browser=said).device == shown


def test_signing_out_elsewhere_ends_the_others_and_not_this_one():
    user, stranger = person_with_password(), person_with_password()
    here, there, apart = entered(user), entered(user), entered(stranger)

    assert here.post(END, {"once": token()})["Location"] == "/accounts/"

    assert there.get("/accounts/").status_code == 302
    assert here.get("/accounts/").status_code == 200
    assert apart.get("/accounts/").status_code == 200


def test_the_first_page_leads_a_person_of_one_agency_into_it(agency):
    user = person_with_password()
    seated(user, agency)

    assert entered(user).get("/")["Location"].startswith(f"/{agency.short_name}/")


def test_the_first_page_lets_a_person_of_several_agencies_choose():
    user = person_with_password()
    one, two = AgencyFactory(name="Sở Một"), AgencyFactory(name="Sở Hai")
    seated(user, one)
    seated(user, two)

    page = entered(user).get("/")

    assert page.status_code == 200
    assert f'href="/{one.short_name}/' in page.content.decode()
    assert f'href="/{two.short_name}/' in page.content.decode()


def test_the_first_page_tells_a_person_without_a_seat_whom_to_ask():
    page = entered(person_with_password()).get("/").content.decode()

    assert "Chưa có vai trò ở cơ quan nào" in page
    assert "Thư ký ISO" in page


def test_a_lent_seat_and_a_grant_open_an_agency_while_they_last():
    user, on = person_with_password(), today()
    lending, granting, lapsed = AgencyFactory(), AgencyFactory(), AgencyFactory()
    span = {"from_date": on, "to_date": on}
    lent = SeatFactory(agency=lending, role=Seat.Role.HEAD, from_date=on)
    own = seated(user, lending, to_date=on)
    Delegation.objects.create(agency=lending, seat=lent, to_user=user, reason="Đi công tác", **span)
    Grant.objects.create(agency=granting, to_user=user, purpose="Kiểm tra", **span)
    Grant.objects.create(agency=lapsed, to_user=user, purpose="Kiểm tra", from_date=on, to_date=on, revoked_at=now())

    places = queries.list_places(user, on=on)

    assert [(one.agency, one.guest) for one in places] == [(lending, False), (granting, True)]
    assert actor_of(user, agency=lending, on=on).holds(Seat.Role.HEAD)
    assert queries.list_places(user, on=on + timedelta(days=1)) == ()
    own.to_date = on - timedelta(days=1)  # whoever left acts for nobody
    own.save()
    assert [one.agency for one in queries.list_places(user, on=on)] == [granting]
    assert actor_of(user, agency=lending, on=on) is None


def test_the_night_locks_idle_accounts_once_and_leaves_seats_alone(agency):
    idle, used = person_with_password(), person_with_password()
    seat = seated(idle, agency)
    User.objects.filter(pk=idle.pk).update(last_active_at=None, created_at=now() - timedelta(days=46))
    User.objects.filter(pk=used.pk).update(last_active_at=now() - timedelta(days=44), created_at=now() - timedelta(999))

    lock_dormant_accounts(timestamp=0)
    lock_dormant_accounts(timestamp=0)

    assert [one.user for one in DormantLock.objects.all()] == [idle]
    entry = Entry.objects.get()
    assert (entry.agency, entry.origin, entry.data["days"]) == (None, f"job:{LOCK_DORMANT}", 45)
    assert seat in Seat.objects.in_force(today())


def test_the_night_finds_idle_accounts_with_one_question(django_assert_num_queries):
    for _n in range(30):
        person_with_password()
    User.objects.update(created_at=now() - timedelta(days=100))

    with django_assert_num_queries(1):
        assert len(queries.list_dormant(at=now())) == 30


def test_an_unlocked_account_is_not_locked_again_the_next_night():
    user = person_with_password()
    User.objects.filter(pk=user.pk).update(created_at=now() - timedelta(days=100))
    lock_dormant_accounts(timestamp=0)

    commands.unlock(user, actor=Actor.of_installation(None, origin="command_line"), at=now())
    lock_dormant_accounts(timestamp=0)

    assert not DormantLock.objects.exists()
    assert entered(user).get("/accounts/").status_code == 200


def test_a_password_given_by_the_agency_opens_an_account_locked_for_idling_or_wrong_passwords(agency, secretary):
    user = person_with_password()
    seated(user, agency)
    User.objects.filter(pk=user.pk).update(last_active_at=now() - timedelta(days=46), created_at=now() - timedelta(99))
    lock_dormant_accounts(0)
    for _time in range(5):
        tried(user.username, "wrong")
    assert tried(user.username, PASSWORD).status_code == 429

    reset_password(user, actor=secretary, on=today(), password="Xy7#Xy7#Xy7#")

    assert tried(user.username, "Xy7#Xy7#Xy7#").status_code == 302
    assert not DormantLock.objects.exists()
    acts = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert acts == ["account.account.locked", "organisation.password.reset", "account.account.unlocked"]


def test_locking_is_the_jobs_alone_and_unlocking_the_command_lines():
    user = person_with_password()
    own = Actor.of_installation(user)

    for act in (commands.lock_dormant, commands.unlock, commands.reset_password):
        with pytest.raises(PermissionDenied):
            act(user, actor=own, at=now())
    job = Actor.of_installation(None, origin=f"job:{LOCK_DORMANT}")
    assert commands.lock_dormant(user, actor=job, at=now()) is UNCHANGED


def test_the_night_sweeps_sessions_that_ended_long_ago():
    user = person_with_password()
    entered(user)
    entered(user)
    OpenSession.objects.filter(pk=OpenSession.objects.first().pk).update(seen_at=now() - timedelta(days=8))

    sweep_sessions(timestamp=0)

    assert OpenSession.objects.count() == 1
    assert sessions.close(user, except_key=None) == 1


# Addresses without an agency: method, name, what an anonymous visitor and what a person with an account is answered.
ADDRESSES = [
    ("get", "account_login", 200, 302),
    ("post", "account_login", 200, 302),
    ("get", "account_logout", 302, 200),
    ("post", "account_logout", 302, 302),
    ("get", "account_inactive", 200, 200),
    ("get", "account_reauthenticate", 302, 200),
    ("get", "mfa_authenticate", 302, 302),
    ("get", "mfa_reauthenticate", 302, 302),
    ("get", "account", 302, 200),
    ("get", "agencies", 302, 200),
    ("get", "account_change_password", 302, 200),
    ("post", "account_change_password", 302, 422),
    ("get", "account_end_sessions", 405, 405),
    ("post", "account_end_sessions", 302, 302),
    ("get", "account_unlock", 302, 302),
    ("post", "account_unlock", 302, 422),
    ("get", "account_resume", 302, 302),
    ("get", "account_session", 200, 200),
    ("post", "account_stay", 401, 200),
    ("get", "mfa_activate_totp", 302, 302),
    ("get", "mfa_deactivate_totp", 302, 302),
    ("get", "mfa_view_recovery_codes", 302, 302),
    ("get", "mfa_download_recovery_codes", 302, 302),
    ("get", "mfa_generate_recovery_codes", 302, 302),
    ("get", "web:home", 302, 200),
]


@pytest.mark.parametrize(("method", "name", "anonymous", "signed_in"), ADDRESSES)
def test_who_gets_what_outside_agencies(method, name, anonymous, signed_in):
    user = person_with_password()
    for client, status in ((Client(), anonymous), (entered(user), signed_in)):
        answer = getattr(client, method)(reverse(name), {"once": token()} if method == "post" else {})
        assert answer.status_code == status
        if method == "get" and answer.status_code == 200 and "html" in answer["Content-Type"]:
            assert 'lang="vi"' in answer.content.decode()


def test_every_address_of_the_account_is_in_the_list():
    named = {pattern.name for pattern in get_resolver("sotay.web.account.urls").url_patterns}

    assert named == {name for _method, name, _anonymous, _signed_in in ADDRESSES} - {"web:home"}
