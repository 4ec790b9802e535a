"""The registry of what puts right the findings of inspections: an area above tells which sheets were born from them.

    @follows_up("nonconformities")
    def sheets_of(agency_id, uuids):
        return {uuid: [Sheet(code="KPH-2026-004", state=_("Đang thực hiện"), is_open=True, ...)], ...}

It asks the database a constant number of times, however many findings there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sotay.agency.actor import Actor
from sotay.ui.parts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet born from a finding, with what it says was the cause and was done; `link` is a URL name below the agency.

    `for_guests` says whether its page is theirs too.
    """

    code: str
    state: Text
    is_open: bool
    due_date: date | None = None
    closed_date: date | None = None
    cause: str = ""
    done: str = ""
    link: str = ""
    link_kwargs: dict[str, Any] = field(default_factory=dict)
    for_guests: bool = True

    def opens_to(self, viewer: Actor) -> bool:
        """Return whether the viewer may open its page."""
        area = self.link.partition(":")[0]
        return bool(area) and viewer.may_enter(area) and (self.for_guests or not viewer.is_guest)


Tell = Callable[[int, Sequence[UUID]], Mapping[UUID, Iterable[Sheet]]]
_followers: dict[str, Tell] = {}


def follows_up(key: str) -> Callable[[Tell], Tell]:
    """Register a function that gets an agency and the uuids of findings; a key registered already fails at start."""

    def register(tell: Tell) -> Tell:
        if key in _followers:
            message = f"{key!r} follows up findings of inspections twice"
            raise ValueError(message)
        _followers[key] = tell
        return tell

    return register


def sheets_of(agency_id: int, uuids: Iterable[UUID]) -> dict[UUID, list[Sheet]]:
    """Return the sheets born from each of these findings, by its uuid; empty for one without."""
    wanted = list(uuids)
    found: dict[UUID, list[Sheet]] = defaultdict(list)
    if wanted:
        for tell in _followers.values():
            for uuid, sheets in tell(agency_id, wanted).items():
                found[uuid].extend(sheets)
    return {uuid: found[uuid] for uuid in wanted}
