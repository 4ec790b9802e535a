"""The registry of what follows up findings: an area above tells which sheets were born from them, and where each stands.

It registers once, in a module its `apps.py: ready()` reads, with two conditions upon a row of findings (`OuterRef("uuid")`)
and one function that gets an agency and the uuids of findings, and asks the database a constant number of times:

    @follows_up("nonconformities", born=lambda: Exists(sheets()), open_=lambda: Exists(sheets().that_are_open()))
    def sheets_of(agency_id, uuids):
        return {uuid: [Sheet(code="KPH-2026-004", state=_("Đang thực hiện"), is_open=True, ...)], ...}
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q

from sotay.agency.actor import Actor
from sotay.ui.parts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet born from a finding; `link` is a URL name below the agency with its parts, `due_date` its limit where it has one.

    A sheet that was not accepted is not open and not closed either: `closed_date` is empty. `for_guests` says whether its page
    is theirs too.
    """

    code: str
    state: Text
    is_open: bool
    due_date: date | None = None
    closed_date: date | None = None
    link: str = ""
    link_kwargs: dict[str, Any] = field(default_factory=dict)
    for_guests: bool = True

    def opens_to(self, viewer: Actor) -> bool:
        """Return whether the viewer may open its page."""
        area = self.link.partition(":")[0]
        return bool(area) and viewer.may_enter(area) and (self.for_guests or not viewer.is_guest)

    def is_late(self, on: date) -> bool:
        """Return whether it is open past its limit on a day."""
        return self.is_open and self.due_date is not None and self.due_date < on


Tell = Callable[[int, Sequence[UUID]], Mapping[UUID, Iterable[Sheet]]]
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
    wanted = list(uuids)
    found: dict[UUID, list[Sheet]] = defaultdict(list)
    if wanted:
        for follower in _followers.values():
            for uuid, sheets in follower.tell(agency_id, wanted).items():
                found[uuid].extend(sheets)
    return {uuid: found[uuid] for uuid in wanted}


def has_sheet() -> Q:
    """Return the condition upon findings that a sheet was born from them."""
    return _any(follower.born() for follower in _followers.values())


def has_open_sheet() -> Q:
    """Return the condition upon findings that a sheet born from them is still open."""
    return _any(follower.open_() for follower in _followers.values())


def _any(conditions: Iterable[Exists]) -> Q:
    return reduce(or_, (Q(one) for one in conditions), Q(pk__in=[]))
