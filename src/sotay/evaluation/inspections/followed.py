"""The registry of what puts right the findings of inspections: an area above tells which sheets were born from them.

    @follows_up("nonconformities")
    def sheets_of(agency_id, uuids):
        return {uuid: [Sheet(code="KPH-2026-004", state=_("Đang thực hiện"), is_open=True, ...)], ...}

It asks the database a constant number of times, however many findings there are.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from sotay.evaluation.sheets import Sheet, Tell, gathered

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
    return gathered(_followers.values(), agency_id, uuids)
