"""The registry of what follows up findings: an area above tells which sheets were born from them, and where each stands.

It registers once, in a module its `apps.py: ready()` reads, with two conditions upon a row of findings (`OuterRef("uuid")`)
and one function that gets an agency and the uuids of findings, and asks the database a constant number of times:

    @follows_up("nonconformities", born=lambda: Exists(sheets()), open_=lambda: Exists(sheets().that_are_open()))
    def sheets_of(agency_id, uuids):
        return {uuid: [Sheet(code="KPH-2026-004", state=_("Đang thực hiện"), is_open=True, ...)], ...}
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, Q

from sotay.evaluation.sheets import Sheet, Tell, gathered

Condition = Callable[[], Exists]


@dataclass(frozen=True, slots=True)
class Follower:
    """What an area registered."""

    born: Condition
    open_: Condition
    tell: Tell


_followers: dict[str, Follower] = {}


def follows_up(key: str, *, born: Condition, open_: Condition) -> Callable[[Tell], Tell]:
    """Register a function `(agency_id, uuids)` and the conditions that a finding has sheets, and open ones.

    A key registered already fails at start.
    """

    def register(tell: Tell) -> Tell:
        if key in _followers:
            message = f"{key!r} follows up findings twice"
            raise ValueError(message)
        _followers[key] = Follower(born, open_, tell)
        return tell

    return register


def sheets_of(agency_id: int, uuids: Iterable[UUID]) -> dict[UUID, list[Sheet]]:
    """Return the sheets born from each of these findings, by its uuid; empty for one without."""
    return gathered((follower.tell for follower in _followers.values()), agency_id, uuids)


def has_sheet() -> Q:
    """Return the condition upon findings that a sheet was born from them."""
    return _any(follower.born() for follower in _followers.values())


def has_open_sheet() -> Q:
    """Return the condition upon findings that a sheet born from them is still open."""
    return _any(follower.open_() for follower in _followers.values())


def _any(conditions: Iterable[Exists]) -> Q:
    return reduce(or_, (Q(one) for one in conditions), Q(pk__in=[]))
