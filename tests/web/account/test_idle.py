"""The idle lock: when it falls, what is let through, how one comes back, and that nothing typed is lost."""

import html
import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sotay.agency.clock import now
from sotay.agency.models import Seat, User
from sotay.web.account.models import OpenSession
from tests.factories.account import PASSWORD, entered, person_with_password
from tests.factories.agency import SeatFactory

pytestmark = pytest.mark.django_db
UNLOCK = "/accounts/unlock/"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def user(agency):
    person = person_with_password()
    SeatFactory(agency=agency, user=person, role=Seat.Role.SECRETARY)
    return person


@pytest.fixture
def client(user):
    return entered(user)


def later(**span):
    return time_machine.travel(now() + timedelta(**span), tick=True)


def a_form_of(agency):
    """Return the address of a form that belongs to an agency."""
    return reverse("organisation:unit_create", kwargs={"agency": agency.short_name})


def kept_in(answer):
    """Return the hidden field of the page that asks for the password."""
    found = re.search(r'name="kept" value="([^"]*)"', answer.content.decode())
    return html.unescape(found[1]) if found else None


def test_a_page_opens_until_the_minutes_are_over_and_is_locked_after(client):
    with later(minutes=14):
        assert client.get("/accounts/agencies/").status_code == 200
    with later(minutes=30):
        answer = client.get("/accounts/agencies/?q=m%E1%BB%99t")

    assert answer["Location"] == f"{UNLOCK}?next=%2Faccounts%2Fagencies%2F%3Fq%3Dm%25E1%25BB%2599t"


def test_the_minutes_are_a_setting(client, settings):
    settings.SOTAY_IDLE_LOCK_MINUTES = 5

    with later(minutes=6):
        assert client.get("/accounts/").status_code == 302


def test_trying_pages_does_not_open_the_lock(client):
    with later(minutes=16):
        for _n in range(3):
            assert client.get("/accounts/")["Location"].startswith(UNLOCK)


def test_the_password_leads_back_to_the_same_address(client):
    with later(minutes=16):
        page = client.get(f"{UNLOCK}?next=/accounts/agencies/").content.decode()
        assert 'value="/accounts/agencies/"' in page
        answer = client.post(UNLOCK, {"password": PASSWORD, "next": "/accounts/agencies/"})
        assert answer["Location"] == "/accounts/agencies/"
        assert client.get("/accounts/agencies/").status_code == 200


def test_unlocking_leads_to_no_other_site(client):
    with later(minutes=16):
        answer = client.post(UNLOCK, {"password": PASSWORD, "next": "//ke-xau.example/"})

    assert answer["Location"] == "/"


def test_a_wrong_password_keeps_the_lock_and_five_lock_the_account(client):
    with later(minutes=16):
        for _n in range(4):
            answer = client.post(UNLOCK, {"password": "Sai-mat-khau-1"})
            assert (answer.status_code, "Mật khẩu không đúng." in answer.content.decode()) == (422, True)
        client.post(UNLOCK, {"password": "Sai-mat-khau-1"})

        assert client.post(UNLOCK, {"password": PASSWORD}).status_code == 429
        assert client.get("/accounts/")["Location"].startswith(UNLOCK)


def test_another_persons_password_does_not_open_it(client):
    other = person_with_password("Cua-nguoi-khac-5")

    with later(minutes=16):
        assert client.post(UNLOCK, {"password": "Cua-nguoi-khac-5", "login": other.username}).status_code == 422


def test_in_place_the_right_password_answers_204_and_a_wrong_one_422(client):
    with later(minutes=16):
        wrong = client.post(UNLOCK, {"password": "Sai-mat-khau-1"}, **JSON)
        right = client.post(UNLOCK, {"password": PASSWORD}, **JSON)

        assert (wrong.status_code, wrong.json()) == (422, {"error": "Mật khẩu không đúng."})
        assert (right.status_code, right.content) == (204, b"")
        assert client.get("/accounts/").status_code == 200


