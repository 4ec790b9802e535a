"""Obligation 29: the list of services on the web follows each decision within five working days (TT 26/2014 điều 4)."""

from collections.abc import Iterator

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext_noop

from sotay.context.services.models import ServiceChange
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import NO_EVENT, Line
from sotay.standard.standings.scope import Scope

UNDATED = gettext_noop("%(count)s quyết định công bố thủ tục chưa ghi ngày ký, nên chưa tính được hạn cập nhật.")


@obligation("services.published", number=29, watches=("context.service",))
def web_list_is_current(scope: Scope) -> Iterator[Line]:
    """Open with every decision signed and not followed on the web; told by address and day.

    What a decision did to many services is one event, done when all of it is told. A decision without its day begins no
    term: that is said instead of "nothing arose".
    """
    rows = (
        ServiceChange.objects.filter(agency_id__in=scope.agency_ids)
        .values("agency_id", "decision", "decision_date")
        .annotate(
            first=Min("pk"),
            waiting=Count("pk", filter=Q(web_date__isnull=True)),
            last=Max("web_date"),
        )
        .order_by("agency_id", "decision_date", "decision")
    )
    found = list(rows)
    firsts = ServiceChange.objects.in_bulk([row["first"] for row in found])
    slugs = dict(ServiceChange.objects.filter(pk__in=firsts).values_list("pk", "service__slug"))
    undated: dict[int, int] = {}
    events = []
    for row in found:
        if row["decision_date"] is None:
            undated[row["agency_id"]] = undated.get(row["agency_id"], 0) + 1
            continue
        events.append(
            {
                "agency_id": row["agency_id"],
                "subject_uuid": firsts[row["first"]].uuid,
                "title": row["decision"],
                "event_date": row["decision_date"],
                "done_date": None if row["waiting"] else row["last"],
                "link_kwargs": {"slug": slugs[row["first"]]},
            }
        )
    for line in scope.judge_events(events, link="context:service_detail"):
        if line.subject_uuid is not None:
            yield line
        elif line.reason == NO_EVENT and (count := undated.get(line.agency_id)):
            yield line._replace(reason=UNDATED, params={"count": count}, link="context:service_list")
        else:
            yield line._replace(link="context:service_list")
