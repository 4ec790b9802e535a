"""Who sees which proposals: members all of them, guests those that were accepted."""

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.improvement.proposals.models import Proposal

UNDECIDED = (Proposal.State.PROPOSED, Proposal.State.REJECTED, Proposal.State.WITHDRAWN)


def visible(proposals: QuerySet[Proposal], viewer: Actor) -> QuerySet[Proposal]:
    """Keep the proposals the viewer may see; what waits for a word, was declined or taken back is not for guests."""
    return proposals.exclude(state__in=UNDECIDED) if viewer.is_guest else proposals
