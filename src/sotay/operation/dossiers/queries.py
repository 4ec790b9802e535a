"""Reads of dossiers: the register and one of them; only `with_persons` and `person_of` read a citizen's data."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.context.models import Service
from sotay.operation.dossiers.codes import key_of
from sotay.operation.dossiers.models import Dossier, DossierEvent, DossierPaper, DossierPerson
from sotay.search.queries import matching

IN_A_ROW = ("service", "unit", "holder", "holder_unit")
"""What a row of the register tells of others; with three tables more, planning takes longer than reading the rows."""
TOLD_OF_ONE = ("agency", "step", "revision__document", "variant", "source", "received_by")


def list_dossiers(*, viewer: Actor) -> QuerySet[Dossier]:
    """Return the register, the newest reception first."""
    return Dossier.objects.of(viewer).select_related(*IN_A_ROW).order_by("-received_date", "-id")


def get_dossier(slug: str, *, viewer: Actor) -> Dossier:
    """Return one dossier of the viewer's agency; NotFound hides those of others."""
    rows = list_dossiers(viewer=viewer).select_related(*TOLD_OF_ONE)
    dossier = rows.filter(slug=slug).first()
    if dossier is None:
        raise NotFound
    return dossier


def with_words(dossiers: QuerySet[Dossier], words: str, *, viewer: Actor) -> QuerySet[Dossier]:
    """Keep those whose code begins with the words, or in whose service they stand; nothing of a person is searched."""
    services = Service.objects.of(viewer).filter(uuid__in=matching(words, model=Service, viewer=viewer))
    found = Q(service__in=services.values("pk"))
    key = key_of(words)
    if key:
        found |= Q(key__startswith=key)
        if len(key) >= 4:  # noqa: PLR2004  a serial alone, as people say it over the counter
            found |= Q(key__endswith=f"-{key}")
    return dossiers.filter(found)


def late_on(dossiers: QuerySet[Dossier], on: date) -> QuerySet[Dossier]:
    """Keep the open ones whose day has passed."""
    return dossiers.filter(state__in=Dossier.OPEN, due_date__lt=on)


def events_of(dossier: Dossier) -> list[DossierEvent]:
    """Return what happened to a dossier, in order."""
    rows = DossierEvent.objects.filter(agency_id=dossier.agency_id, dossier=dossier)
    return list(rows.select_related("by", "unit", "step", "to_step", "to_unit", "to_user").order_by("order"))


def papers_of(dossier: Dossier) -> list[DossierPaper]:
    """Return the papers a dossier was received with."""
    return list(DossierPaper.objects.filter(agency_id=dossier.agency_id, dossier=dossier).order_by("position"))


def person_of(dossier: Dossier) -> DossierPerson | None:
    """Return who handed a dossier in; ask `operation.see_person` before it is shown."""
    return DossierPerson.objects.filter(agency_id=dossier.agency_id, dossier=dossier).first()


def units_in_register(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units dossiers may be with."""
    return Unit.objects.of(viewer).order_by("order", "name_sort")


def services_in_register(*, viewer: Actor) -> QuerySet[Service]:
    """Return the services of which there are dossiers, by code."""
    return Service.objects.of(viewer).filter(pk__in=Dossier.objects.of(viewer).values("service")).order_by("code", "pk")


def years_in_register(*, viewer: Actor) -> list[Any]:
    """Return the years dossiers were received in, the newest first."""
    rows = Dossier.objects.of(viewer).dates("received_date", "year", order="DESC")
    return [day.year for day in rows]


def fields_in_register(*, viewer: Actor) -> list[str]:
    """Return the fields of the services of which there are dossiers."""
    rows = services_in_register(viewer=viewer).exclude(field="").order_by("field")
    return list(rows.values_list("field", flat=True).distinct())


def with_persons(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Give each dossier `person_name` and `person_kind`; mask it, and show it only where `operation.see_person` holds.

    Looked up for the rows that are shown, not joined, so that counting the others does without it.
    """
    persons = DossierPerson.objects.filter(dossier=OuterRef("pk"))
    return dossiers.annotate(person_name=Subquery(persons.values("name")), person_kind=Subquery(persons.values("kind")))


def lately_received(*, viewer: Actor, on: date, most: int = 8) -> list[Service]:
    """Return the offered services of the latest receptions here, those received most often first."""
    latest = Dossier.objects.of(viewer).filter(origin=Dossier.Origin.DESK).order_by("-received_date", "-id")[:200]
    counted = Counter(latest.values_list("service_id", flat=True))
    services = Service.objects.of(viewer).published(on).filter(pk__in=counted)
    return sorted(services, key=lambda one: (-counted[one.pk], one.code))[:most]
