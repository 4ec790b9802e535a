"""What others count of proposals: how many were made, carried out and turned out better (9.3.2 f)."""

from collections.abc import Iterator

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.improvement.proposals.models import Proposal
from sotay.standard.registry.facts import Asked, Number, fact

State = Proposal.State
LINK = "improvement:proposal_list"


@fact("proposals.made", title=_("Đề xuất cải tiến trong kỳ"), measure=_("đề xuất"))
def proposals_made(asked: Asked) -> Iterator[Number]:
    """Yield the number made in the period; those taken back are left out."""
    rows = Proposal.objects.exclude(state=State.WITHDRAWN)
    yield from _counted(rows.filter(proposed_date__range=_span(asked)), asked, {})


@fact("proposals.carried_out", title=_("Đề xuất cải tiến đã thực hiện"), measure=_("đề xuất"))
def proposals_carried_out(asked: Asked) -> Iterator[Number]:
    """Yield the number whose work was done in the period and confirmed."""
    rows = Proposal.objects.filter(state__in=[State.DONE, State.MEASURED], done_date__range=_span(asked))
    yield from _counted(rows, asked, {})


@fact("proposals.better", title=_("Đề xuất cải tiến đo được kết quả tốt hơn"), measure=_("đề xuất"))
def proposals_better(asked: Asked) -> Iterator[Number]:
    """Yield the number measured in the period that made things better."""
    rows = Proposal.objects.filter(outcome=Proposal.Outcome.BETTER, measured_date__range=_span(asked))
    yield from _counted(rows, asked, {"state": State.MEASURED})


def _span(asked: Asked) -> tuple:
    return asked.period.start, min(asked.on, asked.period.end)


def _counted(rows: QuerySet[Proposal], asked: Asked, query: dict[str, str]) -> Iterator[Number]:
    counted = rows.filter(agency_id__in=asked.agency_ids).values("agency_id").annotate(count=Count("pk")).order_by()
    for row in counted:
        yield Number(row["agency_id"], row["count"], link=LINK, query=query)
