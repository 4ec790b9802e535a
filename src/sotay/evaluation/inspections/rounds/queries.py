"""Reads of rounds: the list, one round, a year together."""

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.rounds.rates import Rates, together


def list_rounds(*, viewer: Actor) -> QuerySet[InspectionRound]:
    """Return the rounds the viewer's agency carries out, newest first."""
    rows = InspectionRound.objects.of(viewer).select_related("agency", "plan")
    return rows.order_by("-year", "-from_date", "-pk")


def get_round(slug: str, *, viewer: Actor) -> InspectionRound:
    """Return one round of the viewer's agency; NotFound hides those of others."""
    one = list_rounds(viewer=viewer).filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def year_together(year: int, *, viewer: Actor) -> Rates:
    """Return the figures of all rounds of a year."""
    return together(list_rounds(viewer=viewer).filter(year=year))
