"""What others count of nonconformities: found, open, overdue, closed, closed at the first round (9.3.2 c 4; 9.1.3)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.queries import KEPT
from sotay.standard.registry.facts import Asked, Number, by_place, fact

LINK = "improvement:nonconformity_list"
MEASURE = _("phiếu")
State = Nonconformity.State


@fact("nonconformities.found", title=_("Sự không phù hợp phát hiện trong kỳ"), measure=MEASURE, for_objectives=True)
def nonconformities_found(asked: Asked) -> Iterator[Number]:
    """Yield how many were found in the period and not rejected, of the agency and each unit that has any."""
    yield from _numbers(asked, "found", {"state": KEPT, **asked.days()})


@fact("nonconformities.open", title=_("Sự không phù hợp chưa đóng"), measure=MEASURE)
def nonconformities_open(asked: Asked) -> Iterator[Number]:
    """Yield how many found by the day were not closed on it."""
    yield from _numbers(asked, "left", {"state": "LEFT"})


@fact("nonconformities.overdue", title=_("Sự không phù hợp quá hạn"), measure=MEASURE)
def nonconformities_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how many were open on the day past the limit of their sheet."""
    yield from _numbers(asked, "overdue", {"state": "OVERDUE"})


@fact("nonconformities.closed", title=_("Sự không phù hợp đã đóng trong kỳ"), measure=MEASURE)
def nonconformities_closed(asked: Asked) -> Iterator[Number]:
    """Yield how many were closed in the period, their effect verified."""
    yield from _numbers(asked, "closed", asked.days("closed_since", "closed_until"))


@fact(
    "nonconformities.effective_first_round",
    title=_("Tỷ lệ phiếu đóng trong kỳ có hiệu lực ngay vòng đầu"),
    measure="%",
)
def effective_in_the_first_round(asked: Asked) -> Iterator[Number]:
    """Yield the share, in percent, of the sheets closed in the period that needed one round; nothing where none was closed."""
    closed, first = Counter[int](), Counter[int]()
    for row in asked.once(_rows):
        closed[row["agency_id"]] += row["closed"]
        first[row["agency_id"]] += row["first"]
    for agency_id, number in closed.items():
        if number:
            said = gettext("%(first)s trên %(all)s phiếu") % {"first": first[agency_id], "all": number}
            share = round(100 * first[agency_id] / number, 1)
            yield Number(agency_id, share, link=LINK, query=asked.days("closed_since", "closed_until"), said=said)


def _numbers(asked: Asked, name: str, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency, nought among them, and for the units that have any."""
    yield from by_place(asked, asked.once(_rows), name, link=LINK, query=query)


def _rows(asked: Asked) -> list[Any]:
    """Return how many were found and closed in the period, left and overdue on the day, by agency and unit; one query."""
    last = asked.last
    closed = Q(closed_date__range=(asked.period.start, last))
    left = Q(found_date__lte=last) & (Q(closed_date__isnull=True) | Q(closed_date__gt=last))
    conditions = {
        "found": Q(found_date__range=(asked.period.start, last)),
        "closed": closed,
        "first": closed & Q(round=1),
        "left": left,
        "overdue": left & Q(due_date__lt=last),
    }
    told = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    rows = Nonconformity.objects.filter(agency_id__in=asked.agency_ids).exclude(state=State.REJECTED)
    return list(rows.values(*asked.places).annotate(**told).order_by())
