"""The idle lock: a locked page comes back where it was, and what was typed into it is not lost."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.pages import lead_to
from sotay.web.account import forms, lockout, sessions
from sotay.web.account.models import OpenSession
from sotay.web.account.signed_in import me

KEPT_FORM = "kept_form"
NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent while the session was locked: where to, its fields, and the files that cannot be kept."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Return it as text for one hidden field; nothing of it stays on the server."""
        return json.dumps([self.address, self.fields, self.files], ensure_ascii=False)


def kept_of(request: HttpRequest) -> Kept:
    """Return what a request carries, secrets aside."""
    return Kept(
        address=request.get_full_path(),
        fields=tuple((name, value) for name, values in request.POST.lists() if _is_kept(name) for value in values),
        files=tuple(str(one.name) for many in dict(request.FILES.lists()).values() for one in many),
    )


def _read(text: str, request: HttpRequest) -> Kept | None:
    """Read it back from text; None when there is none or it does not lead to a page of ours."""
    try:
        address, fields, files = json.loads(text)
        kept = Kept(str(address), tuple((str(name), str(value)) for name, value in fields), tuple(map(str, files)))
    except (ValueError, TypeError):
        return None
    return kept if _is_ours(kept.address, request) else None


def answer_locked(request: HttpRequest) -> HttpResponse:
    """Answer a request of a locked session: a page asks for the password, a part tells the page to ask in place."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=401)
        response["HX-Trigger"] = "sotay-locked"
        return response
    if request.method == "POST":
        return _ask(request, forms.Unlock(), kept=kept_of(request), status=403)
    there = {"next": request.get_full_path()} if request.method in {"GET", "HEAD"} else {}
    return redirect(f"{reverse('account_unlock')}?{urlencode(there)}")


def answer_gone(request: HttpRequest) -> HttpResponse | None:
    """Keep a form whose session ended altogether until its owner has signed in; None when the owner is not known."""
    old_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    owner = OpenSession.objects.filter(key=old_key).values_list("user_id", flat=True).first()
    if owner is None:
        return None
    request.session[KEPT_FORM] = [owner, kept_of(request).as_text()]
    return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('account_resume')})}")


@never_cache
@require_safe
@login_required
def resume(request: HttpRequest) -> HttpResponse:
    """Send the form that waited for its owner to sign in; anybody else is led home and it is dropped."""
    owner, text = request.session.pop(KEPT_FORM, (None, ""))
    kept = _read(text, request) if owner == me(request).pk else None
    return render(request, "account/resume.html", {"kept": kept}) if kept else redirect("web:home")


@sensitive_post_parameters("password", "kept")
@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the password of a locked session and lead back, with the form that was being sent."""
    in_place = request.headers.get("Accept") == "application/json"
    if not request.user.is_authenticated:
        return JsonResponse({"error": ""}, status=401) if in_place else redirect("account_login")
    there = request.POST.get("next") or request.GET.get("next", "")
    there = there if _is_ours(there, request) else reverse("web:home")
    kept = _read(request.POST.get("kept", ""), request)
    if request.method == "GET":
        return _ask(request, forms.Unlock(), there=there) if sessions.is_locked(request) else redirect(there)

    form = forms.Unlock(request.POST)
    known = form.is_valid() and lockout.knows_password(request, me(request), form.cleaned_data["password"])
    if not known:
        if form.is_valid():
            form.add_error("password", _("Mật khẩu không đúng."))
        if in_place:
            return JsonResponse({"error": form.errors["password"][0]}, status=422)
        return _ask(request, form, there=there, kept=kept, status=422)
    sessions.begin(request)
    if in_place:
        return HttpResponse(status=204)
    return render(request, "account/resume.html", {"kept": kept}) if kept else redirect(there)


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Tell a page how long its session stays open; asking is no activity."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False, "seconds_left": 0})
    return JsonResponse({"signed_in": True, "seconds_left": sessions.seconds_left(request)})


@never_cache
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Count typing on an open page as activity; the middleware has marked it, a locked session never comes here."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False, "seconds_left": 0}, status=401)
    return JsonResponse({"signed_in": True, "seconds_left": sessions.seconds_left(request)})


def lead_first(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to what must be done before anything else, and from there back."""
    there = f"?{urlencode({'next': request.get_full_path()})}" if request.method in {"GET", "HEAD"} else ""
    return lead_to(request, f"{reverse(name)}{there}")


def next_of(request: HttpRequest, *, default: str) -> str:
    """Return the address a form was asked to lead back to, when it is one of ours."""
    there = request.POST.get("next") or request.GET.get("next", "")
    return there if _is_ours(there, request) else default


def _ask(request: HttpRequest, form: Any, *, there: str = "", kept: Kept | None = None, status: int = 200) -> Any:
    context = {"form": form, "next": there, "kept": kept, "session_is_locked": True}
    return render(request, "account/unlock.html", context, status=status)


def _is_kept(name: str) -> bool:
    return name not in NOT_KEPT and "password" not in name


def _is_ours(address: str, request: HttpRequest) -> bool:
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
