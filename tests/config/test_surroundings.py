"""What stands around the program on a server: a reverse proxy, a mail server."""

import json
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client, RequestFactory

from sotay.config.middleware import client_address
from tests.config.processes import environment
from tests.factories.account import PASSWORD, person_with_password


def address_of(settings, given, *, behind=True):
    settings.SOTAY_BEHIND_PROXY = behind
    seen = []

    def view(request):
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if given is None else {"HTTP_X_FORWARDED_FOR": given}
    client_address(view)(RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **headers))
    return seen[0]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (None, "127.0.0.1"),
        ("10.1.2.3", "10.1.2.3"),
        ("6.6.6.6, 10.1.2.3", "10.1.2.3"),
        ("2001:DB8::1", "2001:db8::1"),
        ("10.1.2.3, unknown", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_the_last_address_it_names_is_the_clients(settings, given, address):
    assert address_of(settings, given) == address


def test_without_a_proxy_nothing_a_client_says_is_believed(settings):
    with pytest.raises(MiddlewareNotUsed):
        address_of(settings, "10.1.2.3", behind=False)


@pytest.mark.django_db
@pytest.mark.parametrize("behind", [True, False])
def test_wrong_passwords_lock_the_address_they_came_from(settings, behind):
    """Behind a proxy only who tried is locked; without one a made-up header changes nothing."""
    cache.clear()
    settings.SOTAY_BEHIND_PROXY = behind
    user = person_with_password()

    def tried(address, password):
        form = {"login": user.username, "password": password}
        return Client().post("/accounts/login/", form, HTTP_X_FORWARDED_FOR=f"6.6.6.6, {address}").status_code

    for _n in range(5):
        tried("10.0.0.1", "Sai-mat-khau-1")

    assert tried("10.0.0.1", PASSWORD) == 429
    assert tried("10.0.0.2", PASSWORD) == (302 if behind else 429)


MAIL = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD")


def mail_settings(folder, **given):
    script = f"import json; from sotay.config import settings as s; print(json.dumps([getattr(s, n) for n in {MAIL}]))"
    told = environment(folder, SOTAY_NO_SECRET_KEY="1", SOTAY_EMAIL_HOST="mail.example", **given)
    return subprocess.run([sys.executable, "-c", script], env=told, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("given", "settings"),
    [
        ({}, ["mail.example", 25, False, False, "", ""]),
        (
            {"SOTAY_EMAIL_TLS": "starttls", "SOTAY_EMAIL_USER": "sotay", "SOTAY_EMAIL_PASSWORD": "p"},
            ["mail.example", 587, True, False, "sotay", "p"],
        ),
        ({"SOTAY_EMAIL_TLS": "tls"}, ["mail.example", 465, False, True, "", ""]),
        ({"SOTAY_EMAIL_TLS": "tls", "SOTAY_EMAIL_PORT": "4650"}, ["mail.example", 4650, False, True, "", ""]),
    ],
)
def test_the_mail_server_may_ask_for_an_account_and_encryption(tmp_path, given, settings):
    assert json.loads(mail_settings(tmp_path, **given).stdout) == settings


def test_an_unknown_kind_of_encryption_is_no_silent_plain_text(tmp_path):
    done = mail_settings(tmp_path, SOTAY_EMAIL_TLS="yes")
    assert done.returncode == 1
    assert "SOTAY_EMAIL_TLS" in done.stderr
