"""Who is at work on a run, known by a lock of the database that falls with its holder: no clock, no heartbeat."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from sotay.exchange.runs.models import Run

LOCK_CLASS = 7_402_002  # names the locks of runs, so that no other use of advisory locks meets them


@contextmanager
def at_work(run: Run) -> Iterator[bool]:
    """Hold a run while working on it; yield False when somebody else does.

    The lock belongs to the connection: a process that is killed loses it at once, whatever it was doing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, run.pk])
        taken = bool(cursor.fetchone()[0])
    try:
        yield taken
    finally:
        if taken and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, run.pk])


def is_held(run: Run) -> bool:
    """Return whether somebody is at work on a run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [LOCK_CLASS, run.pk],
        )
        return bool(cursor.fetchone()[0])
