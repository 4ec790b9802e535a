"""Keeping the tallies of dossiers equal to a recount: wholly or by month after an import, cell by cell after a command.

A cell is a month of a service and a unit. Nothing is added or taken away: what was touched is counted anew from the
dossiers, so that no mistake can grow. Whoever counts holds the lock of the agency to the end of its transaction and
counts in a statement begun after it got the lock. Under READ COMMITTED that statement sees all that earlier holders
committed, and what it cannot see will be counted, with all of this, by those who wait. Everybody changes dossiers first
and counts last, so that nobody waits in a ring.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from sotay.commands import upkeep
from sotay.operation.dossiers.models import Dossier, DossierPace, DossierTally

LOCK_CLASS: Final = 7_402_004  # names the locks under which tallies are written, one for each agency
Spot = tuple[int, int | None, date]
"""A service, a unit (None: nobody said) and a month, by its first day."""

COUNTS: Final = (
    "received", "received_online", "received_channel", "due", "settled_early", "settled_on_time", "settled_late",
    "settled_without_due", "dropped", "overdue_open", "overdue_closed",
)  # fmt: skip
"""The counts of a tally."""

_TAKEN_IN: Final = "state <> 'REFUSED'"
_OVERDUE: Final = f"{_TAKEN_IN} AND due_date IS NOT NULL AND (closed_date IS NULL OR closed_date > due_date)"
_PARTS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    (
        "received_date",
        _TAKEN_IN,
        {"received": "TRUE", "received_online": "channel = 'ONLINE'", "received_channel": "channel <> ''"},
    ),
    ("due_date", "due_date IS NOT NULL AND state NOT IN ('REFUSED', 'STOPPED', 'WITHDRAWN')", {"due": "TRUE"}),
    (
        "settled_date",
        "settled_date IS NOT NULL",
        {
            "settled_early": "timing = 'EARLY'",
            "settled_on_time": "timing = 'ON_TIME'",
            "settled_late": "timing = 'LATE'",
            "settled_without_due": "timing = ''",
        },
    ),
    ("ended_date", "state IN ('STOPPED', 'WITHDRAWN')", {"dropped": "TRUE"}),
    # Nothing is pending before it was received: a list may name a day that had passed when the dossier came.
    ("GREATEST(due_date + 1, received_date)", _OVERDUE, {"overdue_open": "TRUE"}),
    ("closed_date", f"{_OVERDUE} AND closed_date IS NOT NULL", {"overdue_closed": "TRUE"}),
)
"""By which day, which dossiers, and what is counted of them."""


@upkeep
def recount(agency_id: int, *, months: Iterable[date] | None = None) -> None:
    """Count the dossiers of an agency anew, all of them or what happened in some months (any day of them names one)."""
    some = None if months is None else sorted({_month(one) for one in months})
    if some == []:
        return
    within = {"agency": agency_id, "months": some}
    condition = "" if some is None else "AND {month} = ANY(%(months)s)"
    _write(within, condition, there="" if some is None else "AND month = ANY(%(months)s)")


@upkeep
def follow(dossier: Dossier, *, before: frozenset[Spot] | None) -> None:
    """Bring the tallies up to a dossier that was changed; `before` are its spots before that, None for a new one.

    Called at the end of the command, when the dossier is saved; it holds the agency's lock until the command ends.
    """
    spots = sorted((before or frozenset()) | spots_of(dossier), key=lambda one: (one[0], one[1] or 0, one[2]))
    services, units, months = (list(some) for some in zip(*spots, strict=True))
    within = {"agency": dossier.agency_id, "services": services, "units": units, "months": months}
    spot = "FROM unnest(%(services)s::bigint[], %(units)s::bigint[], %(months)s::date[]) AS spot (service, unit, month)"
    there = (
        f"AND EXISTS (SELECT {spot} WHERE spot.service = {{table}}.service_id"  # noqa: S608
        " AND spot.unit IS NOT DISTINCT FROM {table}.unit_id AND spot.month = {month})"
    )
    near = "AND service_id = ANY(%(services)s) AND {month} = ANY(%(months)s) "
    _write(within, near + there.replace("{table}", "dossier"), there=there.replace("{month}", "{table}.month"))


def spots_of(dossier: Dossier) -> frozenset[Spot]:
    """Return the cells a dossier is counted in as it stands in the database, whatever was done to the object since.

    There may be cells among them in which it counts for nothing.
    """
    if dossier.pk is None:
        return frozenset()
    days = ("received_date", "due_date", "settled_date", "closed_date")
    row = Dossier.objects.filter(pk=dossier.pk).values("service_id", "unit_id", *days).first()
    if row is None:
        return frozenset()
    told = {row[name] for name in days if row[name] is not None}
    if row["due_date"] is not None:
        told.add(row["due_date"] + timedelta(days=1))
    return frozenset((row["service_id"], row["unit_id"], _month(day)) for day in told)


def differences(agency_id: int) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the rows of the tallies a recount would not write, and those it would and are not there; none when all is well."""
    within = {"agency": agency_id}
    found = []
    with connection.cursor() as cursor:
        for table, counted, columns in (
            (DossierTally._meta.db_table, _tallied(""), ("service_id", "unit_id", "month", *COUNTS)),
            (DossierPace._meta.db_table, _paced(""), ("service_id", "unit_id", "month", "days", "count")),
        ):
            names = ", ".join(columns)
            kept = f"SELECT {names} FROM {table} WHERE agency_id = %(agency)s"  # noqa: S608  our own names
            for word, first, second in (("kept", kept, counted), ("counted", counted, kept)):
                cursor.execute(f"SELECT * FROM ({first}) one EXCEPT SELECT * FROM ({second}) other", within)  # noqa: S608
                found += [(f"{table}: {word}", row) for row in cursor.fetchall()]
    return found


