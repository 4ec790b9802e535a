"""What others count of nonconformities: found, open, overdue, closed, closed at the first round (9.3.2 c 4; 9.1.3)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.queries import KEPT
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "improvement:nonconformity_list"
MEASURE = _("phiếu")
State = Nonconformity.State


def _rows() -> QuerySet[Nonconformity]:
    return Nonconformity.objects.exclude(state=State.REJECTED)


def _last(asked: Asked) -> date:
    return min(asked.on, asked.period.end)


def _days(asked: Asked, since: str, until: str) -> dict[str, str]:
    return {since: f"{asked.period.start:%d/%m/%Y}", until: f"{_last(asked):%d/%m/%Y}"}


@fact("nonconformities.found", title=_("Sự không phù hợp phát hiện trong kỳ"), measure=MEASURE, for_objectives=True)
def nonconformities_found(asked: Asked) -> Iterator[Number]:
    """Yield how many were found in the period and not rejected, of the agency and each unit that has any."""
    rows = _rows().filter(found_date__range=(asked.period.start, _last(asked)))
    yield from _numbers(rows, asked, {"state": KEPT, **_days(asked, "since", "until")})


@fact("nonconformities.open", title=_("Sự không phù hợp chưa đóng"), measure=MEASURE)
def nonconformities_open(asked: Asked) -> Iterator[Number]:
    """Yield how many found by the day were not closed on it."""
    yield from _numbers(_left(asked), asked, {"state": "LEFT"})


@fact("nonconformities.overdue", title=_("Sự không phù hợp quá hạn"), measure=MEASURE)
def nonconformities_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how many were open on the day past the limit of their sheet."""
    yield from _numbers(_left(asked).filter(due_date__lt=_last(asked)), asked, {"state": "OVERDUE"})


@fact("nonconformities.closed", title=_("Sự không phù hợp đã đóng trong kỳ"), measure=MEASURE)
def nonconformities_closed(asked: Asked) -> Iterator[Number]:
    """Yield how many were closed in the period, their effect verified."""
    yield from _numbers(_closed(asked), asked, _days(asked, "closed_since", "closed_until"))


@fact(
    "nonconformities.effective_first_round",
    title=_("Tỷ lệ phiếu đóng trong kỳ có hiệu lực ngay vòng đầu"),
    measure="%",
)
def effective_in_the_first_round(asked: Asked) -> Iterator[Number]:
    """Yield the share, in percent, of the sheets closed in the period that needed one round; nothing where none was closed."""
    rows = _closed(asked).filter(agency_id__in=asked.agency_ids).values("agency_id")
    for row in rows.annotate(all=Count("pk"), first=Count("pk", filter=Q(round=1))).order_by("agency_id"):
        said = gettext("%(first)s trên %(all)s phiếu") % row
        query = _days(asked, "closed_since", "closed_until")
        yield Number(row["agency_id"], round(100 * row["first"] / row["all"], 1), link=LINK, query=query, said=said)


def _left(asked: Asked) -> QuerySet[Nonconformity]:
    last = _last(asked)
    still = Q(closed_date__isnull=True) | Q(closed_date__gt=last)
    return _rows().filter(still, found_date__lte=last)


def _closed(asked: Asked) -> QuerySet[Nonconformity]:
    return _rows().filter(closed_date__range=(asked.period.start, _last(asked)))


def _numbers(rows: QuerySet[Nonconformity], asked: Asked, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency, nought among them, and for the units that have any; one query."""
    counted = rows.filter(agency_id__in=asked.agency_ids).values_list("agency_id", "unit_id", "unit__slug")
    found: dict[int, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    slugs: dict[int, str] = {}
    for agency_id, unit_id, slug, count in counted.annotate(count=Count("pk")).order_by("agency_id", "unit_id"):
        found[agency_id][None] += count
        if unit_id is not None:
            found[agency_id][unit_id] += count
            slugs[unit_id] = slug
    for agency_id in asked.agency_ids:
        for unit_id, count in (found.get(agency_id) or {None: 0}).items():
            narrowed = query | ({"unit": slugs[unit_id]} if unit_id else {})
            yield Number(agency_id, count, unit_id, link=LINK, query=narrowed)
