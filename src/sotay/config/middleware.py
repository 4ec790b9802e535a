"""What happens to every request: its number, its language, the agency in its address, and what errors look like."""

import re
import uuid
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.commands import Stale
from sotay.config import logs
from sotay.pages import SentDifferently, new_token

Respond = Callable[[HttpRequest], HttpResponse]
GIVEN = re.compile(r"[0-9a-fA-F-]{8,40}")


def request_number(get_response: Respond) -> Respond:
    """Number every request; a number given by the proxy in front is kept."""

    def respond(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if GIVEN.fullmatch(given) else uuid.uuid4().hex  # type: ignore[attr-defined]
        mark = logs.request_id.set(request.request_id)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
        finally:
            logs.request_id.reset(mark)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response

    return respond


def client_address(get_response: Respond) -> Respond:
    """Know clients behind our reverse proxy by their own address, so that one of them locks only itself out.

    Only the last word of X-Forwarded-For is the proxy's; whatever stands before it, the client may have made up.
    """
    if not settings.SOTAY_BEHIND_PROXY:
        raise MiddlewareNotUsed

    def respond(request: HttpRequest) -> HttpResponse:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):  # nothing was said, or nothing that is an address
            request.META["REMOTE_ADDR"] = str(ip_address(last))
        return get_response(request)

    return respond


def language(get_response: Respond) -> Respond:
    """Speak Vietnamese unless the user chose English; a browser's own language is not asked."""

    def respond(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        chosen = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen  # type: ignore[attr-defined]
            response = get_response(request)
            response.headers.setdefault("Content-Language", chosen)
        return response

    return respond


class AgencyFromUrl:
    """Make the actor from the agency in the address, never from the session: two tabs do not disturb each other."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Start without an agency; `process_view` finds it."""
        request.agency = request.actor = None  # type: ignore[attr-defined]
        request.new_once_token = new_token  # type: ignore[attr-defined]
        marks = logs.agency.set(""), logs.user.set("")
        try:
            return self.get_response(request)
        finally:
            logs.agency.reset(marks[0])
            logs.user.reset(marks[1])

    def process_view(self, request: HttpRequest, view: Any, _args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Take `agency` out of the address; strangers are told that nothing is here."""
        if "agency" not in kwargs:
            return None
        short_name = kwargs.pop("agency")
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        agency = Agency.objects.filter(short_name=short_name).first()
        actor = actor_of(request.user, agency=agency, on=today()) if agency else None
        if actor is None or (actor.is_guest and not self._open_to_guests(request, view, actor)):
            raise Http404
        request.agency, request.actor = agency, actor  # type: ignore[attr-defined]
        logs.agency.set(short_name)
        logs.user.set(str(request.user.uuid))
        return None

    @staticmethod
    def _open_to_guests(request: HttpRequest, view: Any, actor: Actor) -> bool:
        """Return whether a guest may read a page: one that says so, in an area of the grant.

        What stands on a record (attachments) is asked of the record's own page.
        """
        if request.method not in {"GET", "HEAD"} or not getattr(view, "open_to_guests", False):
            return False
        area = request.resolver_match.namespace.partition(":")[0] if request.resolver_match else ""
        return area == "attachments" or actor.may_enter(area)


class Answers:
    """Turn the house's own exceptions into pages."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; exceptions are met below."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 409 for a record that moved on and for a form sent again with other content."""
        if isinstance(error, Stale | SentDifferently):
            return render(request, "409.html", {"stale": error if isinstance(error, Stale) else None}, status=409)
        return None
