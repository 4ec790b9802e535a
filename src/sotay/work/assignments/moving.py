"""What areas above do when work was reported as done, and when it has ended: it was confirmed, or cancelled.

    @when_ended
    def carry_on(work, *, actor, on):
        ...

A follower is a command of its area, called inside the command that reported or ended the work, in its transaction.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.work.assignments.models import Assignment

Follower = Callable[..., Any]
_followers: list[Follower] = []
_of_reports: list[Follower] = []


def when_reported(follower: Follower) -> Follower:
    """Register a function `(work, *, actor, on)`, called when somebody reported work as done."""
    _of_reports.append(follower)
    return follower


def tell_reported(work: Assignment, *, actor: Actor, on: date) -> None:
    """Tell every follower who reported a piece of work as done."""
    for follower in _of_reports:
        follower(work, actor=actor, on=on)


def when_ended(follower: Follower) -> Follower:
    """Register a function `(work, *, actor, on)`."""
    _followers.append(follower)
    return follower


def tell_ended(work: Assignment, *, actor: Actor, on: date) -> None:
    """Tell every follower that a piece of work ended."""
    for follower in _followers:
        follower(work, actor=actor, on=on)
