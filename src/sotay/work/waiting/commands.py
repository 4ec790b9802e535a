"""Keeping the table of what waits: for agencies that were touched, and for all at night."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import translation

from sotay.agency.models import Agency
from sotay.commands import upkeep
from sotay.journal.models import Touched
from sotay.standard.standings.freshness import after_judging, judge_agency, judge_batch
from sotay.standard.standings.models import Standing
from sotay.work.waiting.models import WaitingItem
from sotay.work.waiting.registry import Asked, Waiting, all_waiting

LOCK = 7_402_003  # names the lock under which the table is written, so that two refreshes never meet
COLUMNS = (
    "agency_id", "user_id", "key", "kind", "title", "act", "due_date", "link_name", "link_kwargs", "origin",
    "obligation", "reason", "params", "unit_id", "escalates",
)  # fmt: skip


@after_judging
@upkeep
def refresh(agency_ids: Iterable[int], *, on: date) -> int:
    """Write anew what waits in these agencies; return the number of rows. A constant number of statements.

    Whoever holds no seat there on the day waits for nothing.
    """
    asked = Asked(tuple(agency_ids), on)
    with connection.cursor() as cursor, translation.override(settings.LANGUAGE_CODE):
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        found = {
            (one.agency_id, user_id, one.key): one
            for one in all_waiting(asked)
            for user_id in one.user_ids
            if asked.holders.is_seated(one.agency_id, user_id)
        }
        WaitingItem.objects.filter(agency_id__in=asked.agency_ids).delete()
        with cursor.copy(f"COPY {WaitingItem._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN") as rows:
            for (_agency_id, user_id, _key), one in found.items():
                rows.write_row(_row(one, user_id))
    return len(found)


def bring_up_to_date(agency_id: int, *, on: date) -> None:
    """Look again at an agency in which something was touched since the last time, before a page is shown; one query.

    A new agency, and every one in the first minutes of a day, is judged wholly.
    """
    of_agency = Standing.objects.filter(agency=OuterRef("pk"))
    agency = Agency.objects.annotate(
        is_touched=Exists(Touched.objects.filter(agency=OuterRef("pk"))),
        is_judged=Exists(of_agency.filter(judged_for_date=on)),
        is_stale=Exists(of_agency.exclude(judged_for_date=on)),
    ).get(pk=agency_id)
    if agency.is_stale or not agency.is_judged:
        judge_batch([agency], on=on)
    elif agency.is_touched:
        judge_agency(agency_id, on=on)


def _row(one: Waiting, user_id: int) -> tuple[Any, ...]:
    """Return what waits for a person as a row of the table, in the order of COLUMNS."""
    return (
        one.agency_id, user_id, one.key, one.kind, one.title[:300], one.act, one.due, one.link,
        json.dumps(dict(one.link_kwargs)), one.origin[:300], one.obligation, one.reason,
        json.dumps(dict(one.params), ensure_ascii=False), one.unit_id, one.escalates,
    )  # fmt: skip
