"""How commands write the journal: lines are collected while a command runs and chained when the outermost one ends."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.config import logs
from sotay.journal.chain import BEGINNING, canonical, link, plain
from sotay.journal.models import ChainEnd, Entry, Touched

LOCK_CLASS = 7_402_001  # names the advisory locks of chains, so that no other use of such locks meets them


@dataclass(slots=True)
class Line:
    """A line not yet chained."""

    agency: Agency | None
    actor: Actor
    action: str
    subject: Any
    reason: str
    data: dict[str, Any]


@dataclass(slots=True)
class Collected:
    """The lines of one command and of the commands it called."""

    lines: list[Line] = field(default_factory=list)


_collecting: ContextVar[Collected | None] = ContextVar("journal_collecting", default=None)


def is_collecting() -> bool:
    """Return whether a command runs already."""
    return _collecting.get() is not None


@contextmanager
def collecting() -> Iterator[Collected]:
    """Collect the lines of a command; they join the calling command's when this one ends well."""
    outer, inner = _collecting.get(), Collected()
    token = _collecting.set(inner)
    try:
        yield inner
    finally:
        _collecting.reset(token)
    if outer is not None:
        outer.lines.extend(inner.lines)


def record(
    action: str, *, actor: Actor, subject: Any, reason: str = "", also_in: Agency | None = None, **data: Any
) -> None:
    """Write what happened (`area.noun.past_tense`) to the journal of the actor's agency, and of `also_in` when it concerns another.

    An act upon the installation (an actor without agency) goes to the installation's own chain.
    `data` holds what the act decided, as dates, numbers and texts; never a citizen's personal data.
    """
    collected = _collecting.get()
    if collected is None:
        message = f"record({action!r}) was called outside a command"
        raise RuntimeError(message)
    for agency in {actor.agency, also_in} - {None} or {None}:
        collected.lines.append(Line(agency, actor, action, subject, reason, plain(data)))


Follower = Callable[[list[Line]], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Call a function with the lines of every outermost command, in its transaction; for what is derived from records."""
    _followers.append(follower)
    return follower


def write(lines: Iterable[Line]) -> None:
    """Chain the lines of the outermost command, agency by agency, and note what was touched.

    Locks are taken last and in one order, so that commands never wait for one another in a ring.
    """
    lines = list(lines)
    by_agency: dict[int | None, list[Line]] = {}
    for follower in _followers:
        follower(lines)
    for line in lines:
        by_agency.setdefault(line.agency.pk if line.agency else None, []).append(line)
    for agency_id in sorted(by_agency, key=lambda pk: pk or 0):
        _chain(agency_id, by_agency[agency_id])
    touched = {(pk, line.action) for pk, some in by_agency.items() if pk for line in some}
    # A touch noted already is locked till this command ends, so that it is not taken before what was written can be seen.
    Touched.objects.bulk_create(
        [Touched(agency_id=pk, action=a) for pk, a in sorted(touched)],
        update_conflicts=True,
        unique_fields=["agency", "action"],
        update_fields=["action"],
    )


def _chain(agency_id: int | None, lines: list[Line]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, agency_id or 0])
    last = Entry.objects.filter(agency_id=agency_id).order_by("-seq").values_list("seq", "hash").first()
    seq, previous = last or (0, BEGINNING)
    at = timezone.now()
    entries = []
    for line in lines:
        seq += 1
        entry = _entry(line, agency_id=agency_id, seq=seq, at=at, previous=previous)
        previous = entry.hash
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    ChainEnd.objects.bulk_create(
        [ChainEnd(agency_id=agency_id, seq=seq, hash=previous)],
        update_conflicts=True,
        unique_fields=["agency"],
        update_fields=["seq", "hash"],
    )


def _entry(line: Line, *, agency_id: int | None, seq: int, at: Any, previous: str) -> Entry:
    actor, user = line.actor, line.actor.user
    entry = Entry(
        agency_id=agency_id,
        seq=seq,
        at=at,
        actor=user,
        actor_name=actor.name[:200],
        seat=actor.title[:200],
        for_seat=actor.for_seat.title[:200] if actor.for_seat else "",
        origin=actor.origin,
        action=line.action,
        subject_type=line.subject._meta.label_lower,
        subject_uuid=line.subject.uuid,
        subject_text=str(line.subject)[:300],
        reason=line.reason,
        data=line.data,
        request_id=logs.request_id.get(),
        previous_hash=previous,
    )
    content = canonical(
        entry, agency_uuid=line.agency.uuid if line.agency else None, actor_uuid=user.uuid if user else None
    )
    entry.hash = link(previous, content)
    return entry
