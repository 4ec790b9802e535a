"""What follows when a paper is submitted, returned, signed, issued or withdrawn: areas above make it known for their forms, once at start.

A follower is called in the transaction of the command, with the paper, the actor and the day; it is a command of its area
(or calls one), so that its change stands in the journal too. It may refuse (`Refused`): nothing happens then.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

Event = Literal["submitting", "returned", "signed", "issued", "withdrawn"]
"""`submitting` comes before the content of the paper is built and pinned, so that a feature can pin what it says first."""

Follower = Callable[..., Any]
"""`follower(paper, actor=…, on=…)`."""

_followers: dict[tuple[str, str], list[Follower]] = defaultdict(list)


def follows(form: str, event: Event) -> Callable[[Follower], Follower]:
    """Make a follower of papers of a form known; decorates it."""

    def known(follower: Follower) -> Follower:
        _followers[form, event].append(follower)
        return follower

    return known


def tell(paper: Any, event: Event, *, actor: Any, on: date) -> None:
    """Call the followers of a paper."""
    for follower in _followers[paper.form, event]:
        follower(paper, actor=actor, on=on)
