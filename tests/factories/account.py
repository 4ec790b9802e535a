"""People who can really sign in, and their clients."""

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from sotay.agency.clock import now
from tests.factories.agency import UserFactory

PASSWORD = "Dung-mat-khau-9"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person_with_password(password=PASSWORD, **fields):
    """Return an account whose password is known and was set today."""
    user = UserFactory(**({"password_changed_at": now()} | fields))
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def tried(name, password, *, client=None, **more):
    """Try to sign in through the page; return the answer."""
    client = client or Client()
    return client.post("/accounts/login/", {"login": name, "password": password, **more})


def entered(user, *, password=PASSWORD):
    """Return a client that signed in through the page."""
    client = Client()
    answer = tried(user.username, password, client=client)
    assert answer.status_code == 302, answer.content.decode()
    return client


def bound(user, secret=SECRET):
    """Bind an authenticator app to a person; return the secret."""
    TOTP.activate(user, secret)
    return secret


def code_of(secret=SECRET):
    """Return the code the app shows now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
