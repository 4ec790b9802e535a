"""What every view calls: once, run, part; and addresses of records. Features call these, they inherit nothing."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.commands import NotFound, Reason, Refused, Stale, upkeep
from sotay.journal.models import FormSent
from sotay.ui.htmx import part  # noqa: F401  views find all they call here

View = Callable[..., HttpResponse]
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])

_outcome: ContextVar[str] = ContextVar("outcome_of_the_command", default="")
DONE, NOT_DONE, CONFLICT = "done", "not done", "conflict"
LONGEST_ANSWER = FormSent._meta.get_field("answer").max_length or 0


class SentDifferently(Exception):  # noqa: N818
    """Raised when a form's token comes again with other content (409)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A reason as a page shows it: words, where it can be put right, code."""

    text: str
    url: str
    code: str


def guests_may_read(view: View) -> View:
    """Let inspectors and other agencies with a `Grant` read this page; every other page is not found for them."""
    view.open_to_guests = True  # type: ignore[attr-defined]
    return view


def sessionless(view: AnyView) -> AnyView:
    """Make a view a page for anybody: the rules of a session left behind on the device do not stand before it."""
    view.sessionless = True  # type: ignore[attr-defined]  # `SessionRules` reads it
    return view


def once(view: View) -> View:
    """Give a form one effect however often it is sent, and one transaction for all it does.

    The token is taken in the same transaction as the work; a second click waits for it and is led to the same answer. A
    form error or a refusal gives the token back.
    """

    @wraps(view)
    def sent_once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        token, digest = _token(request), _digest(request)
        mark = _outcome.set("")
        try:
            with transaction.atomic():
                answer = _take(_user_id(request), token, digest)
                if answer is not None:
                    return lead_to(request, answer)
                response = view(request, *args, **kwargs)
                if _outcome.get() in {NOT_DONE, CONFLICT} or response.status_code >= 400:  # noqa: PLR2004  HTTP
                    transaction.set_rollback(True)
                    if response.status_code == 200:  # noqa: PLR2004  HTTP
                        response.status_code = 409 if _outcome.get() == CONFLICT else 422
                else:
                    _keep(_user_id(request), token, _answer(request, response))
            return response
        finally:
            _outcome.reset(mark)

    sent_once.once = True  # type: ignore[attr-defined]  # an architecture test reads it
    return sent_once


def run(form: forms.Form, act: Callable[..., Any], *args: Any, actor: Actor, **more: Any) -> bool:
    """Validate a form and call one command with its cleaned fields; return whether it was done.

    A refusal becomes the form's errors with their links; a stale version shows what stands now beside what was typed.
    """
    if not form.is_valid():
        _outcome.set(NOT_DONE)
        return False
    try:
        form.result = act(*args, actor=actor, **form.cleaned_data, **more)  # type: ignore[attr-defined]
    except Refused as refused:
        _outcome.set(NOT_DONE)
        form.reasons = shown(refused.reasons, actor)  # type: ignore[attr-defined]  # the summary on top shows their links
        for reason in refused.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason.text))
        return False
    except Stale as stale:
        _outcome.set(CONFLICT)
        form.stale = stale  # type: ignore[attr-defined]  # the form page shows both sides
        form.add_error(
            None,
            _("Người khác vừa sửa nội dung này. Hãy xem lại bên dưới rồi lưu lần nữa nếu vẫn muốn giữ bản của mình."),
        )
        return False
    _outcome.set(DONE)
    return True


def run_plain(act: Callable[..., Any], *args: Any, actor: Actor, **more: Any) -> tuple[Reason, ...]:
    """Call a command that takes no form (a button); return the reasons it was refused with, none when done."""
    try:
        act(*args, actor=actor, **more)
    except Refused as refused:
        _outcome.set(NOT_DONE)
        return refused.reasons
    _outcome.set(DONE)
    return ()


def show_again() -> None:
    """Tell `once` that a form was only shown again (a preview): nothing was done, its token is given back."""
    _outcome.set(NOT_DONE)


def lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send a browser or an htmx request to an address."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return redirect(address)


def url_of(record: Any) -> str:
    """Return the address of a record's page."""
    return url_of_known(subjects.known(record), agency=record.agency.short_name)


def url_of_known(known: subjects.Known, *, agency: str) -> str:
    """Return the address of the page of a record found by reference."""
    return reverse(known.url_name, kwargs={"agency": agency, **known.url_kwargs})


def address_below(name: str, parts: Mapping[str, Any], *, agency: str) -> str:
    """Return the address of a page below an agency (its short name) by its parts; what follows the `?` stands under `?`."""
    query = parts.get("?")
    url = reverse(name, kwargs={"agency": agency, **{key: value for key, value in parts.items() if key != "?"}})
    return f"{url}?{urlencode(sorted(query.items()))}" if query else url


def link_of(reason: Reason, actor: Actor) -> str:
    """Return where a reason can be put right, or nothing."""
    if reason.fix is None:
        return ""
    name, record = reason.fix
    kwargs: dict[str, Any] = {"agency": actor.agency.short_name}
    if record is not None and record._meta.label_lower != "agency.agency":
        kwargs |= (
            subjects.known(record).url_kwargs if subjects.kind_of(record._meta.label_lower) else {"slug": record.slug}
        )
    return reverse(name, kwargs=kwargs)


def shown(reasons: Iterable[Reason], actor: Actor) -> list[Shown]:
    """Return reasons as pages show them."""
    return [Shown(text=str(reason.text), url=link_of(reason, actor), code=reason.code) for reason in reasons]


def found(record: Any) -> Any:
    """Return what a query found, or raise NotFound."""
    if record is None:
        raise NotFound
    return record


def new_token() -> str:
    """Return a fresh token for a form."""
    return str(uuid4())


def _user_id(request: HttpRequest) -> int:
    """Return whose form it is; forms sent once are those of people who signed in."""
    if request.user.pk is None:
        raise NotFound
    return request.user.pk


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError as error:
        message = "The form carries no token."
        raise BadRequest(message) from error


def _answer(request: HttpRequest, response: HttpResponse) -> str:
    """Return where the answer is, as far as it can be kept; an address too long to keep leads home."""
    address = response.get("Location") or response.get("HX-Redirect") or request.get_full_path()
    return address if len(address) <= LONGEST_ANSWER else "/"


def _digest(request: HttpRequest) -> str:
    """Return a hash of what was sent with the bytes of its files, token and CSRF aside."""
    sent = [(key, values) for key, values in sorted(request.POST.lists()) if key not in {"once", "csrfmiddlewaretoken"}]
    files = [(key, [(one.name, _hash(one)) for one in many]) for key, many in sorted(request.FILES.lists())]
    return hashlib.sha256(repr((request.path, sent, files)).encode()).hexdigest()


def _hash(file: UploadedFile) -> str:
    """Return the SHA-256 of an upload, which is left as it was found: wound back to its start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@upkeep
def _take(user_id: int, token: UUID, digest: str) -> str | None:
    """Take a token: None for the first, the answer of the first for every later one (which waited for it here)."""
    _row, fresh = FormSent.objects.get_or_create(user_id=user_id, token=token, defaults={"digest": digest})
    if fresh:
        return None
    if _row.digest != digest:
        raise SentDifferently
    return _row.answer


@upkeep
def _keep(user_id: int, token: UUID, answer: str) -> None:
    FormSent.objects.filter(user_id=user_id, token=token).update(answer=answer)
