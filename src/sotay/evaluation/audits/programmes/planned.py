"""A programme that is the plan of the one audit of its year too: one paper, one approval (practice.md 7)."""

from typing import Any

from django.db.models import QuerySet

from sotay.evaluation.audits.models import Audit, Programme
from sotay.evaluation.audits.plan import content as of_plans
from sotay.evaluation.audits.programmes import writing


def plan_of(programme: Programme) -> QuerySet[Audit]:
    """Return the audits of the year of a programme that were not given up: the programme is the plan of one alone."""
    rows = Audit.objects.filter(agency=programme.agency, year=programme.year).exclude(state=Audit.State.CANCELLED)
    return rows.select_related("agency").order_by("from_date", "pk")


def plan_offered(programme: Programme) -> Audit | None:
    """Return the audit whose plan a programme can be: the only one of the year, its plan still being written."""
    audits = list(plan_of(programme)[:2])
    alone = len(audits) == 1 and audits[0].state == Audit.State.PLANNING
    return audits[0] if alone and not programme.revision else None


def content_of(record: Programme | Audit) -> dict[str, Any]:
    """Return what who decides sees of a record of the round; its hash is what the approval holds for."""
    return writing.content_of(record) if isinstance(record, Programme) else of_plans.content_of(record)
