"""Accounts nobody used for long (QCVN 12:2026/BCA): they are locked, and what is handed out in their name stops."""

from datetime import datetime, timedelta

from django.conf import settings

from sotay.agency.models import User


def idle_since(user: User) -> datetime:
    """Return when the account was last used; one never used counts from the day it was made."""
    return max(moment for moment in (user.last_active_at, user.last_login, user.created_at) if moment)


def is_dormant(user: User, *, at: datetime) -> bool:
    """Return whether nobody used the account for the days the setting allows (45 by QCVN 12:2026/BCA; 0 is never)."""
    days = settings.SOTAY_DORMANT_AFTER_DAYS
    return days > 0 and at - idle_since(user) > timedelta(days=days)
