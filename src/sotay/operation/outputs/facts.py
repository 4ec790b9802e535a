"""What others count of nonconforming outputs: how many were found in a period by kind, and how many are not over (8.7, 9.3.2 c 3)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from sotay.operation.outputs.filters import KEPT
from sotay.operation.outputs.models import NonconformingOutput
from sotay.standard.registry.facts import Asked, Number, by_place, fact

LINK = "operation:output_list"
MEASURE = _("đầu ra không phù hợp")
State, Kind = NonconformingOutput.State, NonconformingOutput.Kind


@fact("outputs.found", title=_("Đầu ra không phù hợp phát hiện trong kỳ"), measure=MEASURE, for_objectives=True)
def outputs_found(asked: Asked) -> Iterator[Number]:
    """Yield how many were found in the period and not cancelled, of the agency and each unit; by kind in words."""
    query = {"state": KEPT, **asked.days()}
    yield from by_place(asked, asked.once(_rows), "found", kind="kind", link=LINK, query=query, says=_said)


@fact("outputs.open", title=_("Đầu ra không phù hợp chưa đóng"), measure=MEASURE)
def outputs_open(asked: Asked) -> Iterator[Number]:
    """Yield how many found by the day were not closed on it, of the agency and each unit; by kind in words."""
    query = {"state": "LEFT"}
    yield from by_place(asked, asked.once(_rows), "left", kind="kind", link=LINK, query=query, says=_said)


def _rows(asked: Asked) -> list[dict[str, Any]]:
    """Return how many were found in the period, and are not closed on the day, by agency, unit and kind; one query."""
    rows = NonconformingOutput.objects.filter(agency_id__in=asked.agency_ids, found_date__lte=asked.last)
    found = Count("pk", filter=Q(found_date__gte=asked.period.start))
    left = Count("pk", filter=~Q(state=State.CLOSED) | Q(checked_date__gt=asked.last))
    places = rows.exclude(state=State.CANCELLED).values(*asked.places, "kind")
    return list(places.annotate(found=found, left=left).order_by())


def _said(kinds: Counter[str]) -> str:
    return "; ".join(f"{Kind(kind).label}: {kinds[kind]}" for kind in Kind.values if kinds[kind])
