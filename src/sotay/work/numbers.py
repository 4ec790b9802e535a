"""Numbers of series without gaps: the next code of a record, counted for an agency, a series and a year."""

from django.db import connection

from sotay.agency.models import Agency
from sotay.commands import upkeep
from sotay.work.models import Counter

_NEXT = """
    INSERT INTO {table} (agency_id, series, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, series, year) DO UPDATE SET last = {table}.last + 1 RETURNING last
"""


@upkeep
def next_number(agency: Agency, *, series: str, year: int) -> int:
    """Return the next number of a series, from 1; called inside the command that uses it.

    The counter stays locked to the end of that command's transaction: nobody else gets a number meanwhile, and a command
    that is undone gives its number back, so that the series has no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(table=Counter._meta.db_table), [agency.pk, series, year])
        return int(cursor.fetchone()[0])
