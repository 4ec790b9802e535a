"""The history of a record in the words of the screen, for the side of its page."""

from typing import Any

from sotay.agency.actor import Actor
from sotay.journal.queries import entries_of
from sotay.journal.sentences import name_of, told_of
from sotay.ui.parts import HistoryLine

NEWEST = 12


def history_of(*records: Any, viewer: Actor, limit: int = NEWEST) -> list[HistoryLine] | None:
    """Return who did what to these records, newest first; None for guests, who are not told."""
    if not viewer.is_member:
        return None
    entries = [entry for one in records for entry in entries_of(one, viewer=viewer, limit=limit)]
    return [
        HistoryLine(
            what=told_of(entry),
            who=f"{entry.actor_name} ({entry.seat})" if entry.seat else name_of(entry.actor_name),
            at=entry.at,
            why=entry.reason,
        )
        for entry in sorted(entries, key=lambda entry: -entry.seq)[:limit]
    ]
