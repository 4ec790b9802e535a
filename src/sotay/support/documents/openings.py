"""Who is told when a file of a revision is opened: areas above keep a log of it."""

from collections.abc import Callable

from sotay.agency.actor import Actor
from sotay.support.documents.models import Revision

Told = Callable[[Revision, Actor, bool], None]
_told: list[Told] = []


def on_opening(tell: Told) -> Told:
    """Call the function below with the revision, who opened it, and whether it was saved instead of shown."""
    _told.append(tell)
    return tell


def opened(revision: Revision, *, actor: Actor, saved: bool) -> None:
    """Tell everybody who wants to know that a file of a revision was opened."""
    for tell in _told:
        tell(revision, actor, saved)
