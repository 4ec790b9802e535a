"""Obligation 24: each unit looks at its procedures (công văn 262 mục 6; once a year is the proposal)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.utils.translation import gettext_noop

from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope
from sotay.support.documents.models import Kind, Revision
from sotay.support.reviews.models import DocumentReview

UNSEEN = gettext_noop("Còn %(unseen)s trên %(procedures)s quy trình chưa rà soát trong năm.")
NO_PROCEDURES = gettext_noop("Đơn vị không có quy trình đang có hiệu lực.")
LINK = "support:unit_reviews"


@obligation("procedures.review", number=24, owed="unit", per="year", watches=("support.document", "support.revision"))
def procedures_are_looked_at(scope: Scope) -> Iterator[Line]:
    """Met on the day the last procedure in force of the unit was looked at in the year, or renewed in it."""
    last = min(scope.on, scope.period.end)
    looks = (
        DocumentReview.objects.filter(document=OuterRef("document"), reviewed_date__range=(scope.period.start, last))
        .order_by()
        .values("document")
        .annotate(first=Min("reviewed_date"))
    )
    procedures = Revision.objects.in_force(last).filter(
        agency_id__in=scope.agency_ids, document__kind=Kind.PROCEDURE, document__unit__isnull=False
    )
    seen: dict[tuple[int, int, str], list[date | None]] = defaultdict(list)
    rows = procedures.annotate(looked=Subquery(looks.values("first"))).order_by()
    for agency_id, unit_id, slug, begun, looked in rows.values_list(
        "agency_id", "document__unit_id", "document__unit__slug", "in_force_date", "looked"
    ):
        renewed = begun if begun in scope.period else None
        seen[agency_id, unit_id, slug].append(min(filter(None, [renewed, looked]), default=None))
    evidence: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    for (agency_id, unit_id, slug), days in seen.items():
        place = {"agency_id": agency_id, "unit_id": unit_id}
        if unseen := sum(day is None for day in days):
            params = {"unseen": unseen, "procedures": len(days)}
            gaps.append(place | {"reason": UNSEEN, "params": params, "link": LINK, "link_kwargs": {"slug": slug}})
        else:
            evidence.append(place | {"since": max(day for day in days if day), "count": len(days)})
    with_procedures = {(agency_id, unit_id) for agency_id, unit_id, _slug in seen}
    return scope.judge(
        evidence=evidence,
        gaps=gaps,
        exempt=[
            {"agency_id": agency_id, "unit_id": unit_id, "reason": NO_PROCEDURES}
            for agency_id, unit_id in scope.units()
            if (agency_id, unit_id) not in with_procedures
        ],
        link="support:review_list",
    )
