"""Writing reminders: for a batch of agencies at once, from the table of what waits."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, cast

from django.db import connection

from sotay.agency.holding import Holders
from sotay.agency.models import Agency, Seat
from sotay.commands import upkeep
from sotay.journal.models import Touched
from sotay.standard.standings.batch import Batch
from sotay.standard.standings.freshness import after_judging, batches, judge_agency, judge_batch
from sotay.standard.standings.models import Standing
from sotay.work.notices.models import Notice
from sotay.work.reminders import parameters
from sotay.work.reminders.stages import overdue_by
from sotay.work.waiting.models import WaitingItem

LOCK = (
    7_402_005  # names the lock under which reminders are written, so that two runs never wait for each other in a ring
)
Kind, Role = Notice.Kind, Seat.Role

# The stage as in `stages.stage_of`, computed where the rows are; a test holds the two against each other.
_REMIND = """
    INSERT INTO {notice} (
        uuid, agency_id, user_id, kind, item, key, due_date, working_date, reminded_date, subject_type, link_name,
        link_kwargs, subject_text, who, text, created_at
    )
    SELECT gen_random_uuid(), w.agency_id, w.user_id, CASE WHEN s.stage = 1 AND s.days = 1 THEN %(overdue)s
            ELSE %(reminder)s END,
        w.key, w.key || '|' || w.due_date || '|' || s.stage, w.due_date, off.working_date, %(on)s, '', w.link_name,
        w.link_kwargs, left(concat_ws(' – ', w.title, nullif(w.origin, '')), 300), '', w.act, now()
    FROM {waiting} w
    JOIN jsonb_to_recordset(%(agencies)s) AS p(agency_id bigint, before int[], after int, repeat int) USING (agency_id)
    CROSS JOIN LATERAL (
        SELECT d.days, CASE WHEN d.days >= p.after THEN p.after + (d.days - p.after) / p.repeat * p.repeat
            ELSE (SELECT max(-b) FROM unnest(p.before) b WHERE -b <= d.days) END AS stage
        FROM (SELECT %(on)s::date - w.due_date AS days) d
    ) s
    LEFT JOIN jsonb_to_recordset(%(days_off)s) AS off(agency_id bigint, day date, working_date date)
        ON off.agency_id = w.agency_id AND off.day = w.due_date
    WHERE w.due_date <= %(until)s AND s.stage IS NOT NULL
    ON CONFLICT DO NOTHING
"""

# What waits no more needs no reminding: a reminder to somebody for whom it does not wait, a request for help over it.
_SETTLE = """
    UPDATE {notice} n SET read_at = now()
    WHERE n.agency_id = ANY(%(agencies)s) AND n.read_at IS NULL AND n.key <> '' AND NOT EXISTS (
        SELECT FROM {waiting} w
        WHERE w.agency_id = n.agency_id AND w.key = n.item AND (w.user_id = n.user_id OR n.kind = %(help)s)
    )
"""
_TABLES = {"notice": Notice._meta.db_table, "waiting": WaitingItem._meta.db_table}


@upkeep
def remind(agencies: Iterable[Agency], *, on: date) -> int:
    """Remind the people of a batch of agencies of what falls due, and ask others for help where that is switched on.

    Each stage of each thing is told once to a person, and nothing twice on a day, however often and by however many this
    is called; the number of statements does not depend on the number of agencies. Returns how many notices are new.
    """
    batch = Batch(agencies, on=on)
    values = {
        pk: {
            "agency_id": pk,
            "before": batch.values.value(pk, parameters.BEFORE, on),
            "after": batch.values.value(pk, parameters.AFTER, on),
            "repeat": batch.values.value(pk, parameters.REPEAT, on),
        }
        for pk in batch.ids
    }
    farthest = max((max(one["before"], default=0) for one in values.values()), default=0)
    until = on + timedelta(days=farthest)
    facts: dict[str, Any] = {
        "agencies": json.dumps(list(values.values())),
        "days_off": json.dumps(list(_days_off(batch, until=until))),
        "on": on,
        "until": until,
        "overdue": Kind.OVERDUE,
        "reminder": Kind.REMINDER,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(_REMIND.format(**_TABLES), facts)
        written = cursor.rowcount
    return written + _ask_for_help(batch)


def remind_all(*, on: date) -> int:
    """Remind the people of all agencies in being, a batch to a transaction; return how many notices are new.

    An agency that was not judged for the day yet, or in which something was touched since, is judged first: nobody is
    reminded of what is done already, also when the worker did not run for a while.
    """
    written = 0
    for agencies in batches():
        judged = Standing.objects.filter(agency__in=agencies, judged_for_date=on).values_list("agency_id", flat=True)
        ready = set(judged.distinct())
        if late := [agency for agency in agencies if agency.pk not in ready]:
            judge_batch(late, on=on)
        touched = Touched.objects.filter(agency__in=ready).order_by("agency_id").values_list("agency_id", flat=True)
        for agency_id in list(touched.distinct()):
            judge_agency(agency_id, on=on)
        written += remind(agencies, on=on)
    return written


@after_judging
@upkeep
def settle(agency_ids: Iterable[int], *, on: date) -> int:  # noqa: ARG001  called as every listener is
    """Say that reminders of what waits no more were read; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE.format(**_TABLES), {"agencies": list(agency_ids), "help": Kind.HELP_ASKED})
        return cursor.rowcount