def test_in_place_a_locked_account_is_told_in_words_and_a_lost_session_apart(client):
    with later(minutes=16):
        for _n in range(5):
            client.post(UNLOCK, {"password": "Sai-mat-khau-1"}, **JSON)
        locked = client.post(UNLOCK, {"password": PASSWORD}, **JSON)

    assert (locked.status_code, locked.json()["error"]) == (429, "Sai quá 5 lần. Tài khoản bị khóa 12 giờ.")
    assert Client().post(UNLOCK, {"password": PASSWORD}, **JSON).status_code == 401


def test_an_empty_password_is_refused_without_being_counted(client):
    with later(minutes=16):
        for _n in range(6):
            assert client.post(UNLOCK, {"password": ""}, **JSON).status_code == 422
        assert client.post(UNLOCK, {"password": PASSWORD}, **JSON).status_code == 204


def test_a_form_sent_from_a_locked_page_is_kept_and_sent_on_after_the_password(client):
    """The journey without JavaScript: form, password, send on; the same once-token, so that it counts once."""
    fields = {"name": "Phòng “Một” <&>", "many": ["a", "b"], "note": "\ndòng một\ndòng hai", "once": "the-token"}
    with later(minutes=16):
        asked = client.post("/accounts/sessions/end/?from=%C4%91%C3%A2y", fields)
        assert asked.status_code == 403
        kept = kept_in(asked)
        assert json.loads(kept) == [
            "/accounts/sessions/end/?from=%C4%91%C3%A2y",
            [["name", "Phòng “Một” <&>"], ["many", "a"], ["many", "b"], ["note", "\ndòng một\ndòng hai"], ["once", "the-token"]],
            [],
        ]  # fmt: skip
        wrong = client.post(UNLOCK, {"password": "Sai-mat-khau-1", "kept": kept})
        assert kept_in(wrong) == kept
        page = client.post(UNLOCK, {"password": PASSWORD, "kept": kept_in(wrong)}).content.decode()

    assert 'action="/accounts/sessions/end/?from=%C4%91%C3%A2y" data-resume' in page
    sent_on = [
        (name, html.unescape(value)) for name, value in re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    ]  # fmt: skip
    assert sent_on == [
        ("name", "Phòng “Một” <&>"),
        ("many", "a"),
        ("many", "b"),
        ("note", "\ndòng một\ndòng hai"),
        ("once", "the-token"),
    ]


def test_a_form_sent_on_has_its_effect_once(client):
    """End other sessions from a locked page: nothing before the password, once after it however often it is sent."""
    entered(User.objects.get())
    token = "7b1f3f1e-2f0e-4d6f-9a37-0d6a6e1f0c11"
    with later(minutes=16):
        kept = kept_in(client.post("/accounts/sessions/end/", {"once": token}))
        assert OpenSession.objects.count() == 2
        client.post(UNLOCK, {"password": PASSWORD, "kept": kept})
        for _n in range(2):
            assert client.post("/accounts/sessions/end/", {"once": token}).status_code == 302

    assert OpenSession.objects.count() == 1


def test_files_are_not_kept_and_the_page_says_so_and_does_not_send_by_itself(client):
    with later(minutes=16):
        file = SimpleUploadedFile("quyết định.pdf", b"%PDF-1.7")
        asked = client.post("/accounts/sessions/end/", {"name": "x", "paper": file})
        page = client.post(UNLOCK, {"password": PASSWORD, "kept": kept_in(asked)}).content.decode()

    for text in (asked.content.decode(), page):
        assert "quyết định.pdf" in text
        assert "phải chọn lại" in text
    assert "data-resume" not in page


def test_passwords_are_never_carried_in_a_page(client):
    with later(minutes=16):
        asked = client.post(
            reverse("account_change_password"), {"old_password": PASSWORD, "password": "Bi-mat-777", "other": "x"}
        )

    assert json.loads(kept_in(asked))[1] == [["other", "x"]]
    assert "Bi-mat-777" not in asked.content.decode()


