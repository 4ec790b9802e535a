"""What others count of proposals: how many were made, carried out and turned out better (9.3.2 f)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from sotay.improvement.proposals.models import Proposal
from sotay.improvement.proposals.queries import KEPT
from sotay.standard.registry.facts import Asked, Number, fact

State = Proposal.State
LINK = "improvement:proposal_list"


@fact("proposals.made", title=_("Đề xuất cải tiến trong kỳ"), measure=_("đề xuất"))
def proposals_made(asked: Asked) -> Iterator[Number]:
    """Yield the number made in the period; those taken back are left out."""
    made = Q(proposed_date__range=_span(asked)) & ~Q(state=State.WITHDRAWN)
    yield from _counted(made, asked, {"state": KEPT, **asked.days()})


@fact("proposals.carried_out", title=_("Đề xuất cải tiến đã thực hiện"), measure=_("đề xuất"))
def proposals_carried_out(asked: Asked) -> Iterator[Number]:
    """Yield the number whose work was done in the period and confirmed."""
    done = Q(state__in=[State.DONE, State.MEASURED], done_date__range=_span(asked))
    yield from _counted(done, asked, asked.days("done_since", "done_until"))


@fact("proposals.better", title=_("Đề xuất cải tiến đo được kết quả tốt hơn"), measure=_("đề xuất"))
def proposals_better(asked: Asked) -> Iterator[Number]:
    """Yield the number measured in the period that made things better."""
    better = Q(outcome=Proposal.Outcome.BETTER, measured_date__range=_span(asked))
    query = {"outcome": str(Proposal.Outcome.BETTER), **asked.days("measured_since", "measured_until")}
    yield from _counted(better, asked, query)


def _span(asked: Asked) -> tuple[date, date]:
    return asked.period.start, asked.last


def _counted(counted: Q, asked: Asked, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency where somebody proposed something by the day, nought among them; one query."""
    rows = Proposal.objects.filter(agency_id__in=asked.agency_ids, proposed_date__lte=asked.on).values("agency_id")
    for row in rows.annotate(count=Count("pk", filter=counted)).order_by():
        yield Number(row["agency_id"], row["count"], link=LINK, query=query)
