"""The secret in the address of a calendar: shown to its owner alone, never kept; what is kept is its hash."""

from typing import Final

from sotay.agency.drawn_codes import DrawnCode, read
from sotay.work.calendar.models import CalendarFeed

__all__ = ["draw", "hash_of", "read", "secret_of"]

CODE: Final = DrawnCode(drawn_by="sotay.calendar.secret", kept_by="sotay.calendar")
hash_of = CODE.hash_of


def draw(feed: CalendarFeed) -> str:
    """Return the secret an address gets; keep `hash_of` it."""
    return CODE.draw(feed.uuid)


def secret_of(feed: CalendarFeed) -> str:
    """Return the secret of an address; "" where the key of the installation it was drawn from is gone."""
    return CODE.code_of(feed.uuid, feed.secret_hash)