@pytest.mark.parametrize(
    "kept", ["", "x", "[]", '["https://ke-xau.example/", [], []]', '["//ke-xau.example/", [], []]', "{}"]
)
def test_a_hidden_field_that_was_meddled_with_is_dropped(client, kept):
    with later(minutes=16):
        answer = client.post(UNLOCK, {"password": PASSWORD, "kept": kept})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_part_asked_by_htmx_tells_the_page_to_ask_in_place(client):
    with later(minutes=16):
        answer = client.get("/accounts/", HTTP_HX_REQUEST="true")

    assert (answer.status_code, answer["HX-Trigger"], answer.content) == (401, "sotay-locked", b"")


def test_asking_for_the_time_left_is_no_activity_but_staying_is(client):
    with later(minutes=10):
        assert client.get("/accounts/session/").json() == {"signed_in": True, "seconds_left": pytest.approx(300, abs=5)}
        assert client.post("/accounts/session/stay/").json()["seconds_left"] == pytest.approx(900, abs=5)
    with later(minutes=26):
        assert client.get("/accounts/session/").json() == {"signed_in": True, "seconds_left": 0}
        assert client.post("/accounts/session/stay/").status_code == 403
        assert client.get("/accounts/session/").json()["seconds_left"] == 0


def test_strangers_are_told_that_nobody_is_signed_in():
    assert Client().get("/accounts/session/").json() == {"signed_in": False, "seconds_left": 0}
    assert Client().post("/accounts/session/stay/").status_code == 401


def test_a_locked_session_can_sign_out_and_choose_its_language(client):
    with later(minutes=16):
        assert client.post("/language/", {"language": "en"}).status_code == 302
        assert client.post("/accounts/logout/").status_code == 302

    assert not OpenSession.objects.exists()


def test_every_signed_in_page_carries_the_lock_and_the_sign_in_page_does_not(client):
    page = client.get("/accounts/").content.decode()

    assert 'id="idle-lock"' in page
    assert "web/js/idle.js" in page
    assert 'id="idle-lock"' not in Client().get("/accounts/login/").content.decode()
    with later(minutes=16):  # the page that asks for the password must not be covered by the dialog that asks for it
        assert 'id="idle-lock"' not in client.get(UNLOCK).content.decode()
        assert 'id="idle-lock"' not in client.post("/accounts/sessions/end/").content.decode()


def test_activity_is_written_to_the_account_at_most_every_five_minutes(client, user):
    User.objects.filter(pk=user.pk).update(last_active_at=None)

    with later(minutes=4):
        client.get("/accounts/")
    user.refresh_from_db()
    assert user.last_active_at is None

    with later(minutes=6):
        client.get("/accounts/")
    user.refresh_from_db()
    assert user.last_active_at is not None


def test_a_second_page_within_a_minute_writes_nothing(client, django_assert_num_queries):
    client.get("/accounts/session/stay/")

    with django_assert_num_queries(2):  # the session and the person
        client.post("/accounts/session/stay/")


def test_a_form_left_open_over_night_is_sent_on_after_its_owner_signed_in(client, user, agency):
    Session.objects.all().delete()

    led = client.post(a_form_of(agency), {"name": "Nhập dở"})
    assert led["Location"] == f"{reverse('account_login')}?next=%2Faccounts%2Fresume%2F"
    entering = client.post(
        "/accounts/login/", {"login": user.username, "password": PASSWORD, "next": "/accounts/resume/"}
    )
    page = client.get(entering["Location"]).content.decode()

    assert f'action="{a_form_of(agency)}" data-resume' in page
    assert "Nhập dở" in page


def test_a_form_left_open_is_not_shown_to_whoever_signs_in_instead(client, agency):
    Session.objects.all().delete()
    other = person_with_password()

    client.post(a_form_of(agency), {"name": "Nhập dở"})
    client.post("/accounts/login/", {"login": other.username, "password": PASSWORD})

    assert client.get("/accounts/resume/")["Location"] == "/"


def test_a_stranger_who_posts_is_led_to_the_sign_in_page(agency):
    answer = Client().post(a_form_of(agency), {"name": "x"})

    assert answer["Location"] == f"{reverse('account_login')}?next={a_form_of(agency)}"
