"""Signing in: right and wrong passwords, the lock after five, accounts that may not enter, signing out."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from sotay.agency.clock import now
from sotay.agency.models import User
from sotay.journal.models import Entry
from sotay.web.account.models import DormantLock, OpenSession
from tests.factories.account import PASSWORD, bound, code_of, entered, person_with_password, tried

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def test_the_right_password_opens_a_session_that_is_kept_in_the_list():
    user = person_with_password()

    answer = tried(user.username, PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert OpenSession.objects.get().user == user
    user.refresh_from_db()
    assert user.last_active_at is not None


def test_the_name_is_taken_in_capitals_and_with_spaces():
    user = person_with_password()

    assert tried(f" {user.username.upper()} ", PASSWORD).status_code == 302


def test_signing_in_does_not_make_whoever_edits_the_account_stale():
    user = person_with_password()
    before = User.objects.get(pk=user.pk).version

    entered(user)

    assert User.objects.get(pk=user.pk).version == before


def test_a_wrong_password_and_a_wrong_name_are_told_alike_in_vietnamese():
    user = person_with_password()

    wrong, unknown = tried(user.username, "Sai-mat-khau-1"), tried("khong-co-ai", "Sai-mat-khau-1")

    for answer in (wrong, unknown):
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()
    assert not OpenSession.objects.exists()


def test_the_sixth_try_is_locked_even_with_the_right_password():
    user = person_with_password()
    for _n in range(5):
        tried(user.username, "Sai-mat-khau-1")

    answer = tried(user.username, PASSWORD)

    assert answer.status_code == 429
    assert "Tài khoản tạm khóa" in answer.content.decode()
    assert not OpenSession.objects.exists()


def test_the_lock_of_one_name_leaves_others_alone():
    user, other = person_with_password(), person_with_password()
    for _n in range(5):
        tried(user.username, "Sai-mat-khau-1")

    assert tried(other.username, PASSWORD).status_code == 302


def test_a_right_password_between_clears_the_count():
    user = person_with_password()
    for _n in range(4):
        tried(user.username, "Sai-mat-khau-1")
    assert tried(user.username, PASSWORD).status_code == 302

    for _n in range(4):
        tried(user.username, "Sai-mat-khau-1")

    assert tried(user.username, PASSWORD).status_code == 302


def test_the_lock_opens_after_twelve_hours_and_not_before():
    user = person_with_password()
    for _n in range(5):
        tried(user.username, "Sai-mat-khau-1")

    with time_machine.travel(now() + timedelta(hours=11, minutes=50)):
        assert tried(user.username, PASSWORD).status_code == 429
    with time_machine.travel(now() + timedelta(hours=24, minutes=5)):
        assert tried(user.username, PASSWORD).status_code == 302


def test_the_command_line_opens_the_lock_and_the_journal_of_the_installation_tells_it(capsys):
    user = person_with_password()
    for _n in range(5):
        tried(user.username, "Sai-mat-khau-1")

    call_command("account", "unlock", user.username)

    assert "đã được mở khóa" in capsys.readouterr().out
    assert not AccessAttempt.objects.exists()
    entry = Entry.objects.get()
    assert (entry.agency, entry.action, entry.subject_uuid) == (None, "account.account.unlocked", user.uuid)
    assert tried(user.username, PASSWORD).status_code == 302


def test_unlocking_an_account_that_is_not_locked_writes_nothing(capsys):
    user = person_with_password()

    call_command("account", "unlock", user.username)

    assert "không bị khóa" in capsys.readouterr().out
    assert not Entry.objects.exists()


def test_the_command_line_names_an_unknown_account():
    with pytest.raises(CommandError, match="khong-co-ai"):
        call_command("account", "unlock", "khong-co-ai")


def test_a_one_time_password_from_the_command_line_must_be_changed(capsys):
    user = person_with_password()

    call_command("account", "password", user.username)

    password = capsys.readouterr().out.splitlines()[0].rpartition(": ")[2]
    client = entered(user, password=password)
    assert client.get("/accounts/")["Location"].startswith(reverse("account_change_password"))
    assert Entry.objects.get().action == "account.password.reset"


def test_a_disabled_account_is_told_so_only_with_the_right_password():
    user = person_with_password(is_active=False)

    assert tried(user.username, PASSWORD)["Location"] == reverse("account_inactive")
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in tried(user.username, "Sai-1").content.decode()
    assert "ngừng hoạt động" in Client().get(reverse("account_inactive")).content.decode()


def test_an_open_session_dies_when_the_account_is_disabled():
    user = person_with_password()
    client = entered(user)

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/accounts/")["Location"].startswith(reverse("account_login"))


def test_an_account_idle_for_more_than_45_days_is_locked_at_sign_in():
    user = person_with_password()
    User.objects.filter(pk=user.pk).update(last_active_at=now() - timedelta(days=46), created_at=now() - timedelta(99))

    answer = tried(user.username, PASSWORD)

    assert answer.status_code == 403
    assert "quá 45 ngày" in answer.content.decode()
    assert DormantLock.objects.get().user == user
    assert Entry.objects.get().action == "account.account.locked"
    assert not OpenSession.objects.exists()


def test_an_account_used_45_days_ago_enters_and_0_days_never_lock(settings):
    user, old = person_with_password(), person_with_password()
    User.objects.filter(pk=user.pk).update(last_active_at=now() - timedelta(days=44, hours=23))
    assert tried(user.username, PASSWORD).status_code == 302

    settings.SOTAY_DORMANT_AFTER_DAYS = 0
    User.objects.filter(pk=old.pk).update(last_active_at=None, created_at=now() - timedelta(days=400))
    assert tried(old.username, PASSWORD).status_code == 302


def test_signing_out_ends_the_session_and_takes_it_off_the_list():
    client = entered(person_with_password())

    assert client.post("/accounts/logout/").status_code == 302

    assert not OpenSession.objects.exists()
    assert client.get("/accounts/")["Location"].startswith(reverse("account_login"))


def test_nobody_signs_up_and_no_page_of_email_exists():
    for name in ("account_signup", "account_email", "account_reset_password", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("signup/", "email/", "password/reset/", "confirm-email/", "login/code/", "2fa/", "2fa/webauthn/"):
        assert Client().get(f"/accounts/{path}").status_code == 404, path


def test_the_sign_in_page_leads_back_to_where_one_was_going():
    user = person_with_password()

    answer = tried(user.username, PASSWORD, next="/accounts/agencies/")

    assert answer["Location"] == "/accounts/agencies/"


def test_the_sign_in_page_leads_nowhere_else():
    user = person_with_password()

    assert tried(user.username, PASSWORD, next="https://ke-xau.example/")["Location"] == "/"


def test_the_code_of_the_second_factor_is_asked_before_anything_opens():
    user = person_with_password()
    bound(user)
    client = Client()

    assert tried(user.username, PASSWORD, client=client)["Location"] == reverse("mfa_authenticate")
    assert client.get("/accounts/").status_code == 302
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of()})

    assert answer["Location"] == "/"
    assert client.get("/accounts/").status_code == 200


def test_five_wrong_codes_lock_the_account_as_five_wrong_passwords_do():
    user = person_with_password()
    bound(user)
    client = Client()
    tried(user.username, PASSWORD, client=client)
    wrong = f"{(int(code_of()) + 111111) % 1000000:06}"

    said = [client.post(reverse("mfa_authenticate"), {"code": wrong}) for _n in range(4)]
    assert {one.status_code for one in said} == {200}
    assert "Mã không đúng hoặc đã hết hạn." in said[0].content.decode()
    client.post(reverse("mfa_authenticate"), {"code": wrong})

    assert client.post(reverse("mfa_authenticate"), {"code": code_of()}).status_code == 429
    assert tried(user.username, PASSWORD).status_code == 429


def test_a_page_from_before_the_session_is_refused_in_our_own_words():
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/accounts/login/", {"login": "thu-ky", "password": PASSWORD})

    assert answer.status_code == 403
    assert "Trang này đã cũ" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()
