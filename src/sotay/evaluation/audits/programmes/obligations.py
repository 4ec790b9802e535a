"""Obligation 10: the programme of internal audits, or a plan, is approved at the start of the year (công văn 262 mục 3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Min
from django.utils.translation import gettext_noop

from sotay.evaluation.audits.models import Audit, Programme
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope

NOT_APPROVED = gettext_noop("Chưa có chương trình hoặc kế hoạch đánh giá nội bộ của năm được phê duyệt.")
BEING_WRITTEN = gettext_noop("Chương trình đánh giá nội bộ của năm đang soạn, chưa trình.")
SUBMITTED = gettext_noop("Chương trình đánh giá nội bộ của năm đang trình, chưa được phê duyệt.")
State = Programme.State
PREPARED: dict[str, str] = {State.DRAFT: BEING_WRITTEN, State.SUBMITTED: SUBMITTED}


@obligation(
    "audit.programme", number=10, owed="agency", per="year", watches=("evaluation.programme", "evaluation.audit")
)
def programme_is_approved(scope: Scope) -> Iterator[Line]:
    """Met on the day the programme of the year, or a plan of an audit of the year, was approved, whichever was first.

    A programme approved in December for the next year counts for that year. Plans of audits given up do not count. Until
    then it tells how far the programme is that is being prepared.
    """
    year = scope.period.start.year
    rows = Programme.objects.filter(agency_id__in=scope.agency_ids, year=year)
    approved = rows.filter(approved_date__lte=scope.on).values("agency_id")
    audits = Audit.objects.filter(agency_id__in=scope.agency_ids, year=year, planned_date__lte=scope.on)
    plans = audits.exclude(state=Audit.State.CANCELLED).values("agency_id")
    evidence: list[Mapping[str, Any]] = [
        *approved.annotate(since=Min("approved_date"), count=Count("pk")).order_by(),
        *plans.annotate(since=Min("planned_date"), count=Count("pk")).order_by(),
    ]
    prepared = {
        row["agency_id"]: row
        for row in rows.filter(state__in=PREPARED).order_by("pk").values("agency_id", "state", "slug")
    }
    for line in scope.judge(evidence=evidence, gap=NOT_APPROVED, link="evaluation:programme_list"):
        row = prepared.get(line.agency_id)
        if row is None or line.reason != NOT_APPROVED:
            yield line
            continue
        yield line._replace(
            reason=PREPARED[row["state"]], link="evaluation:programme_detail", link_kwargs={"slug": row["slug"]}
        )
