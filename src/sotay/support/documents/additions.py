"""What areas above add to what a revision says, such as the steps of a procedure.

An area registers its part once, in a module its `apps.py: ready()` reads:

    adds("steps", content=content_of_steps, copy=copy_steps, told=links_to_steps, rows=("variants__steps",))

`content(revision)` is plain data; it stands under the key in what is approved and so in its hash, but only when there is
any: a revision without additions keeps its hash. `copy(former, new)` lets a new revision begin with it, inside the command
that begins it. `told(revision)` leads who approves to it. `rows` are read beforehand where many revisions are asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sotay.support.documents.models import Revision


@dataclass(frozen=True, slots=True)
class Told:
    """What a revision says elsewhere: in words, and the name of the page, which takes the revision's uuid."""

    label: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Addition:
    """What an area registered."""

    content: Callable[[Revision], Any]
    copy: Callable[[Revision, Revision], None]
    told: Callable[[Revision], Sequence[Told]]
    rows: tuple[str, ...]


_additions: dict[str, Addition] = {}


def adds(
    key: str,
    *,
    content: Callable[[Revision], Any],
    copy: Callable[[Revision, Revision], None],
    told: Callable[[Revision], Sequence[Told]],
    rows: Sequence[str] = (),
) -> None:
    """Register what an area adds; a key registered already fails at start."""
    if key in _additions:
        message = f"the addition {key!r} to revisions is registered twice"
        raise ValueError(message)
    _additions[key] = Addition(content, copy, told, tuple(rows))


def content_of_additions(revision: Revision) -> dict[str, Any]:
    """Return what is added to a revision, by key; nothing for what is not there."""
    found = {key: one.content(revision) for key, one in sorted(_additions.items())}
    return {key: content for key, content in found.items() if content}


def copy_additions(former: Revision, new: Revision) -> None:
    """Let a new revision begin with what was added to the one before."""
    for one in _additions.values():
        one.copy(former, new)


def told_of(revision: Revision) -> list[Told]:
    """Return where what is added to a revision is read."""
    return [told for one in _additions.values() for told in one.told(revision)]


def rows_of_additions(prefix: str = "") -> tuple[str, ...]:
    """Return the lookups that read what is added to many revisions at once; `prefix` leads to the revision."""
    return tuple(f"{prefix}{row}" for one in _additions.values() for row in one.rows)