def _write(within: dict[str, Any], condition: str, *, there: str) -> None:
    """Write the cells that a condition names anew, under the agency's lock."""
    tally, pace = DossierTally._meta.db_table, DossierPace._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, within["agency"]])
        for table, counted, columns in (
            (tally, _tallied(condition), ("service_id", "unit_id", "month", *COUNTS)),
            (pace, _paced(condition), ("service_id", "unit_id", "month", "days", "count")),
        ):
            names = ", ".join(columns)
            kept = f"agency_id = %(agency)s {there.replace('{table}', table)}"
            cursor.execute(f"DELETE FROM {table} WHERE {kept}", within)  # noqa: S608  our own names
            cursor.execute(
                f"INSERT INTO {table} (uuid, version, created_at, agency_id, {names})"  # noqa: S608
                f" SELECT gen_random_uuid(), 1, now(), %(agency)s, {names} FROM ({counted}) counted",
                within,
            )


def _tallied(condition: str) -> str:
    """Return the statement that counts dossiers by cell; every part is counted by its own day and then laid together."""
    parts = []
    for day, which, counts in _PARTS:
        columns = ", ".join(
            f"count(*) FILTER (WHERE {counts[name]}) AS {name}" if name in counts else f"0 AS {name}" for name in COUNTS
        )
        parts.append(_grouped(day, which, columns, condition))
    sums = ", ".join(f"sum({name})::integer AS {name}" for name in COUNTS)
    return f"SELECT service_id, unit_id, month, {sums} FROM ({' UNION ALL '.join(parts)}) parts GROUP BY 1, 2, 3"  # noqa: S608


def _paced(condition: str) -> str:
    """Return the statement that counts settled dossiers by cell and the working days they took."""
    which = "settled_date IS NOT NULL AND worked_days IS NOT NULL"
    grouped = _grouped(
        "settled_date", which, "worked_days AS days, count(*)::integer AS count", condition, by="1, 2, 3, 4"
    )
    return f"SELECT service_id, unit_id, month, days, count FROM ({grouped}) paced"  # noqa: S608


def _grouped(day: str, which: str, columns: str, condition: str, *, by: str = "1, 2, 3") -> str:
    month = f"date_trunc('month', ({day})::timestamp)::date"
    return (
        f"SELECT service_id, unit_id, {month} AS month, {columns} FROM {Dossier._meta.db_table} dossier"  # noqa: S608
        f" WHERE agency_id = %(agency)s AND {which} {condition.replace('{month}', month)} GROUP BY {by}"
    )


def _month(day: date) -> date:
    return day.replace(day=1)
