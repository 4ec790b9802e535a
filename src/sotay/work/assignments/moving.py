"""What areas above do when work has ended: it was confirmed as done, or cancelled.

    @when_ended
    def carry_on(work, *, actor, on):
        ...

A follower is a command of its area, called inside the command that ended the work, in its transaction.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.work.assignments.models import Assignment

Follower = Callable[..., Any]
_followers: list[Follower] = []


def when_ended(follower: Follower) -> Follower:
    """Register a function `(work, *, actor, on)`."""
    _followers.append(follower)
    return follower


def tell_ended(work: Assignment, *, actor: Actor, on: date) -> None:
    """Tell every follower that a piece of work ended."""
    for follower in _followers:
        follower(work, actor=actor, on=on)
