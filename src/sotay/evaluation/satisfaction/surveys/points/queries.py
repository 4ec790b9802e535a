"""Reads of points."""

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import Answer, SurveyPoint


def list_points(*, viewer: Actor) -> QuerySet[SurveyPoint]:
    """Return the points of the viewer's agency, those in use first, each with `answers` that came from it and the `last` day."""
    mine = Answer.objects.filter(point=OuterRef("pk")).order_by().values("point")
    rows = SurveyPoint.objects.of(viewer).select_related("agency", "unit", "service")
    return rows.annotate(
        answers=Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0),
        last=Subquery(mine.annotate(last=Max("given_date")).values("last")),
    ).order_by(F("ended_date").desc(nulls_first=True), "kind", "name", "pk")


def get_point(uuid: object, *, viewer: Actor) -> SurveyPoint:
    """Return one point of the viewer's agency; NotFound hides those of others."""
    point = list_points(viewer=viewer).filter(uuid=uuid).first()
    if point is None:
        raise NotFound
    return point


def services_to_name(*, viewer: Actor) -> QuerySet[Service]:
    """Return the services a point can be about."""
    return Service.objects.of(viewer).filter(state=Service.State.PUBLISHED).order_by("code", "pk")
