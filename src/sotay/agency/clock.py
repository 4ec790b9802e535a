"""The day as agencies count it."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """Return today's date in Vietnam; with the journal the only reader of the clock."""
    return timezone.localdate()


def now() -> datetime:
    """Return this moment in UTC, for sessions and accounts; business dates are passed in."""
    return timezone.now()
