"""Whole lists at once in the database: which dossiers are over their time, put into a list, and emptied."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from sotay.agency.workdays import add_months
from sotay.commands import upkeep
from sotay.operation.dossiers.models import (
    AnonymisingItem,
    AnonymisingList,
    Dossier,
    DossierEvent,
    DossierPaper,
    DossierPerson,
)  # fmt: skip
from sotay.standard.parameters.queries import value_of

MONTHS: Final = "dossiers.personal.months"
GOING_ON: Final = (AnonymisingList.State.DRAFT, AnonymisingList.State.SUBMITTED, AnonymisingList.State.APPROVED)


def latest_day(agency_id: int, *, on: date) -> date:
    """Return the day before which a dossier must have been closed for its personal data to be over their time."""
    return before_of(int(value_of(agency_id, MONTHS, on=on)), on=on)


def before_of(months: int, *, on: date) -> date:
    """Return the day so many months ago."""
    return add_months(on, -months)


def over_before(day: date) -> Q:
    """Keep what was over before a day: a result that waited for long is over on the day it was returned."""
    return Q(closed_date__lt=day) & (Q(returned_date__isnull=True) | Q(returned_date__lt=day))


def over_time(agency_ids: Collection[int], *, before: date) -> Any:
    """Return the dossiers over before a day that still hold personal data, wait for nobody and stand in no list going on."""
    of_it = {"dossier": OuterRef("pk"), "agency": OuterRef("agency")}
    listed = AnonymisingItem.objects.filter(left_out_reason="", list__state__in=GOING_ON, **of_it)
    personal = (
        Q(Exists(DossierPerson.objects.filter(**of_it)))
        | Q(Exists(DossierPaper.objects.filter(**of_it)))
        | Q(Exists(DossierEvent.objects.filter(**of_it)))
    )
    rows = Dossier.objects.filter(over_before(before), agency_id__in=agency_ids, anonymised_date__isnull=True)
    return rows.exclude(state=Dossier.State.READY).filter(personal).exclude(Exists(listed))


@upkeep
def fill(one: AnonymisingList) -> int:
    """Put all that are over their time into a list, inside the command that begins it; return how many."""
    found = over_time([one.agency_id], before=one.closed_before_date).values("pk")
    sql, params = found.query.sql_with_params()
    table = AnonymisingItem._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (uuid, version, created_at, agency_id, list_id, dossier_id, left_out_reason)"  # noqa: S608  our own names
            f" SELECT gen_random_uuid(), 1, now(), %s, %s, found.dossier, '' FROM ({sql}) AS found (dossier) ON CONFLICT DO NOTHING",
            [one.agency_id, one.pk, *params],
        )
        return int(cursor.rowcount)


@upkeep
def empty(one: AnonymisingList, *, on: date) -> int:
    """Empty every personal column and text of the dossiers of a list for good, inside its command; return how many dossiers."""
    kept = AnonymisingItem.objects.filter(agency_id=one.agency_id, list=one, left_out_reason="").values("dossier")
    there = {"agency_id": one.agency_id, "dossier__in": kept}
    newer = {"version": F("version") + 1}
    DossierPerson.objects.filter(**there).update(**dict.fromkeys(DossierPerson.PERSONAL, ""), **newer)
    DossierPaper.objects.filter(**there).update(name="", **newer)
    DossierEvent.objects.filter(**there).update(reason="", papers=[], signed_by="", **newer)
    dossiers = Dossier.objects.filter(agency_id=one.agency_id, pk__in=kept, anonymised_date__isnull=True)
    return int(dossiers.update(secret_hash="", anonymised_date=on, **newer))
