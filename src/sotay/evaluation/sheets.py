"""Sheets born from findings, of audits and of inspections alike, as areas above tell of them."""

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
    """A sheet born from a finding; `link` is a URL name below the agency with its parts, `due_date` its limit where it has one.

    `cause` and `done` say why it came about and what was done, where that is told. A sheet that was not accepted is not open and not closed either: `closed_date` is empty. `for_guests` says whether its page
    is theirs too.
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

    def is_late(self, on: date) -> bool:
        """Return whether it is open past its limit on a day."""
        return self.is_open and self.due_date is not None and self.due_date < on


Tell = Callable[[int, Sequence[UUID]], Mapping[UUID, Iterable[Sheet]]]
"""Gets an agency and the uuids of findings; asks the database a constant number of times."""


def gathered(tells: Iterable[Tell], agency_id: int, uuids: Iterable[UUID]) -> dict[UUID, list[Sheet]]:
    """Return what all of them tell of each of these findings, by its uuid; empty for one without a sheet."""
    wanted = list(uuids)
    found: dict[UUID, list[Sheet]] = defaultdict(list)
    if wanted:
        for tell in tells:
            for uuid, sheets in tell(agency_id, wanted).items():
                found[uuid].extend(sheets)
    return {uuid: found[uuid] for uuid in wanted}
