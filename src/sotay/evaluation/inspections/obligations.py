"""Obligation 32: within the term after the signed minutes the fixes are reported (TT 26/2014/TT-BKHCN Điều 37 khoản 2 điểm c)."""

from collections.abc import Iterator

from django.db.models import Count

from sotay.evaluation.inspections.models import Inspection
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope


@obligation("inspection.fixes", number=32, owed="agency", watches=("evaluation.inspection",))
def fixes_are_reported(scope: Scope) -> Iterator[Line]:
    """Each inspection whose minutes found something is an event from the day they were signed, done with the report's day.

    Minutes that found nothing start no term. The due day is the one kept with the minutes: the term valid on their day.
    """
    rows = (
        Inspection.objects.filter(
            agency_id__in=scope.agency_ids,
            minutes_date__lte=scope.on,
            state__in=[Inspection.State.MINUTES, Inspection.State.FIXED, Inspection.State.CLOSED],
        )
        .annotate(found=Count("findings"))
        .filter(found__gt=0)
        .order_by("agency_id", "minutes_date", "pk")
    )
    events = [
        {
            "agency_id": row.agency_id,
            "subject_uuid": row.uuid,
            "title": f"{row.code} – {row.body}",
            "event_date": row.minutes_date,
            "done_date": row.fixes_date,
            "due_date": row.fixes_due_date,
            "link_kwargs": {"slug": row.slug},
        }
        for row in rows
    ]
    return scope.judge_events(events, link="evaluation:inspection_detail")
