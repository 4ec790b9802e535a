"""Which dossiers broke a duty that is owed upon each of them (obligations 28 and 35–38): one place for judges and register.

Each takes dossiers and marks them with `broken`; `day` is the business date by which a duty counts.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncTime

from sotay.agency.workdays import WorkCalendar
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.operation.procedures.models import ProcedureStep

State, Happened = Dossier.State, DossierEvent.Kind
SETTLED = (State.READY, State.RETURNED)
ONE_DAY: Final = timedelta(days=1)

PLAIN, OR_AFTER, NEXT = 0, 1, 2
"""From when a term counts: the day itself, itself or the next working day, the next working day (the 15:00 rule)."""


def received(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Mark those received here without code, without receipt by somebody, or without the day a limit gives them (35)."""
    receipt = DossierEvent.objects.filter(
        agency_id=OuterRef("agency_id"), dossier=OuterRef("pk"), kind=Happened.RECEIVED, by__isnull=False
    )
    unpromised = Q(limit_value__isnull=False, receipt_due_date__isnull=True)
    return (
        dossiers.filter(origin=Dossier.Origin.DESK)
        .exclude(state=State.REFUSED)
        .annotate(day=F("received_date"), broken=_is(Q(code="") | unpromised | ~Q(Exists(receipt))))
    )


def run_past(dossiers: QuerySet[Dossier], *, on: date) -> QuerySet[Dossier]:
    """Mark those that ran past their day by `on` without an apology at the latest the day before it (37)."""
    late = Q(closed_date__gt=F("due_date")) | Q(closed_date__isnull=True)
    in_time = Q(apologised_date__isnull=False, apologised_date__lt=F("due_date"))
    return (
        dossiers.filter(late, origin=Dossier.Origin.DESK, due_date__lt=on)
        .exclude(state=State.REFUSED)
        .annotate(day=F("due_date"), broken=_is(~in_time))
    )


def to_apologise(dossiers: QuerySet[Dossier], *, on: date, until: date) -> QuerySet[Dossier]:
    """Keep the open ones due after `on` and by `until` for which nobody apologised yet."""
    return dossiers.filter(
        origin=Dossier.Origin.DESK, state__in=Dossier.OPEN, due_date__gt=on, due_date__lte=until, apologised_date=None
    )


def moved_on(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Mark those settled here by a procedure of several steps whose hand-overs are not told, with who and to whom (38)."""
    steps = ProcedureStep.objects.filter(
        agency_id=OuterRef("agency_id"), variant=OuterRef("variant"), position__gt=1, is_external=False
    )
    handed = DossierEvent.objects.filter(
        agency_id=OuterRef("agency_id"), dossier=OuterRef("pk"), kind=Happened.HANDED_OVER
    )
    nobody = handed.filter(Q(by=None) | Q(to_unit=None, to_user=None))
    return (
        dossiers.filter(origin=Dossier.Origin.DESK, state__in=SETTLED)
        .filter(Exists(steps))
        .annotate(day=F("settled_date"), broken=_is(~Q(Exists(handed)) | Q(Exists(nobody))))
    )


def returned(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Mark those returned here of whose result number, date, approver or way of return is missing (28; 8.6).

    `flagged` are those from lists without the number of a result: what a list does not tell is no breach.
    """
    untold = Q(result_number="") | Q(result_date=None) | Q(result_approved_by="") | Q(returned_how="")
    here = Q(origin=Dossier.Origin.DESK)
    return dossiers.filter(state=State.RETURNED).annotate(
        day=F("returned_date"), broken=_is(here & untold), flagged=_is(~here & Q(result_number=""))
    )


class Ask(NamedTuple):
    """Supplements asked for on one day of what began on another, in one unit (`unit` is its slug) of an agency."""

    agency_id: int
    unit_id: int | None
    unit: str | None
    begun: date
    shift: int
    asked: date
    times: int

    def counted_from(self, calendar: WorkCalendar) -> date:
        """Return the day the term counts from."""
        if self.shift == NEXT:
            return calendar.next_working_day(self.begun)
        return calendar.working_day_on_or_after(self.begun) if self.shift == OR_AFTER else self.begun


def asks(events: QuerySet[DossierEvent]) -> Iterator[Ask]:
    """Yield how often what was missing was asked for, by the day it was and the day the dossier was taken in before it.

    The day is that of the reception, or of the last time it was made complete; grouped in the database, since the
    working days between are the agency's.
    """
    names = ("agency_id", "dossier__unit_id", "dossier__unit__slug", "begun", "shift", "date")
    rows = _begun(events).filter(begun__isnull=False).values_list(*names).annotate(times=models.Count("pk"))
    for row in rows.order_by(*names):
        yield Ask(*row)


def asked_late(events: QuerySet[DossierEvent], late: Callable[[Ask], bool]) -> QuerySet[DossierEvent]:
    """Keep the events of an agency that asked too late, as `late` says of each."""
    found = Q(pk__in=[])
    for days in {(one.begun, one.shift, one.asked) for one in asks(events) if late(one)}:
        found |= Q(**dict(zip(("begun", "shift", "date"), days, strict=True)))
    return _begun(events).filter(found)


def _begun(events: QuerySet[DossierEvent]) -> QuerySet[DossierEvent]:
    before = DossierEvent.objects.filter(
        agency_id=OuterRef("agency_id"),
        dossier=OuterRef("dossier_id"),
        order__lt=OuterRef("order"),
        kind__in=[Happened.RECEIVED, Happened.SUPPLEMENTED],
    ).order_by("-order")
    moment = TruncTime(F("begun_at"))
    shift = Case(
        When(dossier__late_from=None, then=Value(PLAIN)),
        When(begun_time__gt=F("dossier__late_from"), then=Value(NEXT)),
        default=Value(OR_AFTER),
    )
    return (
        events.filter(kind=Happened.SUPPLEMENT_ASKED)
        .annotate(begun=Subquery(before.values("date")[:1]), begun_at=Subquery(before.values("at")[:1]))
        .annotate(begun_time=moment)
        .annotate(shift=shift)
    )


def since_use(rows: QuerySet, name: str, *, start: date, on: date) -> QuerySet:
    """Keep what happened from a day to `on`, and since the agency uses Sotay; one that has not begun begins on the day."""
    began = Coalesce(F("agency__in_use_from_date"), Value(on))
    return rows.filter(**{f"{name}__range": (start, on)}).filter(**{f"{name}__gte": began})


def _is(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=models.BooleanField())
