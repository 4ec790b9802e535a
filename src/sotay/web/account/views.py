"""The account page, the password, open sessions, and the choice of an agency."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.agency.actor import Actor
from sotay.agency.clock import now, today
from sotay.agency.models import User
from sotay.pages import once, run
from sotay.ui import rail
from sotay.ui.pages import form_page
from sotay.web.account import commands, forms, idle, lockout, passwords, queries, sessions
from sotay.web.account.adapter import is_required
from sotay.web.account.signed_in import me


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the one agency the person works in; several are a choice, none is said."""
    places = queries.list_places(me(request), on=today())
    if len(places) == 1:
        return redirect(first_page(places[0]))
    return render(request, "account/agencies.html", {"places": _shown(places)})


@require_safe
@login_required
def agencies(request: HttpRequest) -> HttpResponse:
    """Show the agencies the person may enter."""
    return render(request, "account/agencies.html", {"places": _shown(queries.list_places(me(request), on=today()))})


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show the person's own account: name, seats, password, second factor, where it is signed in."""
    user, at = me(request), now()
    context = {
        "account": user,
        "places": _shown(queries.list_places(user, on=today())),
        "sessions": [
            {"session": one, "here": one.key == request.session.session_key}
            for one in queries.list_open_sessions(user, at=at)
        ],
        "second_factor": sessions.has_second_factor(user),
        "second_factor_required": is_required(user),
    }
    return render(request, "account/account.html", context)


def with_password_known(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Check the present password before the form's transaction opens, so that wrong ones stay counted."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        given = request.POST.get("old_password", "")
        known = bool(given) and lockout.knows_password(request, me(request), given)
        return view(request, known=known)

    return checked


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@with_password_known
@once
def password_change(request: HttpRequest, *, known: bool) -> HttpResponse:
    """Change one's own password; other devices are signed out."""
    user = me(request)
    there = idle.next_of(request, default=reverse("account"))
    form = forms.ChangePassword(request.POST or None, known=known)
    actor = Actor.of_installation(user)
    if request.method == "POST" and run(form, commands.change_password, user, actor=actor, at=now()):
        changed: User = form.result  # type: ignore[attr-defined]  # `run` puts it there
        old_key = request.session.session_key
        update_session_auth_hash(request, changed)
        sessions.forget(old_key)
        request.user = changed
        sessions.close(changed, except_key=request.session.session_key)
        sessions.begin(request)
        messages.success(request, _("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."))
        return redirect(there)
    first = user.must_change_password or request.session.get(sessions.PASSWORD_OLD)
    return form_page(
        request,
        form=form,
        title=_("Đổi mật khẩu"),
        intro=_why_now(request) if first else "",
        submit=_("Đổi mật khẩu"),
        cancel_url="" if first else reverse("account"),
        template="account/password_change.html",
        context={"rules": passwords.RULES, "next": there, "first": first},
    )


@require_POST
@login_required
@once
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = sessions.close(me(request), except_key=request.session.session_key)
    if ended:
        said = ngettext("Đã đăng xuất %d thiết bị khác.", "Đã đăng xuất %d thiết bị khác.", ended) % ended
        messages.success(request, said)
    else:
        messages.info(request, _("Tài khoản không đăng nhập ở thiết bị nào khác."))
    return redirect("account")


def first_page(place: queries.Place) -> str:
    """Return the address where work in an agency begins: the manual for a guest, one's own work, or the overview."""
    name = "web:overview"
    if place.guest:
        return _first_page_of_a_guest(place)
    if place.own_work_only:
        name = "web:my_work"
    return reverse(name, kwargs={"agency": place.agency.short_name})


def _first_page_of_a_guest(place: queries.Place) -> str:
    """Return the manual, or the first page of the rail in the areas of the grant; units stand in no rail."""
    guest = Actor(agency=place.agency, grant_id=0, areas=place.areas)
    entries = {one.key: one.url for one in rail.entries(guest, "")}
    where = entries.get("manual") or next(iter(entries.values()), "")
    return where or reverse("organisation:unit_list", kwargs={"agency": place.agency.short_name})


def _shown(places: tuple[queries.Place, ...]) -> list[dict[str, object]]:
    return [{"place": one, "url": first_page(one)} for one in places]


def _why_now(request: HttpRequest) -> str:
    if me(request).must_change_password:
        return _("Anh, chị đang dùng mật khẩu do người khác cấp. Hãy đặt mật khẩu của riêng mình rồi tiếp tục.")
    return _("Mật khẩu của quản trị viên đã đến hạn thay. Hãy đặt mật khẩu mới rồi tiếp tục.")
