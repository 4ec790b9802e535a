"""The only machinery: how writing is done, permitted, refused and recorded.

Three kinds of writing, one decorator each, and no fourth: `@command` (people and jobs deciding), `@upkeep` (derived rows)
and `@intake` (append-only rows from outside). A command asks in this order: permission, refusal, change, journal line.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from typing import Any, Final, ParamSpec, TypeVar

import pghistory
import rules
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Versioned
from sotay.config import logs
from sotay.journal import recording

P = ParamSpec("P")
R = TypeVar("R")
V = TypeVar("V", bound=Versioned)


class _Unchanged:
    """See `UNCHANGED`."""

    def __repr__(self) -> str:
        return "UNCHANGED"


UNCHANGED: Final = _Unchanged()
"""What a command returns that found nothing to change; it then needs no journal line."""

NotFound = Http404
"""Raised for what is not there and for what belongs to another agency; the two look the same."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something cannot be done now: words for the page, a code for tests, and where it can be put right.

    `fix` is a URL name and the record it is about (or None); `field` the form field it stands beside.
    """

    text: Any
    code: str
    fix: tuple[str, Any] | None = None
    field: str = ""


class Refused(Exception):  # noqa: N818  the word of the house
    """Raised when a command cannot be done now and the user can put it right; carries every reason found."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(*reasons)
        self.reasons = reasons

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons' codes, in order."""
        return tuple(reason.code for reason in self.reasons)

    def __str__(self) -> str:
        return " ".join(str(reason.text) for reason in self.reasons)


class Stale(Exception):  # noqa: N818
    """Raised when somebody else changed the record since the page was read (409)."""

    def __init__(self, subject: Versioned, *, read: int) -> None:
        super().__init__(subject, read)
        self.subject, self.read = subject, read


class Unrecorded(RuntimeError):  # noqa: N818
    """Raised for a command that ended without a journal line: a mistake in the program."""


def command(act: Callable[P, R]) -> Callable[P, R]:
    """Make a function a command: one transaction, at least one journal line or UNCHANGED.

    A command called by another shares its transaction and its lines; the lines are chained when the outermost one ends.
    """

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outermost = not recording.is_collecting()
        with transaction.atomic(), recording.collecting() as collected:
            if not outermost:
                result = act(*args, **kwargs)
            else:
                with pghistory.context(command=f"{act.__module__}.{act.__name__}", request_id=logs.request_id.get()):
                    result = act(*args, **kwargs)
            if result is not UNCHANGED and not collected.lines:
                message = f"{act.__name__} recorded nothing"
                raise Unrecorded(message)
            if outermost:
                recording.write(collected.lines)
        return result

    run.writes = "command"  # type: ignore[attr-defined]  # an architecture test reads it
    return run


def upkeep(act: Callable[P, R]) -> Callable[P, R]:
    """Make a function the keeper of derived rows (standings, index, counters, drafts being typed): no journal."""
    return _plainly(act, "upkeep")


def intake(act: Callable[P, R]) -> Callable[P, R]:
    """Make a function the taker of append-only rows from outside (answers, feedback); sealed hourly, not one by one."""
    return _plainly(act, "intake")


def _plainly(act: Callable[P, R], kind: str) -> Callable[P, R]:
    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return act(*args, **kwargs)

    run.writes = kind  # type: ignore[attr-defined]
    return run


def follow(follower: Callable[[list[Any]], None]) -> Callable[[list[Any]], None]:
    """Call a function with the records acted upon by every outermost command, in its transaction (index, notices)."""
    recording.follow(lambda lines: follower([line.subject for line in lines]))
    return follower


def may(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Return whether the actor may do this to the record (to the agency itself when none is named)."""
    if not rules.perm_exists(permission):
        message = f"no permission is called {permission!r}"
        raise LookupError(message)
    return rules.has_perm(permission, actor, actor.agency if subject is None else subject)


def require(actor: Actor, permission: str, subject: Any = None) -> None:
    """Raise PermissionDenied unless the actor may do this."""
    if not may(actor, permission, subject):
        raise PermissionDenied(permission)


def refuse(*reasons: Iterable[Reason]) -> None:
    """Raise Refused with all reasons when there is any."""
    if found := tuple(chain(*reasons)):
        raise Refused(*found)


def why_no_reason(reason: str) -> Iterator[Reason]:
    """Yield that a reason is missing where one has to be given."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do."), code="reason_missing", field="reason")


def lock(subject: V, *, version: int | None = None) -> V:
    """Return the record anew, locked to the end of the transaction.

    `version` is the one the page was read with; Stale is raised when the record moved on since, NotFound when it is gone.
    """
    locked = subject.__class__._base_manager.select_for_update().filter(pk=subject.pk).first()
    if locked is None:
        raise NotFound
    if version is not None and locked.version != version:
        raise Stale(locked, read=version)
    return locked


def lock_all(subjects: Iterable[V]) -> Iterator[V]:
    """Yield the records anew, locked in the order of their keys, so that two commands never wait in a ring."""
    for subject in sorted(subjects, key=lambda one: (one._meta.label_lower, one.pk)):
        yield lock(subject)
