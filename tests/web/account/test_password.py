"""The password: what it must hold, the change at first sign-in, other sessions, administrators."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import now
from sotay.agency.models import Seat, User
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.web.account.commands import change_password
from sotay.web.account.models import OpenSession, UsedPassword
from sotay.web.account.passwords import FourClasses, one_time_password
from tests.conftest import person
from tests.factories.account import PASSWORD, entered, person_with_password, tried

pytestmark = pytest.mark.django_db
NEW = "Mat-khau-moi-7"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def sent(client, old=PASSWORD, new=NEW, again=None, **more):
    from uuid import uuid4

    fields = {"once": str(uuid4()), "old_password": old, "password": new, "again": new if again is None else again}
    return client.post(reverse("account_change_password"), fields | more)


def own_change(user, password):
    return change_password(user, actor=Actor.of_installation(user), password=password, at=now())


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("matkhau9!", "chữ hoa"),
        ("MATKHAU9!", "chữ thường"),
        ("Matkhau!!", "chữ số"),
        ("Matkhau99", "ký tự đặc biệt"),
        ("mật khẩu", "chữ hoa, chữ số"),
    ],
)
def test_a_password_needs_all_four_classes(password, missing):
    with pytest.raises(ValidationError, match=missing):
        FourClasses().validate(password)


def test_a_password_of_vietnamese_letters_and_a_space_has_four_classes():
    FourClasses().validate("Đường về 9")


def test_one_time_passwords_keep_the_rules_and_differ():
    made = {one_time_password() for _n in range(50)}

    assert len(made) == 50
    for password in made:
        FourClasses().validate(password)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ng-9x", "password_too_short"),
        ("matkhaumoi", "password_classes"),
        (PASSWORD, "password_same"),
        ("password123", "password_too_common"),
    ],
)
def test_change_password_refuses_what_the_rules_refuse(password, code):
    user = person_with_password()

    with pytest.raises(Refused) as refusal:
        own_change(user, password)

    assert code in refusal.value.codes
    assert not Entry.objects.exists()


def test_change_password_refuses_the_name_within():
    user = person_with_password(username="nguyenvanan")

    with pytest.raises(Refused) as refusal:
        own_change(user, "Nguyenvanan-1")

    assert refusal.value.codes == ("password_too_similar",)


def test_nobody_changes_the_password_of_another():
    user, other = person_with_password(), person_with_password()

    with pytest.raises(PermissionDenied):
        change_password(user, actor=Actor.of_installation(other), password=NEW, at=now())


def test_the_first_sign_in_leads_to_the_change_and_on_from_there():
    user = person_with_password(must_change_password=True)
    client = entered(user)

    led = client.get("/accounts/agencies/")
    assert led["Location"] == f"{reverse('account_change_password')}?next=%2Faccounts%2Fagencies%2F"
    assert "do người khác cấp" in client.get(led["Location"]).content.decode()
    answer = sent(client, next="/accounts/agencies/")

    assert answer["Location"] == "/accounts/agencies/"
    assert client.get("/accounts/agencies/").status_code == 200
    entry = Entry.objects.get()
    assert (entry.agency, entry.action, entry.data) == (None, "account.password.changed", {"at_first_sign_in": True})


def test_a_person_who_must_change_the_password_reaches_no_page_of_an_agency(agency):
    seat = person(agency, Seat.Role.SECRETARY)
    User.objects.filter(pk=seat.user.pk).update(must_change_password=True, password=person_with_password().password)
    client = entered(seat.user)

    for path in (f"/{agency.short_name}/organisation/units/", "/", "/accounts/"):
        answer = client.get(path)
        assert answer.status_code in (302, 404)
        assert answer.status_code == 404 or answer["Location"].startswith(reverse("account_change_password"))


def test_changing_the_password_signs_other_devices_out_and_keeps_this_one():
    user = person_with_password()
    here, there = entered(user), entered(user)

    assert sent(here).status_code == 302

    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/")["Location"].startswith(reverse("account_login"))
    assert OpenSession.objects.count() == 1
    assert tried(user.username, NEW).status_code == 302


def test_sending_the_change_twice_changes_once():
    user = person_with_password()
    client = entered(user)
    fields = {"once": "3f0d1c5e-1c9c-4a57-9c58-2a6c21f1e7aa", "old_password": PASSWORD, "password": NEW, "again": NEW}

    first = client.post(reverse("account_change_password"), fields)
    second = client.post(reverse("account_change_password"), fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.filter(action="account.password.changed").count() == 1


def test_a_wrong_present_password_is_refused_and_five_lock_although_the_form_is_rolled_back():
    user = person_with_password()
    client = entered(user)

    answer = sent(client, old="Sai-mat-khau-1")
    assert answer.status_code == 422
    assert "Mật khẩu đang dùng không đúng." in answer.content.decode()
    for _n in range(4):
        sent(client, old="Sai-mat-khau-1")

    assert sent(client).status_code == 429
    assert not Entry.objects.exists()


def test_typing_the_new_password_differently_is_refused_at_its_field():
    client = entered(person_with_password())

    answer = sent(client, again="Khac-han-1")

    assert answer.status_code == 422
    assert "Hai lần nhập không giống nhau." in answer.content.decode()


def test_the_page_shows_the_rules_and_lets_a_password_be_pasted():
    page = entered(person_with_password()).get(reverse("account_change_password")).content.decode()

    for rule in ("length", "lower", "upper", "digit", "sign"):
        assert f'data-rule="{rule}"' in page
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page


def test_an_administrator_uses_none_of_the_last_ten_again(agency):
    seat = person(agency, Seat.Role.ADMINISTRATOR)
    user = seat.user
    for number in range(12):
        user = own_change(user, f"Mat-khau-so-{number}")

    assert UsedPassword.objects.filter(user=user).count() == 10
    with pytest.raises(Refused) as refusal:
        own_change(user, "Mat-khau-so-3")
    assert refusal.value.codes == ("password_used_before",)
    own_change(user, "Mat-khau-so-0")


def test_others_may_come_back_to_an_older_password_but_not_to_the_present_one():
    user = own_change(person_with_password(), NEW)

    user = own_change(user, PASSWORD)
    with pytest.raises(Refused):
        own_change(user, PASSWORD)


@pytest.mark.parametrize(("days", "led"), [(61, True), (59, False)])
def test_an_administrator_changes_the_password_every_sixty_days(days, led):
    user = person_with_password(is_superuser=True, password_changed_at=now() - timedelta(days=days))

    answer = entered(user).get("/accounts/")

    assert (answer.status_code == 302) is led
    if led:
        assert answer["Location"].startswith(reverse("account_change_password"))


def test_an_administrator_led_to_the_change_is_free_after_it():
    client = entered(person_with_password(is_superuser=True, password_changed_at=now() - timedelta(days=99)))

    sent(client)

    assert client.get("/accounts/").status_code == 200


def test_the_setting_0_asks_no_administrator_for_a_new_password(settings):
    settings.SOTAY_ADMINISTRATOR_PASSWORD_DAYS = 0
    user = person_with_password(is_superuser=True, password_changed_at=now() - timedelta(days=999))

    assert entered(user).get("/accounts/").status_code == 200


def test_others_are_not_asked_for_a_new_password_by_age():
    user = person_with_password(password_changed_at=now() - timedelta(days=999))

    assert entered(user).get("/accounts/").status_code == 200
