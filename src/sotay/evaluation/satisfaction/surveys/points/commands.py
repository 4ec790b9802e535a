"""Writes upon points: put up, changed, taken away, put up again."""

import secrets
from datetime import date
from typing import Final

from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.agency.drawn_codes import ALPHABET
from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import Answer, SurveyPoint
from sotay.evaluation.satisfaction.surveys.points import guards
from sotay.journal.recording import record

LENGTH: Final = 10
PLAIN = ("name", "unit", "service")


@command
def add_point(
    agency: Agency, *, actor: Actor, kind: str, name: str, unit: Unit | None = None, service: Service | None = None
) -> SurveyPoint:
    """Put up a point; its address is drawn once and is good for all surveys to come."""
    require(actor, "evaluation.run_surveys", agency)
    agency = lock(agency)
    point = SurveyPoint(agency=agency, kind=kind, name=one_line(name)[:200], unit=unit, service=service)
    refuse(guards.why_not_keep(point, there=_same(point)))

    point.key = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH)).lower()
    point.save()

    record("evaluation.point.added", actor=actor, subject=point, kind=kind, name=point.name)
    return point


@command
def change_point(
    point: SurveyPoint,
    *,
    actor: Actor,
    version: int,
    name: str,
    unit: Unit | None = None,
    service: Service | None = None,
) -> SurveyPoint:
    """Change where a point stands and what it is about; its address stays, so that what is printed stays good."""
    require(actor, "evaluation.run_surveys", point)
    lock(point.agency)
    point = lock(point, version=version)
    before = {field: getattr(point, field) for field in PLAIN}
    point.name, point.unit, point.service = one_line(name)[:200], unit, service
    refuse(guards.why_not_keep(point, there=_same(point)))
    changed = [field for field in PLAIN if getattr(point, field) != before[field]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    point.save()

    told = {field: str(before[field] or "") for field in changed}
    record("evaluation.point.changed", actor=actor, subject=point, fields=changed, before=told)
    return point


@command
def end_point(point: SurveyPoint, *, actor: Actor, version: int, ended_date: date, on: date) -> SurveyPoint:
    """Say that a point was taken away: its address answers nobody any more."""
    require(actor, "evaluation.run_surveys", point)
    point = lock(point, version=version)
    last = Answer.objects.filter(point=point).aggregate(last=Max("given_date"))["last"]
    refuse(guards.why_not_end(point, ended_date=ended_date, last_answer=last, on=on))

    point.ended_date = ended_date
    point.save()

    record("evaluation.point.ended", actor=actor, subject=point, ended_date=ended_date)
    return point


@command
def resume_point(point: SurveyPoint, *, actor: Actor) -> SurveyPoint:
    """Put a point up again that was taken away; what is printed of it is good again."""
    require(actor, "evaluation.run_surveys", point)
    point = lock(point)
    refuse(guards.why_not_resume(point))

    point.ended_date = None
    point.save()

    record("evaluation.point.resumed", actor=actor, subject=point)
    return point


def _same(point: SurveyPoint) -> SurveyPoint | None:
    """Return another point of this kind and name."""
    rows = SurveyPoint.objects.filter(agency_id=point.agency_id, kind=point.kind, name=point.name)
    return rows.exclude(pk=point.pk).select_related("agency").first()
