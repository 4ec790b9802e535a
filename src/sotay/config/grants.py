"""What the role the program works as may do in the database, apart from the role that migrates."""

from django.db import connection, transaction
from psycopg.sql import SQL, Identifier

APPEND_ONLY = ("journal_entry",)
WORK = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)


def grant(role: str) -> None:
    """Let `role` work with the rows of every table, now and after coming migrations; the journal it may only read and add to.

    The connection is the owner's. Nothing is done for the owner itself: an installation with one role has no such wall.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone() == (role,):
            return
        for line in WORK:
            cursor.execute(SQL(line).format(role=Identifier(role)))
        there = set(connection.introspection.table_names(cursor))
        for table in there.intersection(APPEND_ONLY):
            closed = SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
            cursor.execute(closed.format(table=Identifier(table), role=Identifier(role)))
