"""Five wrong passwords or codes lock an account from an address (QCVN 12:2026/BCA)."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from axes.utils import reset
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sotay.agency.models import User


def username(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str | None:
    """Return the name a sign-in was tried with, as axes counts it."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or (request.POST.get("login") if request is not None else None)
    return (name or "").strip().lower() or None


def locked(request: HttpRequest, *_given: Any) -> HttpResponse:
    """Answer a sign-in that is locked: what happened, for how long, whom to ask."""
    hours = int(settings.AXES_COOLOFF_TIME.total_seconds() // 3600)
    if request.headers.get("Accept") == "application/json":
        said = _("Sai quá %(times)d lần. Tài khoản bị khóa %(hours)d giờ.")
        return JsonResponse({"error": said % {"times": settings.AXES_FAILURE_LIMIT, "hours": hours}}, status=429)
    context = {"hours": hours, "times": settings.AXES_FAILURE_LIMIT}
    return render(request, "account/locked.html", context, status=429)


def knows_password(request: HttpRequest, user: User, password: str) -> bool:
    """Return whether the password is the person's; a wrong one counts towards the lock, the right one clears it.

    Called outside any transaction that may be rolled back, or wrong passwords would not be counted.
    """
    known = authenticate(request, username=user.username, password=password)
    if known is None or known.pk != user.pk:
        return False
    reset(username=user.username, ip=get_client_ip_address(request))
    return True


def is_allowed(request: HttpRequest, user: User) -> bool:
    """Return whether the person may try a code now; when not, the answer becomes the one of a locked account."""
    allowed = bool(AxesProxyHandler.is_allowed(request, {"username": user.username}))
    if not allowed:
        setattr(request, "axes_locked_out", True)  # noqa: B010  axes' middleware reads it
    return allowed


def count_wrong_code(request: HttpRequest, user: User) -> None:
    """Count a wrong code as a wrong password is counted."""
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)
