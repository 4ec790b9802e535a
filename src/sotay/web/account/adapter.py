"""How allauth behaves here: nobody signs up, idle accounts stay out, words are ours."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.clock import now, today
from sotay.agency.idleness import is_dormant
from sotay.agency.models import User
from sotay.web.account import sessions
from sotay.web.account.administrators import is_administrator
from sotay.web.account.commands import lock_dormant, unlock
from sotay.web.account.models import DormantLock
from sotay.web.account.permissions import LOCK_DORMANT
from sotay.web.account.signed_in import me

log = logging.getLogger("sotay.account")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators and imports, never by visitors."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản đã ngừng hoạt động."),
        "enter_current_password": _("Hãy nhập đúng mật khẩu đang dùng."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "too_many_login_attempts": _("Đã thử quá nhiều lần. Hãy đợi vài phút rồi thử lại."),
        "rate_limited": _("Đã thử quá nhiều lần. Hãy đợi vài phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Say no."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **hints: Any) -> HttpResponse | None:
        """Stop an account that lay idle for too long, also before the night has locked it."""
        if response := super().pre_login(request, user, **hints):
            return response
        at, keeper = now(), Actor.of_installation(None, origin=f"job:{LOCK_DORMANT}")
        dormant = is_dormant(user, at=at)
        if dormant:
            lock_dormant(user, actor=keeper, at=at)
        elif DormantLock.objects.filter(user=user).exists():  # given a new password since, or the setting was changed
            unlock(user, actor=keeper, at=at)
        if dormant:
            clear_login(request)
            log.warning("sign-in refused: dormant", extra={"account": str(user.uuid)})
            days = settings.SOTAY_DORMANT_AFTER_DAYS
            return render(request, "account/dormant.html", {"days": days}, status=403)
        return None

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session and start its rules."""
        super().login(request, user)
        sessions.begin(request)
        log.info("signed in", extra={"account": str(user.uuid)})

    def logout(self, request: HttpRequest) -> None:
        """Close the session and take it off the person's list."""
        account, key = str(me(request).uuid), request.session.session_key
        super().logout(request)
        sessions.forget(key)
        log.info("signed out", extra={"account": account})


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: its words, the name in the authenticator app, and who may not be without it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Quản trị viên phải dùng xác thực hai lớp."),
        "cannot_generate_recovery_codes": _("Chưa bật xác thực hai lớp."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn."),
    }

    def get_totp_label(self, user: User) -> str:
        """Return the name the app shows."""
        return str(user.username)

    def get_totp_issuer(self) -> str:
        """Return the program's name."""
        return "Sotay"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether the person may be without a second factor."""
        return not is_required(authenticator.user)


def is_required(user: User) -> bool:
    """Return whether the setting asks this person for a second factor."""
    return settings.SOTAY_MFA_FOR_ADMINISTRATORS and is_administrator(user, on=today())
