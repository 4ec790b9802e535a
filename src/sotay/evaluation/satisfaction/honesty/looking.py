"""Reads answers for the rules that look for patterns, a batch of days of one agency at a time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from sotay.evaluation.satisfaction.honesty import parameters
from sotay.evaluation.satisfaction.honesty.detection import Group, Limits, Seen, groups
from sotay.evaluation.satisfaction.models import Answer, Question
from sotay.standard.parameters.queries import Values, values_of

BACK: Final = timedelta(days=3)
"""So far back a nightly run takes what came in, so that a night without a run loses nothing."""


def limits_of(agency_id: int, *, on: date, values: Values | None = None) -> Limits:
    """Return the limits of an agency as they hold on a day."""
    values = values or values_of([agency_id])
    return Limits(*(values.value(agency_id, code, on) for code in parameters.CODES))


def find_groups(agency_id: int, *, on: date, days: Iterable[date] | None = None) -> list[Group]:
    """Return what is to be looked at among the valid answers dated on some days; None: the days of what came in lately."""
    rows = Answer.objects.filter(agency_id=agency_id, invalid_reason="")
    if days is None:
        lately = Answer.objects.filter(agency_id=agency_id, answered_at__date__gte=on - BACK)
        days = lately.values_list("given_date", flat=True).distinct()
    rows = rows.filter(given_date__in=list(days)).order_by("pk")
    columns = (
        "pk",
        "survey_id",
        "survey__asks_id",
        "given_date",
        "answered_at",
        "marks",
        "unit_id",
        "batch_id",
        "point_id",
    )
    told = list(rows.values_list(*columns, "entered_by_id", "proof"))
    levels = _levels({row[2] for row in told})
    seen = (
        Seen(
            pk=pk, survey=survey, day=day, at=at, marks=tuple(marks), is_even=_is_even(marks, levels[version]),
            unit=unit, batch=batch, point=point, entered_by=entered_by, proof=proof,
        )
        for pk, survey, version, day, at, marks, unit, batch, point, entered_by, proof in told
    )  # fmt: skip
    return groups(seen, limits_of(agency_id, on=on))


def _levels(versions: Iterable[int]) -> dict[int, list[int]]:
    """Return by version of a questionnaire the places of the questions answered by a level."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Question.objects.filter(version_of_id__in=list(versions), kind=Question.Kind.LIKERT)
    for version, position in rows.order_by("position").values_list("version_of_id", "position"):
        found[version].append(position)
    return found


def _is_even(marks: list[int | None], places: list[int]) -> bool:
    given = {marks[place - 1] for place in places if place <= len(marks)} - {None}
    return len(given) == 1
