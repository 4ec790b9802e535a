"""What others count of providers: how many supplied, were evaluated, with which outcome; the results that are kept (8.4.1, 9.3.2 c 7)."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.queries import with_outcome
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "operation:provider_list"
Outcome = ProviderEvaluation.Outcome


@fact("providers.supplying", title=_("Nhà cung cấp bên ngoài trong kỳ"), measure=_("nhà cung cấp"))
def providers_supplying(asked: Asked) -> Iterator[Number]:
    """Yield the number of those that supplied something in the period."""
    rows = Provider.objects.filter(agency_id__in=asked.agency_ids).supplying(asked.period.start, asked.last)
    for row in rows.values("agency_id").annotate(count=Count("pk")).order_by():
        query = asked.days("supplied_since", "supplied_until")
        yield Number(row["agency_id"], row["count"], link=LINK, query=query)


@fact("providers.evaluated", title=_("Nhà cung cấp được đánh giá trong kỳ"), measure=_("nhà cung cấp"))
def providers_evaluated(asked: Asked) -> Iterator[Number]:
    """Yield the number of those evaluated in the period, once each."""
    for agency_id, outcomes in asked.once(_outcomes).items():
        yield Number(agency_id, sum(outcomes.values()), link=LINK, query=asked.days("seen_since", "seen_until"))


@fact("providers.kept", title=_("Nhà cung cấp đạt, tiếp tục"), measure=_("nhà cung cấp"))
def providers_kept(asked: Asked) -> Iterator[Number]:
    """Yield the number of those whose last evaluation of the period was passed."""
    yield from _counted(asked, Outcome.KEEP)


@fact("providers.watched", title=_("Nhà cung cấp đạt có điều kiện, cần cải thiện"), measure=_("nhà cung cấp"))
def providers_watched(asked: Asked) -> Iterator[Number]:
    """Yield the number of those whose last evaluation of the period demands improvement."""
    yield from _counted(asked, Outcome.WATCH)


@fact("providers.failed", title=_("Nhà cung cấp không đạt"), measure=_("nhà cung cấp"))
def providers_failed(asked: Asked) -> Iterator[Number]:
    """Yield the number of those whose last evaluation of the period was failed."""
    yield from _counted(asked, Outcome.END)


@fact("providers.results", title=_("Kết quả đánh giá nhà cung cấp được lưu"), measure=_("phiếu đánh giá"))
def results_kept(asked: Asked) -> Iterator[Number]:
    """Yield the number of evaluations kept up to the day, whatever the period: the records 8.4.1 asks for."""
    rows = ProviderEvaluation.objects.standing_on(asked.on).filter(agency_id__in=asked.agency_ids)
    for row in rows.values("agency_id").annotate(count=Count("pk")).order_by():
        yield Number(row["agency_id"], row["count"], link=LINK)


def _counted(asked: Asked, outcome: str) -> Iterator[Number]:
    query = {"came_to": str(outcome), **asked.days("seen_since", "seen_until")}
    for agency_id, outcomes in asked.once(_outcomes).items():
        yield Number(agency_id, outcomes[outcome], link=LINK, query=query)


def _outcomes(asked: Asked) -> dict[int, Counter[str]]:
    """Return for each agency how many providers came to which outcome by their last evaluation of the period."""
    rows = with_outcome(Provider.objects.filter(agency_id__in=asked.agency_ids), asked.period.start, asked.last)
    found: dict[int, Counter[str]] = {}
    for agency_id, outcome in rows.values_list("agency_id", "came_to").order_by():
        if outcome is not None:
            found.setdefault(agency_id, Counter())[outcome] += 1
    return found
