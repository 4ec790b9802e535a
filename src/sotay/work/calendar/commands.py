"""Writes upon calendars: an address is made, made anew, revoked; what was told of each event is kept."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from sotay.agency.actor import Actor
from sotay.commands import UNCHANGED, command, lock, require, upkeep
from sotay.journal.recording import record
from sotay.work.calendar import secret
from sotay.work.calendar.models import CalendarEntry, CalendarFeed
from sotay.work.calendar.queries import my_feed

KEPT: Final = timedelta(days=400)
"""So long an event that stands no more is remembered, lest one that comes back begins to count again."""


@command
def make_feed(*, actor: Actor, at: datetime) -> CalendarFeed:
    """Give a person a secret address for the calendar; one there was before never opens again."""
    require(actor, "work.have_calendar")
    lock(actor.person)  # twice at once leaves one address
    former = my_feed(viewer=actor)
    if former is not None:
        _end(former, at=at)
    feed = CalendarFeed(agency=actor.agency, user=actor.person)
    feed.secret_hash = secret.hash_of(secret.draw(feed))
    feed.save()
    record("work.calendar.renewed" if former else "work.calendar.made", actor=actor, subject=feed)
    return feed


@command
def revoke_feed(*, actor: Actor, at: datetime) -> CalendarFeed | object:
    """Revoke the address of a person's calendar: whoever asks by it is told that it is gone."""
    require(actor, "work.have_calendar")
    lock(actor.person)
    feed = my_feed(viewer=actor)
    if feed is None:
        return UNCHANGED
    _end(feed, at=at)
    record("work.calendar.revoked", actor=actor, subject=feed)
    return feed


def _end(feed: CalendarFeed, *, at: datetime) -> None:
    feed.revoked_at = at
    feed.save(update_fields={"revoked_at"})


@upkeep
def keep_entries(digests: Mapping[str, str], *, viewer: Actor, at: datetime) -> dict[str, CalendarEntry]:
    """Return how often each event was told otherwise and when, by its key; `digests` are those of what is told now.

    `at` is kept to the second, as calendars do. One query where nothing changed, at most four.
    """
    at = at.replace(microsecond=0)
    kept = {one.key: one for one in CalendarEntry.objects.of(viewer).filter(user=viewer.person)}
    changed = [_counted(kept.get(key), key, digest, viewer=viewer, at=at) for key, digest in digests.items()]
    _write([one for one in changed if one is not None])
    gone = [one for key, one in kept.items() if key not in digests and one.gone_at is None]
    if gone:
        CalendarEntry.objects.filter(pk__in=[one.pk for one in gone]).update(gone_at=at)
        for one in gone:
            one.gone_at = at
    if any(one.gone_at and one.gone_at < at - KEPT for one in kept.values()):
        CalendarEntry.objects.of(viewer).filter(user=viewer.person, gone_at__lt=at - KEPT).delete()
    return kept | {one.key: one for one in changed if one is not None}


def _counted(
    former: CalendarEntry | None, key: str, digest: str, *, viewer: Actor, at: datetime
) -> CalendarEntry | None:
    """Return an event as it is to be kept, None where it says what it said."""
    if former is not None and former.digest_hash == digest and former.gone_at is None:
        return None
    sequence = former.sequence + 1 if former is not None else 0
    return CalendarEntry(
        agency=viewer.agency, user=viewer.person, key=key, digest_hash=digest, sequence=sequence, changed_at=at
    )


def _write(changed: Iterable[CalendarEntry]) -> None:
    CalendarEntry.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["agency", "user", "key"],
        update_fields=["digest_hash", "sequence", "changed_at", "gone_at"],
    )
