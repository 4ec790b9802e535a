"""A signed-in session: when it was last active, when it locks, what its owner must do first, where else it is open."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.http import HttpRequest

from sotay.agency.clock import now, today
from sotay.agency.models import User
from sotay.commands import upkeep
from sotay.web.account.administrators import is_administrator
from sotay.web.account.models import OpenSession
from sotay.web.account.signed_in import me

ACTIVE, KEPT, MUST_ENROL, PASSWORD_OLD = "active_at", "kept_at", "must_enrol", "password_old"
MARK_EVERY = 60
"""Seconds between two marks of activity, so that not every page writes."""
KEEP_EVERY = 300
"""Seconds between two writes of the last activity to the account and the list of sessions."""


def begin(request: HttpRequest) -> None:
    """Start the rules of a session that was just opened: activity, what must be done first, the list of sessions."""
    user, at = me(request), now()
    request.session[ACTIVE] = int(at.timestamp())
    request.session[KEPT] = int(at.timestamp())
    strict = (settings.SOTAY_MFA_FOR_ADMINISTRATORS or settings.SOTAY_ADMINISTRATOR_PASSWORD_DAYS) and is_administrator(
        user, on=today()
    )
    request.session[MUST_ENROL] = bool(strict and settings.SOTAY_MFA_FOR_ADMINISTRATORS and not has_second_factor(user))
    request.session[PASSWORD_OLD] = bool(strict and _password_is_old(user, at))
    keep(request)


def has_second_factor(user: User) -> bool:
    """Return whether a person signs in with a code besides the password."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def seconds_left(request: HttpRequest) -> int:
    """Return the seconds until the session locks; 0 when it is locked."""
    limit = settings.SOTAY_IDLE_LOCK_MINUTES * 60
    return max(0, request.session.get(ACTIVE, 0) + limit - int(now().timestamp()))


def is_locked(request: HttpRequest) -> bool:
    """Return whether the session was idle for too long; one that has not begun is not."""
    return ACTIVE in request.session and seconds_left(request) == 0


def touch(request: HttpRequest) -> None:
    """Mark the session active, at most once a minute, and keep it for others to see every five minutes."""
    moment = int(now().timestamp())
    if ACTIVE not in request.session:
        begin(request)
        return
    if moment - request.session[ACTIVE] >= MARK_EVERY:
        request.session[ACTIVE] = moment
    if moment - request.session.get(KEPT, 0) >= KEEP_EVERY:
        request.session[KEPT] = moment
        keep(request)


@upkeep
def keep(request: HttpRequest) -> None:
    """Write the last activity to the account and to the list of open sessions."""
    at = now()
    User.objects.filter(pk=me(request).pk).update(last_active_at=at)
    if not request.session.session_key:
        request.session.save()
    OpenSession.objects.update_or_create(
        key=request.session.session_key,
        defaults={"user": me(request), "seen_at": at},
        create_defaults={
            "user": me(request),
            "started_at": at,
            "seen_at": at,
            "address": get_client_ip_address(request),
            "browser": request.headers.get("User-Agent", "")[:300],
        },
    )


@upkeep
def forget(key: str | None) -> None:
    """Take a session that ended by itself off the list."""
    OpenSession.objects.filter(key=key or "").delete()


@upkeep
def close(user: User, *, except_key: str | None) -> int:
    """End every session of a person but one; return how many were ended."""
    others = OpenSession.objects.filter(user=user).exclude(key=except_key or "")
    keys = list(others.values_list("key", flat=True))
    for key in keys:
        _store()().delete(key)
    others.delete()
    return len(keys)


@upkeep
def sweep() -> None:
    """Remove sessions that expired; their lines stay a week, to know whose a form left open over night is."""
    _store().clear_expired()
    OpenSession.objects.filter(seen_at__lt=now() - timedelta(days=7)).delete()


def _store() -> Any:
    """Return the class that keeps sessions."""
    return import_module(settings.SESSION_ENGINE).SessionStore


def _password_is_old(user: User, at: Any) -> bool:
    days = settings.SOTAY_ADMINISTRATOR_PASSWORD_DAYS
    return bool(days) and at - (user.password_changed_at or user.created_at) > timedelta(days=days)
