"""Obligation 2: every published service is served by a procedure in force (QĐ 19/2014/QĐ-TTg Điều 3 khoản 1)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_noop

from sotay.context.models import Service
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope
from sotay.support.documents.models import Kind
from sotay.support.models import Revision

UNSERVED = gettext_noop("Còn %(open)s trên %(all)s thủ tục hành chính chưa có quy trình đang có hiệu lực.")
NO_SERVICES = gettext_noop("Danh mục chưa có thủ tục hành chính đang công bố.")


@obligation(
    "scope.services_covered",
    number=2,
    owed="agency",
    watches=("context.service", "operation.procedure", "support.document", "support.revision"),
)
def services_are_covered(scope: Scope) -> Iterator[Line]:
    """Met on the day the last of the published services got a procedure in force that serves it."""
    on = scope.on
    begun = Q(from_date__isnull=True) | Q(from_date__lte=on)
    published: dict[int, set[int]] = defaultdict(set)
    services = Service.objects.published(on).filter(begun, agency_id__in=scope.agency_ids)
    for agency_id, pk in services.values_list("agency_id", "pk"):
        published[agency_id].add(pk)
    in_force = Revision.objects.in_force(on).filter(
        agency_id__in=scope.agency_ids, document__kind=Kind.PROCEDURE, document__serves__isnull=False
    )
    since: dict[int, date] = {}
    for service_id, day in in_force.values_list("document__serves__service_id", "in_force_date"):
        since[service_id] = min(day, since.get(service_id, day))
    evidence, gaps = [], []
    for agency_id, wanted in published.items():
        if missing := sum(pk not in since for pk in wanted):
            params = {"open": missing, "all": len(wanted)}
            gaps.append({"agency_id": agency_id, "reason": UNSERVED, "params": params})
        else:
            evidence.append({"agency_id": agency_id, "since": max(since[pk] for pk in wanted)})
    return scope.judge(
        evidence=evidence,
        gaps=gaps,
        exempt=[
            {"agency_id": agency_id, "reason": NO_SERVICES}
            for agency_id in scope.agency_ids
            if agency_id not in published
        ],
        link="operation:service_coverage",
    )
