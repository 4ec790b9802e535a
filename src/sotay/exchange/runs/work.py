"""Who is at work on a run."""

from contextlib import AbstractContextManager

from sotay.exchange import working
from sotay.exchange.runs.models import Run

LOCK_CLASS = 7_402_002  # names the locks of runs, so that no other use of advisory locks meets them


def at_work(run: Run) -> AbstractContextManager[bool]:
    """Hold a run while working on it; yields False when somebody else does."""
    return working.held(LOCK_CLASS, run.pk)


def is_held(run: Run) -> bool:
    """Return whether somebody is at work on a run."""
    return working.is_held(LOCK_CLASS, run.pk)
