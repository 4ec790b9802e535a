"""Reads beside the figures: which years there is anything of."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.evaluation.satisfaction.models import Answer, RatingCount


def years_of(*, viewer: Actor, on: date) -> list[int]:
    """Return the years with an answer or a rating of the portal, and the current one, newest first."""
    newest_first = Answer.objects.of(viewer).order_by("given_date")
    first, last = newest_first.first(), newest_first.last()
    rated = RatingCount.objects.of(viewer).values_list("month__year", flat=True).order_by().distinct()
    given = range(first.given_date.year, last.given_date.year + 1) if first and last else ()
    return sorted({on.year, *given, *rated}, reverse=True)
