"""Obligation 49: external providers are evaluated every year (ISO 9001 8.4.1)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.utils.translation import gettext_noop

from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.queries import DUE
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope

NOT_EVALUATED = gettext_noop(
    "Còn %(open)s trên %(all)s nhà cung cấp chưa được đánh giá trong năm, trước hết là %(first)s."
)
NO_PROVIDERS = gettext_noop("Danh sách không có nhà cung cấp bên ngoài nào trong năm này.")


@obligation("providers.evaluated", number=49, owed="agency", per="year", watches=("operation.provider",))
def providers_are_evaluated(scope: Scope) -> Iterator[Line]:
    """Met on the day the last provider that supplied in the year was evaluated in it.

    One that ended in the year counts as well; one that began after the due day is evaluated in the next year only. When
    the year is over an evaluation made since makes up for it, late.
    """
    last = min(scope.on, scope.period.end)
    made = (
        ProviderEvaluation.objects.standing_on(scope.on)
        .filter(provider=OuterRef("pk"), date__gte=scope.period.start)
        .order_by()
        .values("provider")
        .annotate(first=Min("date"))
    )
    providers = Provider.objects.filter(agency_id__in=scope.agency_ids).supplying(scope.period.start, last)
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in (
        providers.annotate(evaluated=Subquery(made.values("first")))
        .order_by("code", "pk")
        .values("agency_id", "code", "name", "slug", "from_date", "evaluated")
    ):
        due = date(scope.period.start.year, *scope.value(row["agency_id"], DUE))
        if row["from_date"] <= due:
            rows[row["agency_id"]].append(row)
    evidence, gaps, exempt = [], [], []
    for agency_id in scope.agency_ids:
        every = rows[agency_id]
        open_ = [row for row in every if row["evaluated"] is None]
        if not every:
            exempt.append({"agency_id": agency_id, "reason": NO_PROVIDERS})
        elif open_:
            said = {"open": len(open_), "all": len(every), "first": f"{open_[0]['code']} {open_[0]['name']}"}
            gaps.append(
                {
                    "agency_id": agency_id,
                    "reason": NOT_EVALUATED,
                    "params": said,
                    "link": "operation:provider_detail",
                    "link_kwargs": {"slug": open_[0]["slug"]},
                }
            )
        else:
            since = max(row["evaluated"] for row in every)
            evidence.append({"agency_id": agency_id, "since": since, "count": len(every)})
    return scope.judge(evidence=evidence, gaps=gaps, exempt=exempt, link="operation:provider_list")
