"""What others count of nonconforming outputs: how many were found in a period by kind, and how many are not over (8.7, 9.3.2 c 3)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.operation.outputs.filters import KEPT
from sotay.operation.outputs.models import NonconformingOutput
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "operation:output_list"
MEASURE = _("đầu ra không phù hợp")
State, Kind = NonconformingOutput.State, NonconformingOutput.Kind


@fact("outputs.found", title=_("Đầu ra không phù hợp phát hiện trong kỳ"), measure=MEASURE, for_objectives=True)
def outputs_found(asked: Asked) -> Iterator[Number]:
    """Yield how many were found in the period and not cancelled, of the agency and each unit; by kind in words."""
    last = min(asked.on, asked.period.end)
    rows = NonconformingOutput.objects.exclude(state=State.CANCELLED)
    query = {"state": KEPT, **asked.days()}
    yield from _numbers(rows.filter(found_date__range=(asked.period.start, last)), asked, query)


@fact("outputs.open", title=_("Đầu ra không phù hợp chưa đóng"), measure=MEASURE)
def outputs_open(asked: Asked) -> Iterator[Number]:
    """Yield how many found by the day were not closed on it, of the agency and each unit; by kind in words."""
    last: date = min(asked.on, asked.period.end)
    rows = NonconformingOutput.objects.exclude(state=State.CANCELLED).filter(found_date__lte=last)
    left = ~Q(state=State.CLOSED) | Q(checked_date__gt=last)
    yield from _numbers(rows.filter(left), asked, {"state": "LEFT"})


def _numbers(rows: QuerySet, asked: Asked, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency, nought among them, and for the units that have any; one query."""
    counted = rows.filter(agency_id__in=asked.agency_ids).values_list("agency_id", "unit_id", "unit__slug", "kind")
    found: dict[int, dict[Any, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    slugs: dict[int, str] = {}
    for agency_id, unit_id, slug, kind, count in counted.annotate(count=Count("pk")).order_by():
        found[agency_id][None][kind] += count
        if unit_id is not None:
            found[agency_id][unit_id][kind] += count
            slugs[unit_id] = slug
    for agency_id in asked.agency_ids:
        places = found.get(agency_id) or {None: Counter()}
        for unit_id, kinds in places.items():
            narrowed = query | ({"unit": slugs[unit_id]} if unit_id else {})
            yield Number(agency_id, sum(kinds.values()), unit_id, link=LINK, query=narrowed, said=_said(kinds))


def _said(kinds: Counter[str]) -> str:
    return "; ".join(f"{Kind(kind).label}: {kinds[kind]}" for kind in Kind.values if kinds[kind])
