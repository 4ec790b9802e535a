"""Who is at work on something long, known by a lock of the database that falls with its holder: no clock, no heartbeat."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def held(lock_class: int, key: int) -> Iterator[bool]:
    """Hold a row (by its key) while working on it; yield False when somebody else does.

    `lock_class` names the kind of work, so that no other use of such locks meets it. The lock belongs to the connection: a
    process that is killed loses it at once, whatever it was doing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [lock_class, key])
        taken = bool(cursor.fetchone()[0])
    try:
        yield taken
    finally:
        if taken and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [lock_class, key])


def is_held(lock_class: int, key: int) -> bool:
    """Return whether somebody is at work on a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [lock_class, key],
        )
        return bool(cursor.fetchone()[0])
