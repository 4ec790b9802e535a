"""The registry of what areas above tell beside every record, such as the work that was given from it.

An area registers a part once, in a module its `apps.py: ready()` reads:

    @side("work", order=10)
    def work_from(record, *, viewer):
        return Side(title=_("Công việc"), lines=[Link(...)], action=Link(label=_("Giao việc"), url=...))

A part asks the database a constant number of times; one that returns None does not appear.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sotay.agency.actor import Actor
from sotay.ui.parts import Link, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A block beside a record: lines with a word of explanation each, what to say without any, and one link to act."""

    title: Text
    lines: Sequence[Link] = ()
    none: Text = ""
    action: Link | None = None


Tell = Callable[..., Side | None]
_sides: dict[str, tuple[int, Tell]] = {}


def side(key: str, *, order: int) -> Callable[[Tell], Tell]:
    """Register a function `(record, *, viewer)`; a key registered already fails at start."""

    def register(tell: Tell) -> Tell:
        if key in _sides:
            message = f"the part {key!r} beside records is registered twice"
            raise ValueError(message)
        _sides[key] = (order, tell)
        return tell

    return register


def sides_of(record: Any, *, viewer: Actor) -> list[Side]:
    """Return what every area tells of a record the viewer may see, in order."""
    told = (tell(record, viewer=viewer) for _order, tell in sorted(_sides.values(), key=lambda one: one[0]))
    return [one for one in told if one is not None]
