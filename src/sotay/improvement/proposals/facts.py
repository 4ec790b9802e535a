"""What others count of proposals: how many were made, carried out and turned out better (9.3.2 f)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sotay.improvement.proposals.models import Proposal
from sotay.improvement.proposals.queries import KEPT
from sotay.standard.registry.facts import Asked, Number, counts, fact

State = Proposal.State
LINK = "improvement:proposal_list"


@fact("proposals.made", title=_("Đề xuất cải tiến trong kỳ"), measure=_("đề xuất"))
def proposals_made(asked: Asked) -> Iterator[Number]:
    """Yield the number made in the period; those taken back are left out."""
    yield from _numbers(asked, "made", {"state": KEPT, **asked.days()})


@fact("proposals.carried_out", title=_("Đề xuất cải tiến đã thực hiện"), measure=_("đề xuất"))
def proposals_carried_out(asked: Asked) -> Iterator[Number]:
    """Yield the number whose work was done in the period and confirmed."""
    yield from _numbers(asked, "done", asked.days("done_since", "done_until"))


@fact("proposals.better", title=_("Đề xuất cải tiến đo được kết quả tốt hơn"), measure=_("đề xuất"))
def proposals_better(asked: Asked) -> Iterator[Number]:
    """Yield the number measured in the period that made things better."""
    query = {"outcome": str(Proposal.Outcome.BETTER), **asked.days("measured_since", "measured_until")}
    yield from _numbers(asked, "better", query)


def _numbers(asked: Asked, name: str, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency where somebody proposed something by the day, nought among them."""
    for agency_id, told in asked.once(_counts).items():
        yield Number(agency_id, told[name], link=LINK, query=query)


def _counts(asked: Asked) -> dict[int, dict[str, int]]:
    """Return how many proposals were made, carried out and measured as better in the period, by agency."""
    within = (asked.period.start, asked.last)
    return counts(
        Proposal.objects.filter(agency_id__in=asked.agency_ids, proposed_date__lte=asked.on),
        made=Q(proposed_date__range=within) & ~Q(state=State.WITHDRAWN),
        done=Q(state__in=[State.DONE, State.MEASURED], done_date__range=within),
        better=Q(outcome=Proposal.Outcome.BETTER, measured_date__range=within),
    )