def _days_off(batch: Batch, *, until: date) -> Iterator[dict[str, str | int]]:
    """Yield the days off up to a day, each with the last working day before it (fixed dates do not roll, practice.md 2.4)."""
    days = [batch.on + timedelta(days=number) for number in range((until - batch.on).days + 1)]
    for agency_id, calendar in batch.calendars.items():
        for day in days:
            if not calendar.is_working_day(day):
                before = calendar.previous_working_day(day)
                yield {"agency_id": agency_id, "day": day.isoformat(), "working_date": before.isoformat()}


def _ask_for_help(batch: Batch) -> int:
    """Ask the head of the unit, then QMR or secretary, for help with what stays overdue; never the owner himself."""
    on = batch.on
    asking = [pk for pk in batch.ids if batch.values.value(pk, parameters.ESCALATION, on) == parameters.ON]
    if not asking:
        return 0
    holders = Holders(asking, on=on)
    owners: dict[tuple[int, str], list[WaitingItem]] = defaultdict(list)
    late = WaitingItem.objects.filter(agency_id__in=asking, escalates=True, due_date__lt=on).select_related("user")
    for item in late.order_by("user__name_sort", "pk"):
        owners[item.agency_id, item.key].append(item)
    asked = [
        notice
        for (agency_id, _key), items in owners.items()
        for notice in _requests(items, batch=batch, holders=holders, until=_latest(batch, agency_id))
    ]
    known = Notice.objects.filter(agency_id__in=asking, kind=Kind.HELP_ASKED)
    before = known.count()
    Notice.objects.bulk_create(asked, ignore_conflicts=True)
    return known.count() - before


def _latest(batch: Batch, agency_id: int) -> tuple[date, date]:
    """Return the latest due days of what the unit's head, and of what QMR or secretary, are asked to help with."""
    days = batch.values.value(agency_id, parameters.TO_UNIT_HEAD, batch.on)
    working = batch.values.value(agency_id, parameters.TO_SECRETARY, batch.on)
    return batch.on - timedelta(days=days), overdue_by(working, on=batch.on, calendar=batch.calendars[agency_id])


def _requests(
    items: list[WaitingItem], *, batch: Batch, holders: Holders, until: tuple[date, date]
) -> Iterator[Notice]:
    """Yield the requests for help with one thing: to the unit's head, and later to the QMR, else to the secretary."""
    first, owned_by = items[0], {item.user_id for item in items}
    due = cast(date, first.due_date)  # the query asks for what is overdue
    stages = []
    if due <= until[0] and first.unit_id:
        stages.append(("unit", holders.user_ids(first.agency_id, [Role.UNIT_HEAD], first.unit_id) - owned_by))
    if due <= until[1]:
        over_all = (holders.user_ids(first.agency_id, [role]) - owned_by for role in (Role.QMR, Role.SECRETARY))
        stages.append(("agency", next((found for found in over_all if found), frozenset())))
    for stage, user_ids in stages:
        for user_id in user_ids:
            yield Notice(
                agency_id=first.agency_id,
                user_id=user_id,
                kind=Kind.HELP_ASKED,
                item=first.key,
                key=f"{first.key}|{due}|help.{stage}",
                due_date=due,
                reminded_date=batch.on,
                link_name=first.link_name,
                link_kwargs=first.link_kwargs,
                subject_text=" – ".join(filter(None, [first.title, first.origin]))[:300],
                text=", ".join(str(item.user) for item in items)[:300],
            )
