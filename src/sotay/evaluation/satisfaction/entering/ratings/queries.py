"""Reads of counts of ratings."""

from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.evaluation.satisfaction.models import RatingCount


def list_ratings(*, viewer: Actor) -> QuerySet[RatingCount]:
    """Return the rows of the viewer's agency, the newest month first."""
    rows = RatingCount.objects.of(viewer).select_related("unit", "service", "entered_by", "agency")
    return rows.order_by("-month", "unit__order", "service__code", "pk")


def get_rating(uuid: UUID, *, viewer: Actor) -> RatingCount:
    """Return one row; NotFound hides those of other agencies."""
    row = list_ratings(viewer=viewer).filter(uuid=uuid).first()
    if row is None:
        raise NotFound
    return row


def years_of(*, viewer: Actor) -> list[int]:
    """Return the years there are counts of, the newest first."""
    return [day.year for day in RatingCount.objects.of(viewer).dates("month", "year", order="DESC")]
