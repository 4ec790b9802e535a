"""Writes upon accounts; they stand in the journal of the installation, which belongs to no agency."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from axes.utils import reset as reset_wrong_passwords
from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.idleness import idle_since, is_dormant
from sotay.agency.models import User
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.web.account.guards import why_not_use
from sotay.web.account.models import DormantLock, OpenSession, UsedPassword
from sotay.web.account.passwords import one_time_password


@command
def change_password(user: User, *, actor: Actor, password: str, at: datetime) -> User:
    """Give a person the password chosen; whoever calls has checked the present one (QCVN 12:2026/BCA)."""
    require(actor, "account.change_password", user)
    user = lock(user)
    refuse(why_not_use(user, password))

    forced = user.must_change_password
    _put(user, password, at=at, must_change=False)

    record("account.password.changed", actor=actor, subject=user, at_first_sign_in=forced)
    return user


@command
def reset_password(user: User, *, actor: Actor, at: datetime) -> str:
    """Give a person a one-time password and return it; it must be changed at the next sign-in."""
    require(actor, "account.reset_password", user)
    user = lock(user)
    password = one_time_password()
    _put(user, password, at=at, must_change=True)

    record("account.password.reset", actor=actor, subject=user)
    return password


@command
def lock_dormant(user: User, *, actor: Actor, at: datetime) -> User:
    """Lock an account nobody used for 45 days (QCVN 12:2026/BCA); its seats stay."""
    require(actor, "account.lock_dormant", user)
    user = lock(user)
    if not is_dormant(user, at=at) or DormantLock.objects.filter(user=user).exists():
        return UNCHANGED  # type: ignore[return-value]
    since = idle_since(user)
    DormantLock.objects.create(user=user, locked_at=at, idle_since_at=since)
    OpenSession.objects.filter(user=user).delete()

    record(
        "account.account.locked",
        actor=actor,
        subject=user,
        idle_since=since.isoformat(),
        days=settings.SOTAY_DORMANT_AFTER_DAYS,
    )
    return user


@command
def unlock(user: User, *, actor: Actor, at: datetime) -> User:
    """Open an account locked for lying idle or for wrong passwords; the idle days count anew from now."""
    require(actor, "account.unlock", user)
    user = lock(user)
    dormant = is_dormant(user, at=at)
    locks, _by_table = DormantLock.objects.filter(user=user).delete()
    wrong = reset_wrong_passwords(username=user.username)
    if not (dormant or locks or wrong):
        return UNCHANGED  # type: ignore[return-value]
    User.objects.filter(pk=user.pk).update(last_active_at=at)

    record("account.account.unlocked", actor=actor, subject=user, was_dormant=bool(dormant or locks))
    return user


@command
def activate_second_factor(user: User, *, actor: Actor, secret: str) -> User:
    """Turn the code of an authenticator app on, with codes for the day the phone is lost."""
    require(actor, "account.change_second_factor", user)
    user = lock(user)
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return UNCHANGED  # type: ignore[return-value]
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)

    record("account.second_factor.activated", actor=actor, subject=user)
    return user


@command
def deactivate_second_factor(user: User, *, actor: Actor, required: bool) -> User:
    """Turn the second factor off, with its recovery codes; refused where the setting asks for one."""
    require(actor, "account.change_second_factor", user)
    user = lock(user)
    if required:
        refuse([Reason(_("Quản trị viên phải dùng xác thực hai lớp."), code="second_factor_required")])
    removed, _by_table = Authenticator.objects.filter(user=user).delete()
    if not removed:
        return UNCHANGED  # type: ignore[return-value]

    record("account.second_factor.deactivated", actor=actor, subject=user)
    return user


@command
def renew_recovery_codes(user: User, *, actor: Actor) -> User:
    """Make new recovery codes; the old ones no longer work."""
    require(actor, "account.change_second_factor", user)
    user = lock(user)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        refuse([Reason(_("Chưa bật xác thực hai lớp."), code="second_factor_missing")])
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)

    record("account.recovery_codes.renewed", actor=actor, subject=user)
    return user


def _put(user: User, password: str, *, at: datetime, must_change: bool) -> None:
    """Set a password and keep the hash of the one before, of the latest few only."""
    if is_password_usable(user.password):
        UsedPassword.objects.create(user=user, hash=user.password, until_at=at)
        kept = UsedPassword.objects.filter(user=user).order_by("-until_at", "-pk")
        kept_keys = list(kept.values_list("pk", flat=True)[: settings.SOTAY_ADMINISTRATOR_PASSWORDS_KEPT])
        UsedPassword.objects.filter(user=user).exclude(pk__in=kept_keys).delete()
    user.set_password(password)
    user.must_change_password = must_change
    user.password_changed_at = at
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
