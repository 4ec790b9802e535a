"""What others count of legal documents: which took effect in a period, which are not looked at yet (9.3.2 b, 4.1)."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.context.laws import filters, queries
from sotay.context.laws.models import Law, LawReview
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "context:law_list"
MEASURE = _("văn bản")


@fact("laws.effective", title=_("Văn bản pháp luật có hiệu lực trong kỳ"), measure=MEASURE)
def laws_effective(asked: Asked) -> Iterator[Number]:
    """Yield how many laws that are a matter of the agency took effect in the period, by the day."""
    query = {"stage": filters.RELATED, **asked.days()}
    yield from _numbers(_own().filter(effective_date__range=(asked.period.start, asked.last)), asked, query)


@fact("laws.unassigned", title=_("Văn bản đã có hiệu lực, chưa phân công đơn vị rà soát"), measure=MEASURE)
def laws_unassigned(asked: Asked) -> Iterator[Number]:
    """Yield how many laws in force on the day no unit was asked to look at."""
    rows = _standing(asked).filter(reviews__isnull=True)
    yield from _numbers(rows, asked, {"force": filters.STANDING, "stage": queries.UNASSIGNED})


@fact("laws.waiting", title=_("Văn bản đã có hiệu lực, đơn vị chưa rà soát xong"), measure=MEASURE)
def laws_waiting(asked: Asked) -> Iterator[Number]:
    """Yield how many laws in force on the day some unit had not looked at by it."""
    unseen = Q(decided_date__isnull=True) | Q(decided_date__gt=asked.on)
    rows = _standing(asked).filter(Exists(LawReview.objects.filter(unseen, law=OuterRef("pk"))))
    yield from _numbers(rows, asked, {"force": filters.STANDING, "stage": queries.WAITING})


def _own() -> QuerySet[Law]:
    return Law.objects.filter(is_unrelated=False)


def _standing(asked: Asked) -> QuerySet[Law]:
    over = Q(expiry_date__isnull=False, expiry_date__lte=asked.on)
    return _own().filter(effective_date__lte=asked.on).exclude(over)


def _numbers(rows: QuerySet[Law], asked: Asked, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency that keeps a register, nought among them; who keeps none has no number."""
    kept = Law.objects.filter(agency_id__in=asked.agency_ids).order_by().values_list("agency_id", flat=True).distinct()
    found = rows.filter(agency_id__in=asked.agency_ids).values_list("agency_id").annotate(count=Count("pk"))
    counts = dict(found.order_by())
    for agency_id in sorted(kept):
        yield Number(agency_id, counts.get(agency_id, 0), link=LINK, query=query)
