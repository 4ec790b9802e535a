"""Many receipts in one PDF: of the dossiers received in some days, in the order they came.

They name citizens, so no file of them is kept anywhere: each part of five hundred is made when it is asked for.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils import translation

from sotay.agency.actor import Actor
from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import WorkCalendar
from sotay.commands import may
from sotay.operation.dossiers import masking
from sotay.operation.dossiers.models import Dossier, DossierEvent, DossierPaper, DossierPerson
from sotay.operation.dossiers.secret import secret_of
from sotay.operation.dossiers.slips.papers import paper_of
from sotay.operation.dossiers.slips.parameters import circulars_of
from sotay.operation.dossiers.slips.queries import (
    KINDS,
    RECEIPT,
    SUPPLEMENT,
    Slip,
    channels_of,
    clock_before,
    party_of,
    stays,
    wanted_of,
)
from sotay.papers.forms import Making
from sotay.papers.model import Paper

PART: Final = 500
"""How many receipts one file bears; it is set in a few seconds."""


def received(*, viewer: Actor, first: date, last: date) -> QuerySet[Dossier]:
    """Return the dossiers taken in at the desk in these days, in the order they came."""
    rows = Dossier.objects.of(viewer).received().filter(origin=Dossier.Origin.DESK)
    rows = rows.filter(received_date__range=(first, last)).select_related("agency", "service", "unit")
    return rows.order_by("received_date", "received_at", "key", "pk")


@translation.override("vi")
def receipts(dossiers: Sequence[Dossier], making: Making) -> list[Paper]:
    """Return the latest receipt of each dossier; a constant number of queries for any number of them."""
    ids = [one.pk for one in dossiers]
    agency = making.agency
    persons = {one.dossier_id: one for one in DossierPerson.objects.filter(agency=agency, dossier__in=ids)}
    papers: dict[int, list[DossierPaper]] = defaultdict(list)
    for paper in DossierPaper.objects.filter(agency=agency, dossier__in=ids).order_by("position"):
        papers[paper.dossier_id].append(paper)
    events: dict[int, list[DossierEvent]] = defaultdict(list)
    for event in DossierEvent.objects.filter(agency=agency, dossier__in=ids).select_related("by").order_by("order"):
        events[event.dossier_id].append(event)
    calendar = calendar_of(agency)
    slips = [
        _receipt(one, persons.get(one.pk), papers[one.pk], events[one.pk], viewer=making.viewer, calendar=calendar)
        for one in dossiers
    ]
    known = circulars_of(agency)
    return [paper_of(slip, RECEIPT, making, circular=known(slip.event.date)) for slip in slips if slip is not None]


def _receipt(
    dossier: Dossier,
    person: DossierPerson | None,
    papers: Sequence[DossierPaper],
    events: Sequence[DossierEvent],
    *,
    viewer: Actor,
    calendar: WorkCalendar,
) -> Slip | None:
    """Return the latest receipt of a dossier, masked as on its own page; None where none was given."""
    event = next((one for one in reversed(events) if one.kind in KINDS[RECEIPT]), None)
    if event is None:
        return None
    whole = may(viewer, "operation.see_person", dossier)
    asked = next((one for one in reversed(events) if one.order < event.order and one.kind in KINDS[SUPPLEMENT]), None)
    for paper in papers:
        paper.name = paper.name if whole else masking.text(paper.name)
    return Slip(
        form=RECEIPT,
        dossier=dossier,
        event=event,
        party=party_of(person, is_whole=whole),
        is_whole=whole,
        others=(),
        papers=tuple(papers),
        wanted=tuple(wanted_of(asked.papers, is_whole=whole)) if asked else (),
        stays=stays(event, clock_before(dossier, events, event, calendar=calendar)),
        secret=secret_of(dossier) if whole else "",
        channels=channels_of(dossier),
    )
