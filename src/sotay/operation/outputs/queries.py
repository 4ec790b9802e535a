"""Reads of nonconforming outputs: the register, one of them, and those that repeat themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit, User
from sotay.agency.workdays import add_months
from sotay.commands import NotFound
from sotay.context.models import Service
from sotay.operation.dossiers.codes import key_of
from sotay.operation.dossiers.models import Dossier
from sotay.operation.outputs.models import NonconformingOutput
from sotay.operation.outputs.parameters import COUNT, MONTHS
from sotay.search.queries import matching
from sotay.standard.parameters.queries import value_of

PEOPLE = ("found_by", "decided_by", "assigned_to", "done_by", "checked_by")
State = NonconformingOutput.State


def list_outputs(*, viewer: Actor) -> QuerySet[NonconformingOutput]:
    """Return the register, those found last first."""
    rows = NonconformingOutput.objects.of(viewer).select_related("agency", "dossier", "service", "unit")
    return rows.order_by("-found_date", "-pk")


def get_output(slug: str, *, viewer: Actor) -> NonconformingOutput:
    """Return one output of the viewer's agency; NotFound hides those of others."""
    output = list_outputs(viewer=viewer).select_related(*PEOPLE).filter(slug=slug).first()
    if output is None:
        raise NotFound
    return output


def outputs_of(dossier: Dossier) -> QuerySet[NonconformingOutput]:
    """Return what was not as it should be about a dossier, the latest first."""
    rows = NonconformingOutput.objects.filter(agency_id=dossier.agency_id, dossier=dossier)
    return rows.select_related("agency").order_by("-found_date", "-pk")


def with_words(outputs: QuerySet, words: str, *, viewer: Actor) -> QuerySet:
    """Keep those whose code, kind or service bear the words, or in whose text they stand as written."""
    found = Q(uuid__in=matching(words, model=NonconformingOutput, viewer=viewer))
    found |= Q(code__icontains=words.strip()) | Q(what__icontains=words.strip())
    if key := key_of(words):
        found |= Q(dossier__key__startswith=key)
    return outputs.filter(found)


def dossier_by_code(code: str, *, viewer: Actor) -> Dossier | None:
    """Return the dossier of the viewer's agency that bears a code, however it is written."""
    key = key_of(code)
    rows = Dossier.objects.of(viewer).select_related("agency", "service__unit", "unit")
    return rows.filter(key=key).first() if key else None


def units_named(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units outputs are about."""
    rows = Unit.objects.of(viewer)
    return rows.filter(pk__in=NonconformingOutput.objects.of(viewer).values("unit")).order_by("order", "name_sort")


def services_named(*, viewer: Actor) -> QuerySet[Service]:
    """Return the services outputs are about."""
    rows = Service.objects.of(viewer)
    return rows.filter(pk__in=NonconformingOutput.objects.of(viewer).values("service")).order_by("code", "pk")


def people_to_assign(*, viewer: Actor, on: date) -> QuerySet[User]:
    """Return the people seated in the viewer's agency, by given name."""
    seated = Seat.objects.of(viewer).in_force(on).values("user_id")
    return User.objects.filter(pk__in=seated, is_active=True).order_by("name_sort", "pk")


@dataclass(frozen=True, slots=True)
class Repeated:
    """Outputs of one kind that come again and again with a service, or in a unit, since a day."""

    kind: str
    count: int
    since: date
    service: Service | None = None
    unit: Unit | None = None

    @property
    def kind_words(self) -> str:
        """What is wrong, in words."""
        return str(NonconformingOutput.Kind(self.kind).label)

    @property
    def place(self) -> str:
        """With what, or where."""
        return str(self.service or self.unit)


def since_when(agency_id: int, *, on: date) -> date:
    """Return from which day on outputs count as repeated."""
    return add_months(on, -value_of(agency_id, MONTHS, on=on))


def list_repeated(*, viewer: Actor, on: date) -> list[Repeated]:
    """Return what repeats itself so often that the cause is to be looked at (10.2), the most frequent first.

    Four queries at most, whatever stands in the register.
    """
    agency_id = viewer.agency.pk
    since, least = since_when(agency_id, on=on), value_of(agency_id, COUNT, on=on)
    rows = _standing(NonconformingOutput.objects.of(viewer), since, on)
    found: list[tuple[str, str, int, int]] = []
    for place in ("service", "unit"):
        counted = rows.exclude(**{place: None}).values_list("kind", place).annotate(count=Count("pk"))
        found += [(place, kind, pk, count) for kind, pk, count in counted.order_by() if count >= least]
    services = Service.objects.of(viewer).in_bulk([pk for place, _kind, pk, _count in found if place == "service"])
    units = Unit.objects.of(viewer).in_bulk([pk for place, _kind, pk, _count in found if place == "unit"])
    named = [
        Repeated(
            kind,
            count,
            since,
            service=services.get(pk) if place == "service" else None,
            unit=units.get(pk) if place == "unit" else None,
        )
        for place, kind, pk, count in found
    ]
    return sorted(named, key=lambda one: (-one.count, one.kind, one.service is None, one.place))


def others_like(output: NonconformingOutput, *, viewer: Actor, on: date) -> list[NonconformingOutput]:
    """Return the outputs of the same kind with the same service or in the same unit, where they are repeated; else none."""
    agency_id = viewer.agency.pk
    if output.state == State.CANCELLED or (output.service_id is None and output.unit_id is None):
        return []
    rows = _standing(list_outputs(viewer=viewer).filter(kind=output.kind), since_when(agency_id, on=on), on)
    alike = Q(service=output.service_id) if output.service_id else Q(pk=None)
    alike |= Q(unit=output.unit_id) if output.unit_id else Q(pk=None)
    found = list(rows.filter(alike))
    least = value_of(agency_id, COUNT, on=on)
    if output not in found:
        return []
    places = (("service_id", output.service_id), ("unit_id", output.unit_id))
    kept = {one.pk for name, pk in places if pk for one in _enough(found, name, pk, least)}
    return [one for one in found if one.pk in kept and one.pk != output.pk]


def _enough(found: Iterable[NonconformingOutput], name: str, pk: int, least: int) -> list[NonconformingOutput]:
    some = [one for one in found if getattr(one, name) == pk]
    return some if len(some) >= least else []


def _standing(rows: QuerySet, since: date, on: date) -> QuerySet:
    return rows.exclude(state=State.CANCELLED).filter(found_date__gt=since, found_date__lte=on)
