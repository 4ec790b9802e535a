"""Reads of calendars: one's own address, who stands behind an address, what stands in a calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sotay.agency.actor import Actor, actor_of
from sotay.agency.idleness import is_dormant
from sotay.work.calendar import secret
from sotay.work.calendar.models import CalendarFeed
from sotay.work.calendar.registry import Dated, Span, all_dated

BACK: Final = timedelta(days=90)
AHEAD: Final = timedelta(days=400)
"""So far days are told that are not due: meetings and visits that were, and those of the year to come."""


def my_feed(*, viewer: Actor) -> CalendarFeed | None:
    """Return the address of the viewer's own calendar in this agency, None where there is none."""
    return CalendarFeed.objects.of(viewer).filter(user=viewer.user, revoked_at__isnull=True).first()


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address leads to: nothing that is or was ours (`feed` None), one that was revoked, one whose owner left.

    `owner` is the person as the actor he or she is today; None when the account is locked or ended, or no seat is held.
    """

    feed: CalendarFeed | None
    owner: Actor | None = None

    @property
    def is_revoked(self) -> bool:
        """Whether the address was revoked or renewed."""
        return self.feed is not None and self.feed.revoked_at is not None


def find_feed(typed: str, *, on: date, at: datetime) -> Asked:
    """Return what an address leads to; two queries."""
    code = secret.read(typed)
    rows = CalendarFeed.objects.filter(secret_hash=secret.hash_of(code)).select_related("agency", "user")
    feed = rows.first() if code else None
    if feed is None or feed.revoked_at is not None:
        return Asked(feed)
    agency, user = feed.agency, feed.user
    has_ended = agency.ended_date is not None and agency.ended_date <= on
    if has_ended or not user.is_active or is_dormant(user, at=at):
        return Asked(feed)
    owner = actor_of(user, agency=agency, on=on, origin="public:calendar")
    return Asked(feed, owner if owner is not None and owner.is_member else None)


def list_dated(*, viewer: Actor, on: date) -> list[Dated]:
    """Return all that stands in the viewer's calendar, the earliest first; a constant number of queries."""
    found = all_dated(Span(viewer, on, on - BACK, on + AHEAD))
    return sorted(found, key=lambda one: (one.from_date, one.key))
