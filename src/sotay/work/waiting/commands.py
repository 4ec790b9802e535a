"""Keeping the table of what waits: for agencies that were touched, and for all at night."""

import json
from collections.abc import Iterable
from datetime import date

from django.db import connection

from sotay.commands import upkeep
from sotay.journal.models import Touched
from sotay.standard.standings.freshness import after_judging, judge_agency
from sotay.work.waiting.models import WaitingItem
from sotay.work.waiting.registry import all_waiting

LOCK = 7_402_003  # names the lock under which the table is written, so that two refreshes never meet
COLUMNS = (
    "agency_id", "user_id", "key", "kind", "title", "act", "due_date", "link_name", "link_kwargs", "origin",
    "obligation", "unit_id", "escalates",
)  # fmt: skip


@after_judging
@upkeep
def refresh(agency_ids: Iterable[int], *, on: date) -> int:
    """Write anew what waits in these agencies; return the number of rows. A constant number of statements."""
    agency_ids = tuple(agency_ids)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        found = {
            (one.agency_id, user_id, one.key): one for one in all_waiting(agency_ids, on=on) for user_id in one.user_ids
        }
        WaitingItem.objects.filter(agency_id__in=agency_ids).delete()
        with cursor.copy(f"COPY {WaitingItem._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN") as rows:
            for (agency_id, user_id, key), one in found.items():
                rows.write_row(
                    (
                        agency_id, user_id, key, one.kind, one.title[:300], one.act, one.due, one.link,
                        json.dumps(dict(one.link_kwargs)), one.origin[:300], one.obligation, one.unit_id, one.escalates,
                    )
                )  # fmt: skip
    return len(found)


def bring_up_to_date(agency_id: int, *, on: date) -> None:
    """Look again at an agency in which commands touched something since the last time, before a page is shown."""
    if Touched.objects.filter(agency_id=agency_id).exists():
        judge_agency(agency_id, on=on)
