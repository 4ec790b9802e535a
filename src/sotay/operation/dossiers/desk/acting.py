"""What every act upon a dossier does alike: its event, the columns that follow from all events, the tallies."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from sotay.agency.models import User
from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import WorkCalendar
from sotay.commands import lock, upkeep
from sotay.operation.dossiers import clock, tallies
from sotay.operation.dossiers.models import Dossier, DossierEvent

Kind = DossierEvent.Kind


def moment_of(at: datetime | None, now: datetime) -> datetime:
    """Return when something happened, now where nobody said; whole minutes, as papers say it."""
    return (at or now).replace(second=0, microsecond=0)


def local(at: datetime) -> datetime:
    """Return a moment by the agency's clock, as the clock of dossiers reads it."""
    return timezone.localtime(at).replace(tzinfo=None)


def rules_of(dossier: Dossier) -> clock.Rules:
    """Return how a dossier is counted: as was agreed at its reception."""
    return clock.Rules(
        limit_value=dossier.limit_value,
        limit_unit=dossier.limit_unit,
        late_from=dossier.late_from,
        pauses_count=dossier.pauses_count,
    )


def happenings_of(dossier: Dossier) -> list[clock.Happening]:
    """Return what happened to a dossier, in order, as its clock reads it."""
    rows = DossierEvent.objects.filter(agency_id=dossier.agency_id, dossier=dossier).order_by("order")
    return [clock.Happening(kind, local(at), due) for kind, at, due in rows.values_list("kind", "at", "due_date")]


def locked(dossier: Dossier, *, version: int | None) -> Dossier:
    """Return a dossier locked to the end of the command; no event is added to it meanwhile."""
    return lock(dossier, version=version)


@upkeep
def happen(dossier: Dossier, kind: str, *, at: datetime, by: User | None, **values: Any) -> DossierEvent:
    """Add what happened to a locked dossier, then set its columns by the clock over all its events, and save.

    What `refuse` let pass cannot be out of order; OutOfOrder is a mistake in the program. `values` are columns of the event.
    The receipt of a reception, and of what was missing, names the day the clock comes to.
    """
    before = tallies.spots_of(dossier) if dossier.pk else None
    calendar = calendar_of(dossier.agency)
    earlier = happenings_of(dossier) if dossier.pk else []
    told = clock.Happening(kind, local(at), values.get("due_date"))
    stands = _set(dossier, [*earlier, told], calendar)
    dossier.save()
    dossier.refresh_from_db(fields=["settled_date", "closed_date", "timing", "version"])
    if kind in {Kind.RECEIVED, Kind.SUPPLEMENTED}:
        values["due_date"] = stands.receipt_due_date
    event = DossierEvent.objects.create(
        agency=dossier.agency,
        dossier=dossier,
        order=len(earlier) + 1,
        kind=kind,
        at=at,
        date=local(at).date(),
        by=by,
        **values,
    )
    tallies.follow(dossier, before=before)
    return event


def _set(dossier: Dossier, happened: list[clock.Happening], calendar: WorkCalendar) -> clock.Clock:
    stands = clock.replay(happened, rules_of(dossier), calendar)
    for name in clock.COLUMNS:
        setattr(dossier, name, getattr(stands, name))
    return stands
