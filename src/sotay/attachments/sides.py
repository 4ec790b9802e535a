"""The registry of what areas above tell beside every record, such as the work that was given from it.

An area registers a part once, in a module its `apps.py: ready()` reads, with the condition that there is anything:

    @side("work", order=10, exists=lambda record, viewer: Exists(list_from(record, viewer=viewer)))
    def work_from(record, *, viewer, there):
        return Side(title=_("Công việc"), lines=[...] if there else (), action=Link(label=_("Giao việc"), url=...))

The conditions of all parts are asked in the one query that looks for files, remarks and links, so that a record with
nothing on it costs no more. A part asks the database a constant number of times; one that returns None does not appear.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists

from sotay.agency.actor import Actor
from sotay.ui.parts import Link, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A block beside a record: lines with a word of explanation each, what to say without any, and one link to act.

    A line that is a `Line` has several links of its own.
    """

    title: Text
    lines: Sequence[Link] = ()
    none: Text = ""
    action: Link | None = None


Tell = Callable[..., Side | None]
Exist = Callable[[Any, Actor], Exists]


@dataclass(frozen=True, slots=True)
class Part:
    """What an area registered."""

    order: int
    exists: Exist
    tell: Tell
    first: bool = False


_parts: dict[str, Part] = {}


def side(key: str, *, order: int, exists: Exist, first: bool = False) -> Callable[[Tell], Tell]:
    """Register a function `(record, *, viewer, there)`; a key registered already fails at start.

    What comes `first` stands above history and files, on the page of every record.
    """

    def register(tell: Tell) -> Tell:
        if key in _parts:
            message = f"the part {key!r} beside records is registered twice"
            raise ValueError(message)
        _parts[key] = Part(order, exists, tell, first)
        return tell

    return register


def parts() -> list[Part]:
    """Return what every area registered, in order."""
    return sorted(_parts.values(), key=lambda one: one.order)
