"""What areas above do when a document moves on: a revision came into force or was given up, the document was withdrawn.

    @when_moved
    def finish_requests(document, *, revision, actor):
        ...

A follower is a command of its area, called inside the command that moved the document, in its transaction.
"""

from collections.abc import Callable
from typing import Any

from sotay.agency.actor import Actor
from sotay.support.documents.models import Document, Revision

Follower = Callable[..., Any]
_followers: list[Follower] = []


def when_moved(follower: Follower) -> Follower:
    """Register a function `(document, *, revision, actor)`; `revision` is None when the document as a whole moved."""
    _followers.append(follower)
    return follower


def tell_moved(document: Document, *, revision: Revision | None, actor: Actor) -> None:
    """Tell every follower that a document moved on."""
    for follower in _followers:
        follower(document, revision=revision, actor=actor)
