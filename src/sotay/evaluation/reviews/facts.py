"""What others count of reviews: how the decisions of earlier ones stand (9.3.2 a)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

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
    query = {"standing": "FOLLOWED", **asked.days("done_since", "done_until")}
    for agency_id, told in asked.once(_standings).items():
        waits = told.within[Standing.REPORTED]
        said = _("trong đó %(waits)d chờ xác nhận") % {"waits": waits} if waits else ""
        yield Number(agency_id, told.within[Standing.DONE] + waits, link=LINK, query=query, said=said)


@fact("reviews.decisions_open", title=gettext_lazy("Kết luận trước chưa thực hiện xong"), measure=MEASURE)
def decisions_open(asked: Asked) -> Iterator[Number]:
    """Yield how many decisions of earlier reviews were not done by the day, overdue ones among them."""
    for agency_id, told in asked.once(_standings).items():
        left = told.all[Standing.OPEN] + told.all[Standing.OVERDUE]
        yield Number(agency_id, left, link=LINK, query={"standing": "LEFT"})


@fact("reviews.decisions_overdue", title=gettext_lazy("Kết luận trước quá hạn"), measure=MEASURE)
def decisions_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how many decisions of earlier reviews were due before the day and not done by it."""
    for agency_id, told in asked.once(_standings).items():
        yield Number(agency_id, told.all[Standing.OVERDUE], link=LINK, query={"standing": str(Standing.OVERDUE)})


@dataclass(slots=True)
class _Standings:
    """How many decisions of an agency stand how: all of them, and those whose work was done in the period."""

    all: Counter[str] = field(default_factory=Counter)
    within: Counter[str] = field(default_factory=Counter)


def _standings(asked: Asked) -> dict[int, _Standings]:
    """Return how the decisions stand of every agency that ever decided something; one query."""
    rows = with_standing(concluded_by(asked.on), on=asked.on).filter(agency_id__in=asked.agency_ids)
    within = Count("pk", filter=Q(assignment__done_date__range=(asked.period.start, asked.last)))
    counted = rows.values_list("agency_id", "standing").annotate(all=Count("pk"), within=within).order_by()
    found: dict[int, _Standings] = defaultdict(_Standings)
    for agency_id, standing, all_, done in counted:
        found[agency_id].all[standing] = all_
        found[agency_id].within[standing] = done
    return found
