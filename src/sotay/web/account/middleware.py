"""What a signed-in session may do before its password is in order, and when it was idle for too long."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sotay.web.account import idle, sessions
from sotay.web.account.signed_in import me

ALWAYS = frozenset({"healthz", "language", "account_session", "account_logout", "account_unlock"})
"""Pages open also to a locked session; they count as no activity."""

PASSWORD_FIRST = frozenset({"account_change_password", "account_stay"})
SECOND_FACTOR_FIRST = PASSWORD_FIRST | {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


class SessionRules:
    """Lock idle sessions; lead whoever must change the password or bind a second factor to where it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the rules are asked once the page is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Answer instead of the page, or let it through."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.resolver_match is None:
            return None
        if getattr(view, "sessionless", False):  # a page for anybody, also where an official left a session behind
            return None
        name = request.resolver_match.view_name
        if name in ALWAYS:
            return None
        if not request.user.is_authenticated:
            gone = request.method == "POST" and "agency" in kwargs and not getattr(request, "htmx", False)
            return idle.answer_gone(request) if gone else None
        if sessions.is_locked(request):
            return idle.answer_locked(request)
        if not getattr(view, "polled", False):  # a page that asks by itself again and again keeps nobody signed in
            sessions.touch(request)
        return self._first(request, name)

    def _first(self, request: HttpRequest, name: str) -> HttpResponse | None:
        """Return where the person must go before anything else."""
        if me(request).must_change_password or request.session.get(sessions.PASSWORD_OLD):
            return None if name in PASSWORD_FIRST else idle.lead_first(request, "account_change_password")
        if request.session.get(sessions.MUST_ENROL):
            if sessions.has_second_factor(me(request)):
                request.session[sessions.MUST_ENROL] = False
            elif name not in SECOND_FACTOR_FIRST:
                return idle.lead_first(request, "mfa_activate_totp")
        return None
