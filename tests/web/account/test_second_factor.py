"""The second factor: binding an app, its codes, recovery codes, leaving it, administrators."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry
from sotay.web.account import commands
from tests.factories.account import PASSWORD, SECRET, bound, code_of, entered, person_with_password, tried
from tests.factories.agency import SeatFactory

pytestmark = pytest.mark.django_db
ACTIVATE, DEACTIVATE = "/accounts/2fa/activate/", "/accounts/2fa/deactivate/"
CODES, RENEW = "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/renew/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def sure(client):
    """Give the password once more, as the page asks before anything about the second factor."""
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/accounts/"})
    assert answer.status_code == 302
    return client


def token():
    from uuid import uuid4

    return str(uuid4())


def secret_on(page):
    return re.search(r'second-factor-key">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")


def enter_with_code(user):
    client = entered(user)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    return client


def test_the_password_is_asked_once_more_and_leads_back():
    client = entered(person_with_password())

    asked = client.get(ACTIVATE)
    assert asked["Location"] == f"{reverse('account_reauthenticate')}?next=%2Faccounts%2F2fa%2Factivate%2F"
    assert "Xác nhận lại mật khẩu" in client.get(asked["Location"]).content.decode()
    wrong = client.post(asked["Location"], {"password": "Sai-mat-khau-1"})
    assert "Mật khẩu không đúng." in wrong.content.decode()
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == ACTIVATE


def test_an_app_is_bound_by_its_first_code_and_recovery_codes_are_shown():
    user = person_with_password()
    client = sure(entered(user))
    page = client.get(ACTIVATE)
    assert "data:image/svg+xml;base64," in page.content.decode()

    answer = client.post(ACTIVATE, {"once": token(), "code": code_of(secret_on(page))})

    assert answer["Location"].startswith(CODES)
    assert len(re.findall(r"<li>\d{8}</li>", client.get(answer["Location"]).content.decode())) == 10
    entry = Entry.objects.get()
    assert (entry.agency, entry.action, entry.actor) == (None, "account.second_factor.activated", user)
    assert secret_on(page) not in str(entry.data)


def test_a_wrong_first_code_binds_nothing_and_keeps_the_key():
    client = sure(entered(person_with_password()))
    page = client.get(ACTIVATE)
    right = code_of(secret_on(page))

    answer = client.post(ACTIVATE, {"once": token(), "code": f"{(int(right) + 111111) % 1000000:06}"})

    assert answer.status_code == 422
    assert "Mã không đúng hoặc đã hết hạn." in answer.content.decode()
    assert secret_on(answer) == secret_on(page)
    assert not Authenticator.objects.exists()


def test_a_recovery_code_opens_the_account_once():
    user = person_with_password()
    bound(user)
    client = sure(enter_with_code(user))
    client.post(RENEW, {"once": token()})
    code = re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode())[0]

    first, second = entered(user), entered(user)
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_new_recovery_codes_replace_the_old_ones():
    user = person_with_password()
    bound(user)
    client = sure(enter_with_code(user))
    client.post(RENEW, {"once": token()})
    before = set(re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode()))

    client.post(RENEW, {"once": token()})

    assert not before & set(re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode()))
    assert Entry.objects.filter(action="account.recovery_codes.renewed").count() == 2


def test_the_codes_can_be_taken_along_as_a_text():
    user = person_with_password()
    bound(user)
    client = sure(enter_with_code(user))
    client.post(RENEW, {"once": token()})

    answer = client.get(reverse("mfa_download_recovery_codes"))

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert user.username in answer.content.decode()
    assert len(re.findall(r"^\d{8}\r$", answer.content.decode(), re.MULTILINE)) == 10


def test_pages_of_codes_are_not_there_without_a_second_factor():
    client = sure(entered(person_with_password()))

    assert client.get(CODES).status_code == 404
    assert client.get(DEACTIVATE)["Location"] == "/accounts/"


def test_leaving_the_second_factor_removes_the_recovery_codes_too():
    user = person_with_password()
    bound(user)
    client = sure(enter_with_code(user))
    client.post(RENEW, {"once": token()})

    assert client.post(DEACTIVATE, {"once": token()})["Location"] == "/accounts/"

    assert not Authenticator.objects.exists()
    assert tried(user.username, PASSWORD)["Location"] == "/"


def test_nobody_changes_the_second_factor_of_another():
    user, other = person_with_password(), person_with_password()

    with pytest.raises(PermissionDenied):
        commands.activate_second_factor(user, actor=Actor.of_installation(other), secret=SECRET)


def test_binding_twice_is_unchanged_and_renewing_without_is_refused():
    user = person_with_password()
    actor = Actor.of_installation(user)
    with pytest.raises(Refused) as refusal:
        commands.renew_recovery_codes(user, actor=actor)
    assert refusal.value.codes == ("second_factor_missing",)

    commands.activate_second_factor(user, actor=actor, secret=SECRET)
    assert commands.activate_second_factor(user, actor=actor, secret=SECRET) is UNCHANGED


@pytest.fixture
def administrator(agency):
    user = person_with_password()
    SeatFactory(agency=agency, user=user, role=Seat.Role.ADMINISTRATOR)
    return user


def test_an_administrator_must_bind_an_app_first_when_the_setting_says_so(administrator, settings):
    settings.SOTAY_MFA_FOR_ADMINISTRATORS = True
    client = entered(administrator)

    for path in ("/", "/accounts/", "/accounts/agencies/"):
        assert client.get(path)["Location"].startswith(ACTIVATE)
    sure(client)
    page = client.get(f"{ACTIVATE}?next=/accounts/agencies/")
    assert page.status_code == 200
    fields = {"once": token(), "code": code_of(secret_on(page)), "next": "/accounts/agencies/"}
    assert client.get(client.post(ACTIVATE, fields)["Location"]).status_code == 200

    assert client.get("/accounts/agencies/").status_code == 200


def test_an_administrator_may_not_leave_it_under_the_setting(administrator, settings):
    settings.SOTAY_MFA_FOR_ADMINISTRATORS = True
    bound(administrator)
    client = sure(enter_with_code(administrator))

    answer = client.post(DEACTIVATE, {"once": token()})

    assert answer.status_code == 422
    assert "không tắt được" in answer.content.decode()
    assert Authenticator.objects.exists()


def test_others_are_not_asked_under_the_setting_and_nobody_is_without_it(administrator, settings):
    assert entered(administrator).get("/accounts/").status_code == 200
    settings.SOTAY_MFA_FOR_ADMINISTRATORS = True

    assert entered(person_with_password()).get("/accounts/").status_code == 200
