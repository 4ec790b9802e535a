"""Reads of slips: which dossiers can be asked, the batches of a survey, the slips of a batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import Answer, Channel, Slip, SlipBatch, Survey
from sotay.evaluation.satisfaction.surveys import tokens
from sotay.operation.models import Dossier, DossierPerson
from sotay.standard.parameters.queries import value_of

FAILED = ~Q(failure="")
WAITS = Q(sent_at__isnull=True, failure="")


def dossiers_to_ask(
    survey: Survey,
    *,
    channel: str,
    from_date: date,
    to_date: date,
    on: date,
    unit: Unit | None = None,
    services: Iterable[Service] = (),
) -> QuerySet[Dossier]:
    """Return the dossiers settled from a day to a day that nobody answered for and that were not asked this way yet.

    Settled as the agency counts it (`survey.settled`). By LINK only those whose applicant gave an address.
    """
    rows = Dossier.objects.filter(agency_id=survey.agency_id, settled_date__range=(from_date, to_date))
    if value_of(survey.agency_id, "survey.settled", on=on) == "RETURNED":
        rows = rows.filter(state=Dossier.State.RETURNED)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if chosen := [one.pk for one in services]:
        rows = rows.filter(service_id__in=chosen)
    if channel == Channel.LINK:
        reached = DossierPerson.objects.filter(agency_id=survey.agency_id, dossier=OuterRef("pk"))
        rows = rows.filter(Exists(reached.exclude(email="")), anonymised_date__isnull=True)
    answered = Answer.objects.filter(agency_id=survey.agency_id, dossier=OuterRef("pk"), invalid_reason="")
    asked = Slip.objects.filter(
        agency_id=survey.agency_id, batch__survey=survey, batch__channel=channel, dossier=OuterRef("pk")
    )
    return rows.exclude(Exists(answered)).exclude(Exists(asked)).order_by("settled_date", "code", "pk")


def _counted(rows: QuerySet[SlipBatch]) -> QuerySet[SlipBatch]:
    return rows.annotate(
        count=Count("slips"),
        sent=Count("slips", filter=Q(slips__sent_at__isnull=False)),
        failed=Count("slips", filter=~Q(slips__failure="")),
    )


def list_batches(survey: Survey) -> list[SlipBatch]:
    """Return the batches of a survey, newest first, each with `count`, `sent` and `failed` slips."""
    rows = _counted(SlipBatch.objects.filter(survey=survey)).select_related("agency", "survey", "unit", "made_by")
    return list(rows.order_by("-made_date", "-pk"))


def get_batch(uuid: object, *, viewer: Actor) -> SlipBatch:
    """Return one batch of the viewer's agency with its counts; NotFound hides those of others."""
    rows = _counted(SlipBatch.objects.of(viewer)).select_related(
        "agency", "survey__agency", "survey__asks__questionnaire", "unit", "made_by"
    )
    batch = rows.filter(uuid=uuid).first()
    if batch is None:
        raise NotFound
    return batch


def slips_of(batch: SlipBatch) -> QuerySet[Slip]:
    """Return the slips of a batch in the order their dossiers were settled, as they are printed."""
    rows = Slip.objects.filter(batch=batch).select_related("dossier__service")
    return rows.order_by("dossier__settled_date", "dossier__code", "pk")


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip as it is printed: its place in the batch, its dossier and its token ("" where the key it was drawn from is gone)."""

    place: int
    slip: Slip
    token: str

    @property
    def grouped(self) -> str:
        """The token as it is read."""
        return tokens.grouped(self.token)


def printed(slips: Iterable[Slip], *, first: int = 1) -> list[Printed]:
    """Return slips with their tokens, drawn anew; `first` is the place of the first in its batch."""
    return [Printed(place, slip, tokens.token_of(slip)) for place, slip in enumerate(slips, start=first)]
