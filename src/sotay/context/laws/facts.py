"""What others count of legal documents: which took effect in a period, which are not looked at yet (9.3.2 b, 4.1)."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sotay.context.laws import filters, queries
from sotay.context.laws.models import Law, LawReview
from sotay.standard.registry.facts import Asked, Number, counts, fact

LINK = "context:law_list"
MEASURE = _("văn bản")


@fact("laws.effective", title=_("Văn bản pháp luật có hiệu lực trong kỳ"), measure=MEASURE)
def laws_effective(asked: Asked) -> Iterator[Number]:
    """Yield how many laws that are a matter of the agency took effect in the period, by the day."""
    yield from _numbers(asked, "effective", {"stage": filters.RELATED, **asked.days()})


@fact("laws.unassigned", title=_("Văn bản đã có hiệu lực, chưa phân công đơn vị rà soát"), measure=MEASURE)
def laws_unassigned(asked: Asked) -> Iterator[Number]:
    """Yield how many laws in force on the day no unit was asked to look at."""
    yield from _numbers(asked, "unassigned", {"force": filters.STANDING, "stage": queries.UNASSIGNED})


@fact("laws.waiting", title=_("Văn bản đã có hiệu lực, đơn vị chưa rà soát xong"), measure=MEASURE)
def laws_waiting(asked: Asked) -> Iterator[Number]:
    """Yield how many laws in force on the day some unit had not looked at by it."""
    yield from _numbers(asked, "waiting", {"force": filters.STANDING, "stage": queries.WAITING})


def _numbers(asked: Asked, name: str, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency that keeps a register, nought among them; who keeps none has no number."""
    for agency_id, told in asked.once(_counts).items():
        yield Number(agency_id, told[name], link=LINK, query=query)


def _counts(asked: Asked) -> dict[int, dict[str, int]]:
    """Return how many laws took effect in the period, and how many that stand on the day are not looked at, by agency."""
    own = Q(is_unrelated=False)
    over = Q(expiry_date__isnull=False, expiry_date__lte=asked.on)
    standing = own & Q(effective_date__lte=asked.on) & ~over
    reviews = LawReview.objects.filter(law=OuterRef("pk"))
    unseen = Q(decided_date__isnull=True) | Q(decided_date__gt=asked.on)
    return counts(
        Law.objects.filter(agency_id__in=asked.agency_ids),
        effective=own & Q(effective_date__range=(asked.period.start, asked.last)),
        unassigned=standing & ~Q(Exists(reviews)),
        waiting=standing & Q(Exists(reviews.filter(unseen))),
    )
