"""Pages of the second factor: binding an authenticator app, leaving it, recovery codes."""

import base64
from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sotay.agency.actor import Actor
from sotay.agency.models import User
from sotay.commands import NotFound, Reason
from sotay.pages import once, run, run_plain
from sotay.web.account import commands, forms, idle, sessions
from sotay.web.account.adapter import is_required
from sotay.web.account.signed_in import me


def known_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password once more unless it was given in the last minutes; afterwards lead back here."""
    asked = reauthentication_required(view, app="allauth.mfa")

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        try:
            return asked(request)
        except ReauthenticationRequired:
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")

    return checked


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@known_again
@once
def activate(request: HttpRequest) -> HttpResponse:
    """Bind an authenticator app: picture and key, then its first code."""
    user = me(request)
    if sessions.has_second_factor(user):
        return redirect("account")
    form = forms.FirstCode(request.POST or None, user=user)
    if request.method == "POST" and run(form, _activate, user, actor=Actor.of_installation(user), secret=form.secret):
        request.session.pop("mfa.totp.secret", None)
        messages.success(request, _("Đã bật xác thực hai lớp. Hãy cất các mã dự phòng dưới đây ở nơi an toàn."))
        return redirect(f"{reverse('mfa_view_recovery_codes')}?{urlencode({'next': _next(request)})}")
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(user, form.secret))
    context = {
        "form": form,
        "refused": form.is_bound and bool(form.errors),
        "secret": " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4)),
        "picture": f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode('ascii')}",
        "required": is_required(user),
        "next": _next(request),
    }
    return render(request, "mfa/activate.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@known_again
@once
def deactivate(request: HttpRequest) -> HttpResponse:
    """Leave the second factor, after asking."""
    user = me(request)
    if not sessions.has_second_factor(user):
        return redirect("account")
    required = is_required(user)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        actor = Actor.of_installation(user)
        reasons = run_plain(commands.deactivate_second_factor, user, actor=actor, required=required)
        if not reasons:
            messages.success(request, _("Đã tắt xác thực hai lớp."))
            return redirect("account")
    return render(request, "mfa/deactivate.html", {"required": required, "reasons": reasons})


@never_cache
@require_safe
@login_required
@known_again
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the recovery codes that were not used yet."""
    return render(request, "mfa/recovery_codes.html", {"codes": _codes(request), "next": _next(request)})


@never_cache
@require_safe
@login_required
@known_again
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """Give the recovery codes as a text to print."""
    lines = [_("Mã dự phòng Sotay của %s") % me(request).username, "", *_codes(request), ""]
    response = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sotay-ma-du-phong.txt"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@known_again
@once
def recovery_codes_renew(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, after asking."""
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        user = me(request)
        reasons = run_plain(commands.renew_recovery_codes, user, actor=Actor.of_installation(user))
        if not reasons:
            messages.success(request, _("Đã tạo mã dự phòng mới; các mã cũ không còn dùng được."))
            return redirect("mfa_view_recovery_codes")
    return render(request, "mfa/renew.html", {"reasons": reasons})


def _activate(user: User, *, actor: Actor, secret: str, code: str) -> User:  # noqa: ARG001  the form proved the code
    return commands.activate_second_factor(user, actor=actor, secret=secret)


def _codes(request: HttpRequest) -> list[str]:
    kept = Authenticator.objects.filter(user=me(request), type=Authenticator.Type.RECOVERY_CODES).first()
    if kept is None:
        raise NotFound
    return list(kept.wrap().get_unused_codes())


def _next(request: HttpRequest) -> str:
    return idle.next_of(request, default=reverse("account"))
