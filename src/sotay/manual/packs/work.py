"""Who is at work on a pack."""

from contextlib import AbstractContextManager
from typing import Final

from sotay.exchange import working
from sotay.manual.packs.models import Pack

LOCK_CLASS: Final = 7_402_004  # names the locks of packs, so that no other use of advisory locks meets them


def at_work(pack: Pack) -> AbstractContextManager[bool]:
    """Hold a pack while making it; yields False when somebody else does."""
    return working.held(LOCK_CLASS, pack.pk)


def is_held(pack: Pack) -> bool:
    """Return whether somebody is at work on a pack."""
    return working.is_held(LOCK_CLASS, pack.pk)
