"""Why a password cannot be taken, why an account cannot be locked or unlocked now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sotay.agency.models import User
from sotay.commands import Reason


def why_not_use(user: User, password: str) -> Iterator[Reason]:
    """Yield the reasons a person cannot have this password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        for one in error.error_list:
            yield Reason(one.messages[0], code=str(one.code), field="password")


def idle_since(user: User) -> datetime:
    """Return when the account was last used; one never used counts from the day it was made."""
    return max(moment for moment in (user.last_active_at, user.last_login, user.created_at) if moment)


def is_dormant(user: User, *, at: datetime) -> bool:
    """Return whether nobody used the account for the days the setting allows (45 by QCVN 12:2026/BCA; 0 is never)."""
    days = settings.SOTAY_DORMANT_AFTER_DAYS
    return days > 0 and at - idle_since(user) > timedelta(days=days)
