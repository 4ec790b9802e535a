"""What others count of reviews: how the decisions of earlier ones stand (9.3.2 a)."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.reviews.decisions import Standing, concluded_by, with_standing
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "evaluation:review_decision_list"
MEASURE = gettext_lazy("quyết định")


@fact("reviews.decisions_done", title=gettext_lazy("Kết luận trước đã thực hiện trong kỳ"), measure=MEASURE)
def decisions_done(asked: Asked) -> Iterator[Number]:
    """Yield how many decisions of earlier reviews were reported as done in the period."""
    in_period = Q(assignment__done_date__range=(asked.period.start, asked.last))
    done = Q(standing__in=[Standing.DONE, Standing.REPORTED]) & in_period
    query = {"standing": "FOLLOWED", **asked.days("done_since", "done_until")}
    yield from _numbers(asked, done, query, unconfirmed=Q(standing=Standing.REPORTED) & in_period)


@fact("reviews.decisions_open", title=gettext_lazy("Kết luận trước chưa thực hiện xong"), measure=MEASURE)
def decisions_open(asked: Asked) -> Iterator[Number]:
    """Yield how many decisions of earlier reviews were not done by the day, overdue ones among them."""
    yield from _numbers(asked, Q(standing__in=[Standing.OPEN, Standing.OVERDUE]), {"standing": "LEFT"})


@fact("reviews.decisions_overdue", title=gettext_lazy("Kết luận trước quá hạn"), measure=MEASURE)
def decisions_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how many decisions of earlier reviews were due before the day and not done by it."""
    yield from _numbers(asked, Q(standing=Standing.OVERDUE), {"standing": str(Standing.OVERDUE)})


def _numbers(asked: Asked, counted: Q, query: dict[str, str], *, unconfirmed: Q | None = None) -> Iterator[Number]:
    """Yield a number for every agency that ever decided something; one query."""
    rows = with_standing(concluded_by(asked.on), on=asked.on).filter(agency_id__in=asked.agency_ids)
    told = {"count": Count("pk", filter=counted), "waits": Count("pk", filter=unconfirmed or Q(pk__in=[]))}
    for row in rows.values("agency_id").annotate(**told).order_by():
        said = _("trong đó %(waits)d chờ xác nhận") % row if row["waits"] else ""
        yield Number(row["agency_id"], row["count"], link=LINK, query=query, said=said)
